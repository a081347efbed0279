import {
  type EngineError,
  type NeededBlob,
  type PoolMessage,
  type Port,
  type Priority,
  tileCredit,
  type WorkerMessage,
} from './protocol'
import { bytesOf, type ResultCache } from './result-cache'
import { unpack } from './wire'

/** One tile to be computed, and who wants to hear of it. */
export interface TileRequest {
  readonly kind: string
  /** As links move it: see `pack`. */
  readonly spec: unknown
  readonly tile: unknown
  readonly priority: Priority
  /** What names the tile's parts in the cache; absent where they cannot be cached. */
  readonly key?: string | undefined
  /** The names of the blobs that it needs. */
  readonly blobs?: readonly string[]
  /** Those of them that are results of other jobs. */
  readonly needed?: readonly NeededBlob[]
  /** Hears of each part once, in order. One that `isKept` stays the cache's and is not written to nor given away. */
  onPart(part: unknown, isKept: boolean): void
  onProgress(fraction: number): void
  /** What names the result of another job in the cache; absent where it has no name there. */
  nameByProduct?(kind: string, spec: unknown): string | undefined
  /** Exactly one of the following ends the tile, unless it is cancelled; it may end before `run` returns. */
  onDone(): void
  onFailed(error: EngineError): void
}

export interface TileHandle {
  /** Nothing is heard of the tile any more. */
  cancel(): void
  /** One part has been consumed. */
  acknowledge(): void
}

export interface PoolOptions {
  /** How many workers there are at all times. */
  readonly size: number
  /** Starts a worker. Its port closes when the worker dies; closing the port ends the worker. */
  spawn(): Port
  readonly cache: ResultCache
  /**
   * For a worker that hangs, or is dead and gives no sign: calls `beat` regularly. A worker that has let `missed` beats
   * in a row pass without any message is dead. Beats and not milliseconds, so that a computer that slept kills nobody.
   */
  readonly heartbeat?: { readonly missed: number; start(beat: () => void): () => void }
  /**
   * Calls back after so many milliseconds, for a worker that died while starting; returns how not to. Where absent such
   * a worker is not replaced.
   */
  readonly later?: (act: () => void, milliseconds: number) => () => void
}

/** Milliseconds between heartbeats, and how many may be missed. A long collection of garbage is no death. */
export const usualHeartbeat = { every: 1000, missed: 10 } as const

/** Milliseconds before a worker that died while starting is replaced: doubled for each in a row, up to the longest. */
const firstPause = 100
const longestPause = 30_000
/** Starts that fail in a row before tiles are told that there are no workers: some seconds. */
const patience = 6

/** Workers, and the tiles waiting for one. Knows nothing of jobs nor of what the tiles mean. */
export interface Pool {
  run(request: TileRequest): TileHandle
  /** The parts of a tile that the cache has by this name. */
  kept(key: string): readonly unknown[] | undefined
  /** Keeps a blob until it is dropped as often as it was kept. */
  keepBlob(name: string, bytes: Uint8Array): void
  dropBlob(name: string): void
  hasBlob(name: string): boolean
  /** Hears of workers lost and replaced; returns how to stop listening. */
  onNotice(listen: (error: EngineError) => void): () => void
  /** Ends all workers. Tiles that wait are forgotten. */
  close(): void
}

interface Task {
  readonly request: TileRequest
  /** The attempt's number on the wire; 0 while it waits. */
  number: number
  /** Workers lost with it, not counting those that never came up. */
  losses: number
  /** Parts handed on so far, over all attempts. */
  parts: number
  /** Those that the cache is to have once the tile is done, and their bytes; absent where they are too large for it. */
  kept: { readonly parts: unknown[]; bytes: number } | undefined
  /** Parts handed on and not yet acknowledged. */
  unacknowledged: number
  /** Of those, the ones that a lost worker had sent: its successor has not and must not hear of them. */
  orphans: number
  fraction: number
}

interface Worker {
  readonly port: Port
  readonly tasks: Map<number, Task>
  /** The names of the blobs it was sent. */
  readonly blobs: Set<string>
  ready: boolean
  missed: number
  lost: boolean
}

const ranks: Readonly<Record<Priority, number>> = { interactive: 0, visible: 1, background: 2 }

/** Tiles given to a worker at once: one to compute and one so that it need not wait for the next. */
const depth = 2

export function createPool({ size, spawn, cache, heartbeat, later }: PoolOptions): Pool {
  const workers = new Set<Worker>()
  const waiting: [Task[], Task[], Task[]] = [[], [], []]
  const listeners = new Set<(error: EngineError) => void>()
  const blobs = new Map<string, { readonly bytes: Uint8Array; holders: number }>()
  let lastNumber = 0
  let closed = false
  let lastReason = ''
  /** Starts that have failed since one succeeded, and those that are waited for. */
  let failedStarts = 0
  const starts = new Set<() => void>()
  for (let i = 0; i < size; i++) addWorker()
  const stopHeartbeat = heartbeat?.start(() => beat(heartbeat.missed))

  return {
    run(request) {
      const cached = request.key === undefined ? undefined : cache.get(request.key)
      const task: Task = {
        request,
        number: 0,
        losses: 0,
        parts: 0,
        kept: request.key === undefined ? undefined : { parts: [], bytes: 0 },
        unacknowledged: 0,
        orphans: 0,
        fraction: 0,
      }
      if (cached !== undefined) {
        for (const part of cached.value as readonly unknown[]) request.onPart(part, true)
        request.onDone()
      } else {
        waiting[ranks[request.priority]].push(task)
        dispatch()
      }
      return { cancel: () => cancel(task), acknowledge: () => acknowledge(task) }
    },
    kept: (key) => cache.get(key)?.value as readonly unknown[] | undefined,
    keepBlob(name, bytes) {
      const kept = blobs.get(name) ?? { bytes, holders: 0 }
      kept.holders += 1
      blobs.set(name, kept)
    },
    dropBlob(name) {
      const kept = blobs.get(name)
      if (kept === undefined || --kept.holders > 0) return
      blobs.delete(name)
      for (const worker of workers) if (worker.blobs.delete(name)) send(worker, { type: 'drop-blob', name })
    },
    hasBlob: (name) => blobs.has(name),
    onNotice(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    close() {
      closed = true
      stopHeartbeat?.()
      for (const forget of starts) forget()
      starts.clear()
      for (const worker of workers) worker.port.close()
      workers.clear()
    },
  }

  function addWorker(): Worker {
    const worker: Worker = { port: spawn(), tasks: new Map(), blobs: new Set(), ready: false, missed: 0, lost: false }
    workers.add(worker)
    worker.port.onMessage((message) => receive(worker, message as WorkerMessage))
    worker.port.onClose((reason) => lose(worker, reason))
    return worker
  }

  function send(worker: Worker, message: PoolMessage): void {
    worker.port.post(message)
  }

  function workerOf(task: Task): Worker | undefined {
    return [...workers].find((worker) => worker.tasks.has(task.number))
  }

  /** Tiles that would compete with one of this rank; those that rest without credit do not. */
  function load(worker: Worker, rank: number): number {
    return [...worker.tasks.values()].filter(
      ({ request, unacknowledged }) => ranks[request.priority] <= rank && unacknowledged < tileCredit,
    ).length
  }

  /** Gives waiting tiles, the most urgent first, to the least loaded workers that have room. */
  function dispatch(): void {
    if (workers.size === 0 && (starts.size === 0 || failedStarts >= patience)) failAll()
    waiting.forEach((queue, rank) => {
      while (queue.length > 0) {
        const [freest] = [...workers]
          .map((worker) => ({ worker, load: load(worker, rank) }))
          .sort((a, b) => a.load - b.load || a.worker.tasks.size - b.worker.tasks.size)
        if (freest === undefined || freest.load >= depth) return
        assign(queue.shift()!, freest.worker)
      }
    })
  }

  function assign(task: Task, worker: Worker): void {
    const { kind, spec, tile, priority, blobs: names = [], needed } = task.request
    for (const name of names) {
      const kept = blobs.get(name)
      // Of a blob that was dropped while its tile waited the worker says that it is not at hand.
      if (kept === undefined || worker.blobs.has(name)) continue
      worker.blobs.add(name)
      send(worker, { type: 'blob', name, bytes: kept.bytes })
    }
    task.number = ++lastNumber
    worker.tasks.set(task.number, task)
    send(worker, { type: 'run', task: task.number, kind, spec, tile, priority, needed, skip: task.parts })
  }

  function cancel(task: Task): void {
    const worker = workerOf(task)
    if (worker === undefined) {
      const queue = waiting[ranks[task.request.priority]]
      if (queue.includes(task)) queue.splice(queue.indexOf(task), 1)
    } else {
      worker.tasks.delete(task.number)
      send(worker, { type: 'cancel', task: task.number })
      dispatch()
    }
  }

  function acknowledge(task: Task): void {
    task.unacknowledged -= 1
    if (task.orphans > 0) {
      task.orphans -= 1
      return
    }
    const worker = workerOf(task)
    if (worker !== undefined) send(worker, { type: 'acknowledge', task: task.number })
  }

  function receive(worker: Worker, message: WorkerMessage): void {
    worker.missed = 0
    if (message.type === 'ready') {
      worker.ready = true
      failedStarts = 0
      return
    }
    if (message.type === 'pong') return
    // Of a task that was cancelled, or has ended before: a message delivered twice changes nothing.
    const task = worker.tasks.get(message.task)
    if (task === undefined) return
    const { request } = task
    switch (message.type) {
      case 'part':
        if (message.index !== task.parts) return
        task.parts += 1
        task.unacknowledged += 1
        take(task, unpack(message.part))
        dispatch()
        return
      case 'progress':
        // A tile that is done again does not go backwards.
        task.fraction = Math.max(task.fraction, message.fraction)
        request.onProgress(task.fraction)
        return
      case 'by-product': {
        const key = request.nameByProduct?.(message.kind, message.spec)
        if (key !== undefined) cache.put(key, [unpack(message.result)])
        return
      }
      case 'done':
        worker.tasks.delete(task.number)
        if (request.key !== undefined && task.kept !== undefined) cache.put(request.key, task.kept.parts)
        request.onDone()
        dispatch()
        return
      case 'failed':
        worker.tasks.delete(task.number)
        request.onFailed(message.error)
        dispatch()
        return
      default:
        message satisfies never
    }
  }

  /** Hands a part on, and keeps it for the cache while all of the tile fits there. */
  function take(task: Task, part: unknown): void {
    if (task.kept !== undefined) {
      task.kept.bytes += bytesOf(part)
      if (task.kept.bytes > cache.largest) task.kept = undefined
      else task.kept.parts.push(part)
    }
    task.request.onPart(part, task.kept !== undefined)
  }

  function beat(limit: number): void {
    for (const worker of workers) {
      if (!worker.ready) continue
      if (worker.missed >= limit) {
        lose(worker, 'it stopped answering')
      } else {
        worker.missed += 1
        send(worker, { type: 'ping' })
      }
    }
  }

  /**
   * A lost worker is replaced, and its tiles are computed again, once, by the worker that takes its place: the others,
   * which may die of the same cause at the same time, are not blamed on them. A worker that never came up is replaced
   * after a pause, longer each time, since its successor may not come up either.
   */
  function lose(worker: Worker, reason: string): void {
    if (closed || worker.lost) return
    worker.lost = true
    workers.delete(worker)
    worker.port.close()
    const tasks = [...worker.tasks.values()]
    // What it may have sent before it died comes too late.
    worker.tasks.clear()
    for (const task of tasks) {
      task.number = 0
      task.orphans = task.unacknowledged
      if (worker.ready) task.losses += 1
    }
    const again = tasks.filter(({ losses }) => losses < 2)
    const next = worker.ready ? replaceAtOnce(again) : replaceLater(again)
    const error = { code: 'worker-lost', message: `engine worker lost: ${reason}; ${next}` }
    for (const listen of listeners) listen(error)
    for (const task of tasks) {
      if (!again.includes(task)) {
        task.request.onFailed({
          code: 'worker-lost',
          message: `engine worker lost twice over one computation: ${reason}; try a smaller one`,
        })
      }
    }
    lastReason = reason
    dispatch()
  }

  function replaceAtOnce(tasks: readonly Task[]): string {
    const successor = addWorker()
    for (const task of tasks) assign(task, successor)
    return 'a new one has taken its place'
  }

  function replaceLater(tasks: readonly Task[]): string {
    for (const task of tasks.toReversed()) waiting[ranks[task.request.priority]].unshift(task)
    if (later === undefined) return `${workers.size} others go on`
    const pause = Math.min(longestPause, firstPause * 2 ** failedStarts++)
    const forget = later(() => {
      starts.delete(forget)
      addWorker()
      dispatch()
    }, pause)
    starts.add(forget)
    return `another is started in ${pause / 1000} s`
  }

  function failAll(): void {
    for (const task of waiting.flatMap((queue) => queue.splice(0))) {
      task.request.onFailed({ code: 'worker-lost', message: `engine without workers: ${lastReason}; restart to go on` })
    }
  }
}
