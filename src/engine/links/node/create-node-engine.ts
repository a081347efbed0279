import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ChannelOptions } from '../../channel'
import { createEngine, type Engine } from '../../client'
import type { JobKinds } from '../../job-kind'
import { jobKinds } from '../../kinds'
import { createPool, type Pool, usualHeartbeat } from '../../pool'
import { createPortPair } from '../../port-pair'
import type { Port } from '../../protocol'
import { createResultCache } from '../../result-cache'
import { serve } from '../../server'
import { portToThread } from './worker-thread-port'

export interface NodePoolOptions {
  /** Worker threads; all cores where absent. */
  readonly threads?: number
  /** The built `worker.ts`; `worker.js` beside the built caller where absent. */
  readonly workerUrl?: URL
  /** Milliseconds between heartbeats, and how many may be missed. */
  readonly heartbeat?: { readonly every: number; readonly missed: number }
}

/** Bytes of results kept for a slider that comes back. */
const cacheBytes = 128 * 2 ** 20

/** Worker threads, started at once. Several clients may share them. */
export function createNodePool(options: NodePoolOptions = {}): Pool {
  const { threads = availableParallelism(), workerUrl, heartbeat = usualHeartbeat } = options
  const { every, missed } = heartbeat
  const url = workerUrl ?? new URL('./worker.js', import.meta.url)
  return createPool({
    size: threads,
    spawn: () => portToThread(new Worker(url)),
    cache: createResultCache(cacheBytes),
    heartbeat: {
      missed,
      start(beat) {
        // No clock keeps a process alive that has nothing else to do.
        const timer = setInterval(beat, every).unref()
        return () => clearInterval(timer)
      },
    },
    later(act, milliseconds) {
      const timer = setTimeout(act, milliseconds)
      return () => clearTimeout(timer)
    },
  })
}

/** Serves a client in another process or window, at the other end of a port, from a pool of worker threads. */
export function serveFromNode(port: Port, pool: Pool, kinds: JobKinds = jobKinds): void {
  serve(port, { pool, kinds, now: () => performance.now(), yieldNow: setImmediate })
}

/** Serves a client in this thread: the port it speaks through. */
export function serveInThread(pool: Pool, kinds?: JobKinds): Port {
  const [client, server] = createPortPair({
    schedule: setImmediate,
    copy: (message, transfer) => structuredClone(message, { transfer: [...transfer] as ArrayBuffer[] }),
  })
  serveFromNode(server, pool, kinds)
  return client
}

/** An engine whose client and server live in the caller's thread and whose workers are threads of its process. */
export function createNodeEngine(options: NodePoolOptions & ChannelOptions = {}): Engine {
  const pool = createNodePool(options)
  const engine = createEngine(serveInThread(pool), options)
  return {
    run: engine.run,
    putBlob: engine.putBlob,
    dropBlob: engine.dropBlob,
    close() {
      engine.close()
      pool.close()
    },
  }
}
