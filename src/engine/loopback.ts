import type { JobKinds } from './job-kind'
import { createPool } from './pool'
import { createPortPair } from './port-pair'
import type { Port } from './protocol'
import { createResultCache } from './result-cache'
import { serve } from './server'
import { serialisedCopy } from './wire'
import { startWorkerRuntime } from './worker-runtime'

export interface LoopbackOptions {
  readonly kinds: JobKinds
  /** What one worker knows, given its end of the link; `kinds` where absent. */
  workerKinds?(port: Port): JobKinds
  readonly workers: number
  now(): number
  /** Decides when, and between links in which order, messages are delivered and slices run. */
  schedule(task: () => void): void
  /** Bytes of results kept; none where absent. */
  readonly cache?: number
  onSlice?(kind: string): void
  /** For a worker that dies while starting; see `PoolOptions`. */
  readonly later?: (act: () => void, milliseconds: number) => () => void
  /** Stands between the pool and a worker: a test delivers messages late or twice. */
  wrapWorker?(port: Port): Port
}

/** The whole engine in one thread, every message through text: nothing that passes depends on shared memory. */
export function createLoopback(options: LoopbackOptions): { readonly port: Port; close(): void } {
  const { kinds, workers, now, schedule, cache = 0 } = options
  const pair = () => createPortPair({ schedule, copy: serialisedCopy })
  const pool = createPool({
    size: workers,
    cache: createResultCache(cache),
    ...(options.later && { later: options.later }),
    spawn() {
      const [here, there] = pair()
      startWorkerRuntime({
        port: there,
        kinds: options.workerKinds?.(there) ?? kinds,
        now,
        yieldNow: schedule,
        onSlice: (kind) => options.onSlice?.(kind),
      })
      return options.wrapWorker?.(here) ?? here
    },
  })
  const [client, server] = pair()
  serve(server, { pool, kinds, now, yieldNow: schedule })
  return { port: client, close: () => pool.close() }
}
