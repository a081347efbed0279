import { type Channel, type ChannelOptions, createChannel } from './channel'
import type { JobKinds } from './job-kind'
import { createPool } from './pool'
import { createPortPair } from './port-pair'
import type { Port } from './protocol'
import { createResultCache } from './result-cache'
import { serve } from './server'
import { serialisedCopy } from './wire'
import { startWorkerRuntime } from './worker-runtime'

export interface LoopbackOptions extends ChannelOptions {
  readonly kinds: JobKinds
  readonly workers: number
  now(): number
  /** Decides when, and between links in which order, messages are delivered and slices run. */
  schedule(task: () => void): void
  /** Bytes of results kept; none where absent. */
  readonly cache?: number
  readonly onSlice?: (kind: string) => void
  /** Stands between the pool and a worker: a test delivers messages late or twice, or kills it. */
  readonly wrapWorker?: (port: Port) => Port
  /** Stands between the client and the server. */
  readonly wrapClient?: (port: Port) => Port
}

/** The whole engine in one thread, every message through text: nothing that passes here depends on shared memory. */
export function createLoopback(options: LoopbackOptions): Channel {
  const { kinds, workers, now, schedule, cache = 0, onSlice, wrapWorker = same, wrapClient = same } = options
  const pair = () => createPortPair({ schedule, copy: serialisedCopy })
  const pool = createPool({
    size: workers,
    cache: createResultCache(cache),
    spawn() {
      const [here, there] = pair()
      startWorkerRuntime({ port: there, kinds, now, yieldNow: schedule, onSlice })
      return wrapWorker(here)
    },
  })
  const [client, server] = pair()
  serve(server, { pool, kinds, now, yieldNow: schedule })
  const channel = createChannel(wrapClient(client), options)
  return {
    run: channel.run,
    close() {
      channel.close()
      pool.close()
    },
  }
}

function same(port: Port): Port {
  return port
}
