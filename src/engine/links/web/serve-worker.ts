import type { JobKinds } from '../../job-kind'
import { startWorkerRuntime } from '../../worker-runtime'
import { portToOwner } from './worker-port'
import { yieldNow } from './yield-now'

/** Makes this Web Worker an engine worker. */
export function serveWorker(
  scope: DedicatedWorkerGlobalScope,
  kinds: JobKinds,
  onSlice?: (kind: string) => void,
): void {
  startWorkerRuntime({ port: portToOwner(scope), kinds, now: () => performance.now(), yieldNow, onSlice })
}
