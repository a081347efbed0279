import type { ChannelOptions } from '../../channel'
import { createEngine, type Engine } from '../../client'
import { portToWorker } from './worker-port'

/** The engine of a browser window: a coordinator in a Web Worker, which starts the workers that compute. */
export function createWebEngine(options?: ChannelOptions): Engine {
  const coordinator = new Worker(new URL('./coordinator.ts', import.meta.url), {
    type: 'module',
    name: 'basin-coordinator',
  })
  return createEngine(portToWorker(coordinator), options)
}
