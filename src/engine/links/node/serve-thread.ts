import { parentPort } from 'node:worker_threads'
import type { JobKinds } from '../../job-kind'
import { startWorkerRuntime } from '../../worker-runtime'
import { portToOwner } from './worker-thread-port'

/** Makes this worker thread an engine worker. */
export function serveThread(kinds: JobKinds, onSlice?: (kind: string) => void): void {
  if (parentPort === null) throw new Error('an engine worker runs in a worker thread')
  startWorkerRuntime({
    port: portToOwner(parentPort),
    kinds,
    now: () => performance.now(),
    yieldNow: setImmediate,
    onSlice,
  })
}
