import { describe, expect, test, vi } from 'vitest'
import { createPool, type PoolOptions, type TileRequest } from './pool'
import { tileCredit, type PoolMessage, type Port, type WorkerMessage } from './protocol'
import { createResultCache } from './result-cache'

/** A worker of which a test plays the part. */
class FakeWorker implements Port {
  readonly received: PoolMessage[] = []
  closed = false
  answer: (message: WorkerMessage) => void = () => undefined
  die: (reason: string) => void = () => undefined

  post(message: unknown): void {
    this.received.push(message as PoolMessage)
  }
  onMessage(receive: (message: unknown) => void): void {
    this.answer = receive
  }
  onClose(closed: (reason: string) => void): void {
    this.die = closed
  }
  close(): void {
    this.closed = true
  }

  get runs() {
    return this.received.filter((message) => message.type === 'run')
  }
  names(): unknown[] {
    return this.runs.map(({ tile }) => tile)
  }
}

function open(size: number, options: Partial<PoolOptions> = {}) {
  const workers: FakeWorker[] = []
  const pool = createPool({
    size,
    cache: createResultCache(0),
    spawn() {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    ...options,
  })
  const notices: string[] = []
  pool.onNotice(({ message }) => notices.push(message))
  for (const worker of workers) worker.answer({ type: 'ready' })
  return { pool, workers, notices }
}

function request(tile: string, options: Partial<Pick<TileRequest, 'priority' | 'key' | 'blobs'>> = {}) {
  return {
    kind: 'kind',
    spec: {},
    tile,
    priority: 'visible' as const,
    onPart: vi.fn(),
    onProgress: vi.fn(),
    onDone: vi.fn(),
    onFailed: vi.fn(),
    ...options,
  } satisfies TileRequest
}

describe('pool', () => {
  test('gives a worker two tiles of one urgency, and always room for a more urgent one', () => {
    const { pool, workers } = open(1)
    for (const tile of ['a', 'b', 'c']) pool.run(request(tile, { priority: 'background' }))
    pool.run(request('d', { priority: 'visible' }))
    pool.run(request('e', { priority: 'interactive' }))
    expect(workers[0]!.names()).toEqual(['a', 'b', 'd', 'e'])
  })

  test('hands out the most urgent waiting tile first', () => {
    const { pool, workers } = open(1)
    for (const tile of ['a', 'b']) pool.run(request(tile, { priority: 'interactive' }))
    pool.run(request('late', { priority: 'background' }))
    pool.run(request('soon', { priority: 'visible' }))
    pool.run(request('now', { priority: 'interactive' }))
    const [worker] = workers
    for (let task = 1; task <= 5; task++) worker!.answer({ type: 'done', task })
    expect(worker!.names()).toEqual(['a', 'b', 'now', 'soon', 'late'])
  })

  test('spreads tiles over the workers', () => {
    const { pool, workers } = open(2)
    for (const tile of ['a', 'b', 'c', 'd', 'e']) pool.run(request(tile))
    expect(workers.map((worker) => worker.names())).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ])
  })

  test('gives each worker a blob before the first tile that needs it, once, and a new worker again', () => {
    const { pool, workers } = open(2)
    const bytes = Uint8Array.of(1, 2, 3)
    pool.keepBlob('grid', bytes)
    pool.run(request('without'))
    for (const tile of ['a', 'b', 'c']) pool.run(request(tile, { blobs: ['grid'] }))
    const blob = { type: 'blob', name: 'grid', bytes }
    const [first, second] = workers.map(({ received }) =>
      received.map((message) => (message.type === 'run' ? message.tile : message)),
    )
    expect(first).toEqual(['without', blob, 'b'])
    expect(second).toEqual([blob, 'a', 'c'])
    workers[1]!.die('it crashed')
    expect(workers[2]!.received.map(({ type }) => type)).toEqual(['blob', 'run', 'run'])
    expect(workers[2]!.received[0]).toEqual(blob)
  })

  test('keeps a blob until it is dropped as often as it was kept, and then takes it from the workers that have it', () => {
    const { pool, workers } = open(2)
    pool.keepBlob('grid', Uint8Array.of(1))
    pool.keepBlob('grid', Uint8Array.of(1))
    pool.run(request('a', { blobs: ['grid'] }))
    pool.dropBlob('grid')
    expect(pool.hasBlob('grid')).toBe(true)
    pool.dropBlob('grid')
    pool.dropBlob('unheard-of')
    expect(pool.hasBlob('grid')).toBe(false)
    expect(workers[0]!.received.at(-1)).toEqual({ type: 'drop-blob', name: 'grid' })
    expect(workers[1]!.received).toEqual([])
  })

  test('a tile that rests without credit leaves its place to another', () => {
    const { pool, workers } = open(1)
    for (const tile of ['a', 'b', 'c']) pool.run(request(tile))
    for (let index = 0; index < tileCredit; index++) {
      expect(workers[0]!.names()).toEqual(['a', 'b'])
      workers[0]!.answer({ type: 'part', task: 1, index, part: null })
    }
    expect(workers[0]!.names()).toEqual(['a', 'b', 'c'])
  })

  test('a cancelled tile is taken from its worker, and what still comes of it is ignored', () => {
    const { pool, workers } = open(1)
    const cancelled = request('a')
    const handle = pool.run(cancelled)
    handle.cancel()
    expect(workers[0]!.received.at(-1)).toEqual({ type: 'cancel', task: 1 })
    workers[0]!.answer({ type: 'done', task: 1 })
    expect(cancelled.onDone).not.toHaveBeenCalled()
  })

  test('what arrives twice counts once', () => {
    const { pool, workers } = open(1)
    const once = request('a')
    pool.run(once)
    const [worker] = workers
    for (let i = 0; i < 2; i++) worker!.answer({ type: 'part', task: 1, index: 0, part: 'rows' })
    for (let i = 0; i < 2; i++) worker!.answer({ type: 'done', task: 1 })
    expect(once.onPart.mock.calls).toEqual([['rows', false]])
    expect(once.onDone).toHaveBeenCalledOnce()
  })

  test('workers that die at the same time are not blamed on the tiles that the first of them leaves', () => {
    const { pool, workers } = open(2)
    const tiles = ['a', 'b', 'c', 'd'].map((tile) => request(tile))
    for (const tile of tiles) pool.run(tile)
    const [first, second] = workers
    first!.die('it fell')
    second!.die('it fell')
    expect(workers.slice(2).map((worker) => worker.names())).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ])
    expect(tiles.flatMap(({ onFailed }) => onFailed.mock.calls)).toEqual([])
  })

  test('a tile done again skips the parts that were delivered and is not credited for their acknowledgement', () => {
    const { pool, workers } = open(1)
    const again = request('a')
    const handle = pool.run(again)
    workers[0]!.answer({ type: 'part', task: 1, index: 0, part: 'first' })
    workers[0]!.die('it fell')
    workers[0]!.answer({ type: 'done', task: 1 })
    const second = workers[1]!
    expect(second.runs).toMatchObject([{ task: 2, tile: 'a', skip: 1 }])
    handle.acknowledge()
    expect(second.received).toHaveLength(1)
    second.answer({ type: 'part', task: 2, index: 1, part: 'second' })
    handle.acknowledge()
    expect(second.received.at(-1)).toEqual({ type: 'acknowledge', task: 2 })
    expect(again.onPart.mock.calls).toEqual([
      ['first', false],
      ['second', false],
    ])
    expect(again.onDone).not.toHaveBeenCalled()
  })

  test('a worker that lets too many beats pass is lost; one that answers is not', () => {
    let beat: () => void = () => undefined
    const start = (listener: () => void) => {
      beat = listener
      return () => undefined
    }
    const { workers, notices } = open(2, { heartbeat: { missed: 3, start } })
    for (let i = 0; i < 4; i++) {
      beat()
      workers[0]!.answer({ type: 'pong' })
    }
    expect(workers.map(({ closed }) => closed)).toEqual([false, true, false])
    expect(notices).toEqual(['engine worker lost: it stopped answering; a new one has taken its place'])
  })

  test('a worker that never came up is not replaced, and without any worker tiles fail', () => {
    const workers: FakeWorker[] = []
    const { pool } = open(1, {
      spawn() {
        workers.push(new FakeWorker())
        return workers[0]!
      },
    })
    const waiting = request('a')
    pool.run(waiting)
    workers[0]!.die('script not found')
    expect(workers).toHaveLength(1)
    const message = 'engine without workers: script not found; restart to go on'
    expect(waiting.onFailed.mock.calls).toEqual([[{ code: 'worker-lost', message }]])
    const next = request('b')
    pool.run(next)
    expect(next.onFailed).toHaveBeenCalledOnce()
  })

  test('a worker that never came up is replaced after a pause that doubles, and tiles wait for some of them', () => {
    const pauses: number[] = []
    let due: () => void = () => undefined
    const notices: string[] = []
    const started: FakeWorker[] = []
    const dying = createPool({
      size: 1,
      cache: createResultCache(0),
      spawn() {
        started.push(new FakeWorker())
        return started.at(-1)!
      },
      later(act, milliseconds) {
        pauses.push(milliseconds)
        due = act
        return () => undefined
      },
    })
    dying.onNotice(({ message }) => notices.push(message))
    const waiting = request('a')
    dying.run(waiting)
    for (let start = 0; start < 12; start++) {
      started.at(-1)!.die('script not found')
      expect(waiting.onFailed).toHaveBeenCalledTimes(start < 5 ? 0 : 1)
      due()
    }
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000])
    expect(notices[0]).toBe('engine worker lost: script not found; another is started in 0.1 s')
    // Once one is there the pauses begin anew, and what is asked for is computed.
    started.at(-1)!.answer({ type: 'ready' })
    const next = request('b')
    dying.run(next)
    started.at(-1)!.die('it crashed')
    expect(started).toHaveLength(14)
    expect(started.at(-1)!.names()).toEqual(['b'])
    started.at(-1)!.die('script not found')
    expect(pauses.at(-1)).toBe(100)
    expect(next.onFailed).not.toHaveBeenCalled()
  })

  test('nothing is started any more once it is closed', () => {
    const forget = vi.fn()
    const started: FakeWorker[] = []
    const pool = createPool({
      size: 1,
      cache: createResultCache(0),
      spawn() {
        started.push(new FakeWorker())
        return started.at(-1)!
      },
      later: () => forget,
    })
    started[0]!.die('script not found')
    pool.close()
    expect(forget).toHaveBeenCalledOnce()
    expect(started).toHaveLength(1)
  })

  test('a tile is computed once for all of one key, and its parts are given again as they came', () => {
    const { pool, workers } = open(1, { cache: createResultCache(1000) })
    const [first, second] = [request('a', { key: 'key' }), request('a', { key: 'key' })]
    pool.run(first)
    for (const [index, part] of ['one', 'two'].entries()) workers[0]!.answer({ type: 'part', task: 1, index, part })
    workers[0]!.answer({ type: 'done', task: 1 })
    pool.run(second)
    expect(first.onPart.mock.calls).toEqual([
      ['one', true],
      ['two', true],
    ])
    expect(second.onPart.mock.calls).toEqual(first.onPart.mock.calls)
    expect(second.onDone).toHaveBeenCalledOnce()
    expect(workers[0]!.runs).toHaveLength(1)
  })

  test('a tile that was cancelled is computed whole the next time', () => {
    const { pool, workers } = open(1, { cache: createResultCache(1000) })
    const handle = pool.run(request('a', { key: 'key' }))
    workers[0]!.answer({ type: 'part', task: 1, index: 0, part: 'one' })
    handle.cancel()
    workers[0]!.answer({ type: 'done', task: 1 })
    const again = request('a', { key: 'key' })
    pool.run(again)
    expect(again.onPart).not.toHaveBeenCalled()
    expect(workers[0]!.runs).toMatchObject([{ skip: 0 }, { skip: 0 }])
  })

  test('parts delivered before a worker was lost are kept with those of its successor', () => {
    const { pool, workers } = open(1, { cache: createResultCache(1000) })
    pool.run(request('a', { key: 'key' }))
    workers[0]!.answer({ type: 'part', task: 1, index: 0, part: 'one' })
    workers[0]!.die('it fell')
    workers[1]!.answer({ type: 'part', task: 2, index: 1, part: 'two' })
    workers[1]!.answer({ type: 'done', task: 2 })
    const cached = request('a', { key: 'key' })
    pool.run(cached)
    expect(cached.onPart.mock.calls.map(([part]) => part)).toEqual(['one', 'two'])
  })

  test('parts of a tile too large for the cache are given away as soon as that is known', () => {
    const { pool, workers } = open(1, { cache: createResultCache(1000) })
    const large = request('a', { key: 'key' })
    pool.run(large)
    const sizes = [1, 30, 1]
    for (const [index, size] of sizes.entries())
      workers[0]!.answer({ type: 'part', task: 1, index, part: new Float64Array(size) })
    workers[0]!.answer({ type: 'done', task: 1 })
    expect(large.onPart.mock.calls.map(([, isKept]) => isKept)).toEqual([true, false, false])
    pool.run(request('a', { key: 'key' }))
    expect(workers[0]!.runs).toHaveLength(2)
  })

  test('closing ends every worker and nothing is lost or replaced', () => {
    const { pool, workers, notices } = open(2)
    pool.close()
    for (const worker of workers) worker.die('it exited with code 1')
    expect(workers.map(({ closed }) => closed)).toEqual([true, true])
    expect(notices).toEqual([])
  })
})
