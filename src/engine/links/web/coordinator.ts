import { jobKinds } from '../../kinds'
import { serveCoordinator } from './serve-coordinator'

declare const self: DedicatedWorkerGlobalScope

serveCoordinator(self, {
  kinds: jobKinds,
  createWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'basin-worker' }),
})
