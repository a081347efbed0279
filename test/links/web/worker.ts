import { serveWorker } from '../../../src/engine/links/web/serve-worker'
import { countIn, createTestKinds, createTestWorker } from '../test-kinds'

const worker = createTestWorker(() => {
  // Nobody is told: only the heartbeat can find out. What is left of this turn must not go on.
  self.close()
  for (;;);
})
serveWorker(self as never, createTestKinds(worker), (kind) => countIn(worker.slices, kind))
