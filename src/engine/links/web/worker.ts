import { jobKinds } from '../../kinds'
import { serveWorker } from './serve-worker'

declare const self: DedicatedWorkerGlobalScope

serveWorker(self, jobKinds)
