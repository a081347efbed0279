import { serveThread } from '../../src/engine/links/node/serve-thread'
import { countIn, createTestKinds, createTestWorker } from './test-kinds'

// Inside a worker thread this ends the thread, not the process.
const worker = createTestWorker(() => process.exit(7))
serveThread(createTestKinds(worker), (kind) => countIn(worker.slices, kind))
