/** The engine's door for its clients. Where the engine runs is a composition root's choice: see links/. */
export { createEngine, type Engine, type Job, type JobEnd, type RunOptions } from './client'
export type { ChannelOptions } from './channel'
export type * from './job-table'
export type { EngineError, Port, Priority, Progress } from './protocol'
