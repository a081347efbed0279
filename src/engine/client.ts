import { type Accumulation, gatherer } from './accumulation'
import { accumulations } from './accumulations/accumulations'
import { type Channel, type ChannelOptions, type ChannelRunOptions, createChannel, type Job } from './channel'
import type { JobKindId, JobTable } from './job-table'
import type { Port } from './protocol'

export type { Job, JobEnd } from './channel'

export interface RunOptions<K extends JobKindId> extends Omit<ChannelRunOptions<never>, 'onPart'> {
  /**
   * Called after each part of a kind that streams, with what has come so far and the part itself, in order, never
   * before the promise of the one before has resolved; a part counts as consumed once its own has, so a slow reader
   * slows the job.
   */
  readonly onPart?: (state: JobTable[K]['state'], part: JobTable[K]['part']) => void | Promise<void>
}

/** The engine as the window and the command line see it: the channel, typed by the job table. */
export interface Engine {
  run<K extends JobKindId>(kind: K, spec: JobTable[K]['spec'], options?: RunOptions<K>): Job<JobTable[K]['result']>
  putBlob: Channel['putBlob']
  dropBlob: Channel['dropBlob']
  close(): void
}

/**
 * An engine at the other end of a link. The parts of a kind that streams add up to its result here, where they arrive.
 */
export function createEngine(port: Port, channelOptions?: ChannelOptions): Engine {
  const { run, putBlob, dropBlob, close } = createChannel(port, channelOptions)
  const known: Readonly<Record<string, Accumulation>> = accumulations
  const runAny = (
    kind: JobKindId,
    spec: unknown,
    {
      onPart,
      ...options
    }: Omit<RunOptions<never>, 'onPart'> & {
      readonly onPart?: (state: unknown, part: unknown) => void | Promise<void>
    } = {},
  ): Job<unknown> => {
    const accumulation = known[kind]
    if (accumulation === undefined) return run(kind, spec, options)
    const gathered = gatherer(accumulation, spec)
    const job = run(kind, spec, {
      ...options,
      onPart(part) {
        const state = gathered.add(part)
        return onPart?.(state, part)
      },
    })
    const end = job.end.then((end) => (end.status === 'done' ? { ...end, result: gathered.result() } : end))
    return { end, cancel: job.cancel }
  }
  // What comes back has the table's types, since the server's kinds are the ones that it is derived from.
  return { run: runAny as Engine['run'], putBlob, dropBlob, close }
}
