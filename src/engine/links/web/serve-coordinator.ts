import type { JobKinds } from '../../job-kind'
import { createPool, usualHeartbeat } from '../../pool'
import { createResultCache } from '../../result-cache'
import { serve } from '../../server'
import { portToOwner, portToWorker } from './worker-port'
import { yieldNow } from './yield-now'

export interface CoordinatorOptions {
  readonly kinds: JobKinds
  /** Engine workers; one core is left to the window where absent. */
  readonly threads?: number
  createWorker(): Worker
  /** Milliseconds between heartbeats, and how many may be missed. */
  readonly heartbeat?: { readonly every: number; readonly missed: number }
}

/** Bytes of results kept for a slider that comes back. */
const cacheBytes = 128 * 2 ** 20

/**
 * Makes this Web Worker the engine of the window that started it: server and pool live here, so that the window's own
 * thread loads no kernel and joins no tiles of a surface.
 */
export function serveCoordinator(scope: DedicatedWorkerGlobalScope, options: CoordinatorOptions): void {
  const { kinds, threads = Math.max(2, navigator.hardwareConcurrency - 1), createWorker } = options
  const { every, missed } = options.heartbeat ?? usualHeartbeat
  const pool = createPool({
    size: threads,
    spawn: () => portToWorker(createWorker()),
    cache: createResultCache(cacheBytes),
    heartbeat: {
      missed,
      start(beat) {
        const timer = setInterval(beat, every)
        return () => clearInterval(timer)
      },
    },
    later(act, milliseconds) {
      const timer = setTimeout(act, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  serve(portToOwner(scope), { pool, kinds, now: () => performance.now(), yieldNow })
}
