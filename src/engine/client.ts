import { type Channel, type ChannelOptions, type ChannelRunOptions, createChannel, type Job } from './channel'
import type { JobKindId, JobTable } from './job-table'
import type { Port } from './protocol'

export type { Job, JobEnd } from './channel'

export type RunOptions<K extends JobKindId> = ChannelRunOptions<JobTable[K]['chunk']>

/** The engine as the window and the command line see it: the channel, typed by the job table. */
export interface Engine {
  run<K extends JobKindId>(kind: K, spec: JobTable[K]['spec'], options?: RunOptions<K>): Job<JobTable[K]['result']>
  putBlob: Channel['putBlob']
  dropBlob: Channel['dropBlob']
  close(): void
}

/** An engine at the other end of a link. */
export function createEngine(port: Port, options?: ChannelOptions): Engine {
  // The server's job kinds are tied to the job table by `defineJobKind`, so what comes back has the table's types.
  return createChannel(port, options) as Engine
}
