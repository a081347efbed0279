import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLoopback, type LoopbackOptions } from '../../src/engine/loopback'
import type { Port, WorkerMessage } from '../../src/engine/protocol'
import { digests, directDigests } from './digests'
import { linkCases, type OpenLink, success, withSubject } from './suite'
import { countIn, createTestKinds, createTestWorker, noWorker, type TestWorker } from './test-kinds'

interface LoopbackSettings {
  readonly schedule?: (task: () => void) => void
  readonly now?: () => number
  readonly wrapWorker?: LoopbackOptions['wrapWorker']
  readonly onSlice?: (kind: string) => void
}

/** Opens loopback engines; by default with real time and in the order of the event loop. */
function loopback(settings: LoopbackSettings = {}): OpenLink {
  const { schedule = setImmediate, now = () => performance.now(), wrapWorker, onSlice } = settings
  return async (workers) => {
    const known = new Map<Port, TestWorker>()
    let latest: TestWorker = noWorker
    return createLoopback({
      kinds: createTestKinds(noWorker),
      workerKinds(port) {
        latest = createTestWorker(() => port.close())
        known.set(port, latest)
        return createTestKinds(latest)
      },
      workers,
      cache: 2 ** 24,
      now,
      schedule,
      wrapWorker,
      onSlice(kind) {
        // Each case that counts slices has one worker.
        countIn(latest.slices, kind)
        onSlice?.(kind)
      },
    })
  }
}

describe('loopback', () => {
  test.each(linkCases)('$name', ({ run }) => run(loopback()))

  test('results are the same bytes for 1, 2 and 3 workers, and for any order of deliveries, some of them twice', async () => {
    const expected = directDigests()
    for (const workers of [1, 2, 3]) expect(await digests(loopback(), workers)).toEqual(expected)
    const seeds = fc.sample(fc.integer(), { seed: 20, numRuns: 6 })
    for (const seed of seeds) {
      const choose = chooser(seed)
      const shuffled = loopback({ schedule: shuffler(choose), wrapWorker: (port) => repeater(port, choose) })
      expect(await digests(shuffled, 1 + choose(3))).toEqual(expected)
    }
  })

  test('a cancel takes at most one more slice', async () => {
    // One task of the event loop at a time, by hand, and a clock by which every yield ends a slice.
    const tasks: (() => void)[] = []
    let time = 0
    let slices = 0
    const open = loopback({ schedule: (task) => tasks.push(task), now: () => (time += 10), onSlice: () => slices++ })
    await withSubject(open, 1, async ({ channel }) => {
      const walk = channel.run('walk', { tiles: 4, steps: 1e6 })
      while (slices < 25) tasks.shift()!()
      walk.cancel()
      for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task()
      expect(slices).toBeGreaterThanOrEqual(25)
      expect(slices).toBeLessThanOrEqual(26 + 1)
      expect(await walk.end).toEqual({ status: 'cancelled' })
    })
  })

  test('of a thousand jobs posted together under one key one is begun', async () => {
    let slices = 0
    const open = loopback({ now: () => 0, onSlice: () => slices++ })
    await withSubject(open, 2, async ({ channel }) => {
      const jobs = Array.from({ length: 1000 }, () =>
        channel.run('walk', { tiles: 1, steps: 5 }, { supersedes: 'key' }),
      )
      expect((await jobs.at(-1)!.end).status).toBe('done')
      expect(slices).toBe(1)
    })
  })

  test('progress is reported at most every 50 ms', async () => {
    let time = 0
    const open = loopback({ now: () => (time += 3) })
    await withSubject(open, 2, async ({ channel }) => {
      const times: number[] = []
      const onProgress = ({ done, total }: { done: number; total: number }) => {
        times.push(time)
        expect(done).toBeLessThanOrEqual(total)
      }
      success(await channel.run('walk', { tiles: 4, steps: 500 }, { onProgress }).end)
      expect(times.length).toBeGreaterThan(5)
      // 4 tiles x 500 steps x 3 ms pass, one reading of the clock a step and a few a slice.
      expect(times.length).toBeLessThanOrEqual(time / 50 + 1)
    })
  })
})

/** A sequence of choices among n, the same for the same seed. */
function chooser(seed: number): (n: number) => number {
  let state = seed | 1
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) % n
  }
}

/** Runs scheduled tasks in an order of its own. */
function shuffler(choose: (n: number) => number): (task: () => void) => void {
  const tasks: (() => void)[] = []
  return (task) => {
    tasks.push(task)
    setImmediate(() => tasks.splice(choose(tasks.length), 1)[0]?.())
  }
}

/** A worker's port that delivers some messages twice, the second time late, and holds some parts back. */
function repeater(port: Port, choose: (n: number) => number): Port {
  return {
    ...port,
    onMessage(receive) {
      const late: unknown[] = []
      port.onMessage((received) => {
        const message = received as WorkerMessage
        if (message.type === 'done' && choose(2) === 0) setImmediate(() => receive(message))
        else receive(message)
        if (late.length > 0 && choose(2) === 0) receive(late.shift())
        if (choose(3) === 0) late.push(structuredClone(message))
      })
    },
  }
}
