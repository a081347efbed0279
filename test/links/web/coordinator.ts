import { serveCoordinator } from '../../../src/engine/links/web/serve-coordinator'
import { createTestKinds, noWorker } from '../test-kinds'

serveCoordinator(self as never, {
  kinds: createTestKinds(noWorker),
  // The page says so in the coordinator's name.
  threads: Number(self.name),
  createWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  heartbeat: { every: 100, missed: 20 },
})
