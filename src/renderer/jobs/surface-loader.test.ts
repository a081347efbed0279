import { beforeEach, describe, expect, test, vi } from 'vitest'
import { scene } from '../../../test/support/scenes'
import type { Scene } from '../../core/scene/scene'
import type { SurfaceResult, SurfaceSpec } from '../../engine'
import type { Engine, JobEnd, RunOptions } from '../../engine/client'
import { secondsPerUnit } from '../../engine/protocol'
import { withSliceVectors } from '../../engine/scene-specs'
import { createDerivedStore } from '../store/derived'
import { createSurfaceLoader } from './surface-loader'

const network = {
  basin: 1,
  landscape: { kind: 'network', widths: [2, 3, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 40 } },
}

interface Asked {
  readonly spec: SurfaceSpec
  /** The job ends after some seconds. */
  readonly end: (seconds: number, how?: 'done' | 'cancelled') => Promise<void>
}

let now: number
/** Of a unit of the work that jobs tell. */
let unitSeconds: number
let asked: Asked[]
let derived: ReturnType<typeof createDerivedStore>
/** Frames that are waited for; undefined where each is painted at once. */
let frames: (() => void)[] | undefined

beforeEach(() => {
  now = 0
  unitSeconds = secondsPerUnit
  asked = []
  frames = undefined
  derived = createDerivedStore()
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

function loaderOf(given: Scene | (() => Scene)) {
  const of = typeof given === 'function' ? given : () => given
  const run = (_kind: string, spec: SurfaceSpec, { onProgress }: RunOptions<'surface'>) => {
    let resolve: (end: JobEnd<SurfaceResult>) => void = () => undefined
    const end = new Promise<JobEnd<SurfaceResult>>((settle) => (resolve = settle))
    asked.push({
      spec,
      async end(seconds, how = 'done') {
        now += 1000 * seconds
        onProgress?.({ done: 0, total: seconds / unitSeconds })
        resolve(how === 'done' ? { status: 'done', result: flat(spec) } : { status: 'cancelled' })
        await end
      },
    })
    return { end, cancel: () => resolve({ status: 'cancelled' }) }
  }
  const engine = { run: run as unknown as Engine['run'] }
  const afterFrame = (run: () => void): void => void (frames === undefined ? run() : frames.push(run))
  const domain = () => of().landscape.domain
  return createSurfaceLoader({ engine, derived, scene: of, domain, clock: () => now, afterFrame })
}

function flat({ domain, resolution }: SurfaceSpec): SurfaceResult {
  return { domain, resolution, values: new Float64Array(resolution[0] * resolution[1]), range: Float64Array.of(0, 0) }
}

const sides = (): readonly number[] => asked.map(({ spec }) => spec.resolution[0])
const status = () => derived.getState().surfaceStatus

describe('the surface on screen', () => {
  test('is coarse first, and of a sum over examples coarser still; the finest alone may be interpolated', async () => {
    loaderOf(scene({ basin: 1, landscape: { kind: 'catalog', id: 'rosenbrock' } })).request()
    await asked[0]!.end(0.1)
    await asked[1]!.end(0.1)
    expect(sides()).toEqual([65, 257])
    expect(status()).toEqual({ kind: 'idle' })
    asked = []
    loaderOf(scene(network)).request()
    for (const k of [0, 1, 2]) await asked[k]!.end(0.1)
    expect(sides()).toEqual([17, 65, 257])
    expect(asked.map(({ spec }) => spec.within !== undefined)).toEqual([false, false, true])
    expect(derived.getState().surface!.nx).toBe(257)
  })

  test('that would take long is held, with what it takes by the pace so far, until it is asked for', async () => {
    const loader = loaderOf(scene(network))
    loader.request()
    await asked[0]!.end(0.5)
    expect(sides()).toEqual([17, 65])
    await asked[1]!.end(8)
    expect(sides()).toEqual([17, 65])
    const held = status()
    if (held.kind !== 'held') throw new Error('not held')
    expect(held.seconds).toBeCloseTo((8 * 0.2 * 257 * 257) / (65 * 65), 9)
    expect(derived.getState().surface!.nx).toBe(65)
    loader.compute()
    expect(sides()).toEqual([17, 65, 257])
    await asked[2]!.end(30)
    expect(status()).toEqual({ kind: 'idle' })
    // Who waited that long waits as long again.
    loader.request()
    await asked[3]!.end(0.5)
    await asked[4]!.end(9)
    expect(sides().slice(3)).toEqual([17, 65, 257])
  })

  test('is that of the landscape’s own plane, and no finer than need be, until the plane of a race is known', async () => {
    const slice = { kind: 'pca', of: 'sgd' }
    const racers = [{ optimizer: 'sgd' }]
    const awaited = scene({ ...network, landscape: { ...network.landscape, slice }, racers })
    let current = awaited
    const loader = loaderOf(() => current)
    loader.request()
    await asked[0]!.end(0.1)
    await asked[1]!.end(0.1)
    expect(sides()).toEqual([17, 65])
    expect(asked.map(({ spec }) => spec.landscape.slice)).toEqual([undefined, undefined])
    expect([status(), derived.getState().surfacesShown]).toEqual([{ kind: 'busy' }, 2])
    // 2 x 3 + 3 weights and biases, then 3 x 2 + 2.
    const vector = (of: number) => Array.from({ length: 17 }, (_, k) => Number(k === of))
    current = withSliceVectors(awaited, { origin: vector(-1), u: vector(0), v: vector(1) })
    loader.request()
    expect(asked[2]!.spec.landscape.slice).toBeDefined()
  })

  test('becomes finer, and leaves the workers to others, once it has been drawn', async () => {
    frames = []
    const loader = loaderOf(scene(network))
    const others = vi.fn()
    loader.afterFirst(others)
    expect(others).toHaveBeenCalledTimes(1)
    loader.request()
    loader.afterFirst(others)
    await asked[0]!.end(0.1)
    expect([sides(), others.mock.calls.length]).toEqual([[17], 1])
    for (const paint of frames.splice(0)) paint()
    expect([sides(), others.mock.calls.length]).toEqual([[17, 65], 2])
  })

  test('of which another has been asked for by then is gone on with no more', async () => {
    frames = []
    let current = scene(network)
    const loader = loaderOf(() => current)
    const others = vi.fn()
    loader.request()
    loader.afterFirst(others)
    await asked[0]!.end(0.1)
    current = scene({ ...network, landscape: { ...network.landscape, widths: [2, 4, 2] } })
    loader.request()
    for (const paint of frames.splice(0)) paint()
    expect([sides(), others.mock.calls.length]).toEqual([[17, 17], 0])
    await asked[1]!.end(0.1)
    for (const paint of frames.splice(0)) paint()
    expect([sides(), others.mock.calls.length]).toEqual([[17, 17, 65], 1])
  })

  test('that is cancelled before it has been drawn becomes no finer', async () => {
    frames = []
    const loader = loaderOf(scene(network))
    loader.request()
    await asked[0]!.end(0.1)
    loader.cancel()
    for (const paint of frames.splice(0)) paint()
    expect([sides(), status()]).toEqual([[17], { kind: 'held', seconds: undefined }])
  })

  test('that cannot be had keeps nobody waiting', async () => {
    const loader = loaderOf(scene(network))
    const others = vi.fn()
    loader.request()
    loader.afterFirst(others)
    loader.cancel()
    await asked[0]!.end(0, 'cancelled')
    expect(others).toHaveBeenCalledTimes(1)
  })

  test('is not held for what else the machine was busy with', async () => {
    unitSeconds = 20 * secondsPerUnit
    loaderOf(scene(network)).request()
    await asked[0]!.end(0.5)
    await asked[1]!.end(8)
    expect(sides()).toEqual([17, 65, 257])
  })

  test('that is cancelled stays as fine as it has become, and can be gone on with', async () => {
    const loader = loaderOf(scene(network))
    loader.request()
    await asked[0]!.end(0.5)
    loader.cancel()
    await asked[1]!.end(0, 'cancelled')
    expect(status()).toEqual({ kind: 'held', seconds: undefined })
    expect(derived.getState().surface!.nx).toBe(17)
    loader.compute()
    expect(sides()).toEqual([17, 65, 65])
  })

  test('is of a part of the examples where the scene says so', () => {
    loaderOf(scene({ ...network, seed: 7, view: { surfaceExamples: 16 } })).request()
    loaderOf(scene({ ...network, view: { surfaceExamples: 40 } })).request()
    expect(asked.map(({ spec }) => spec.batch)).toEqual([
      { sampler: 'shuffle-once', size: 16, seed: 7, step: 1 },
      undefined,
    ])
  })
})
