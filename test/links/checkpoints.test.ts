import { describe, expect, test } from 'vitest'
import { createRacerInPieces, resumeRacer } from '../../src/core/race/create-racer'
import type { Racer } from '../../src/core/race/racer'
import { finish } from '../../src/core/pieces'
import type { RaceSpec } from '../../src/engine'
import { createEngine } from '../../src/engine/client'
import type { ByProduct, JobKind } from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'
import type { CheckpointResult } from '../../src/engine/kinds/checkpoints'
import { checkRace, racerOf } from '../../src/engine/kinds/race-specs'
import { landscapeOf } from '../../src/engine/kinds/landscapes'
import { createLoopback } from '../../src/engine/loopback'
import { needKey } from '../../src/engine/needs'
import { resultFromBytes, resultToBytes } from '../../src/engine/result-bytes'
import { computeDirectly, nothingNeeded } from './compute-directly'

const n = 64
/** So many coordinates have a checkpoint at every 256 steps. */
const every = 256
const start = Array.from({ length: n }, (_, i) => Math.cos(3 * i))

const rules: readonly (readonly [id: string, hyper: object, more?: object])[] = [
  ['sgd', { lr: 1e-4 }],
  ['adam', {}, { schedule: { id: 'reduce-on-plateau', warmup: 20, hyper: {} }, clip: { kind: 'norm', value: 5 } }],
  ['amsgrad', {}, { fork: { at: 300, hyper: { lr: 0.002 } } }],
  ['adamw', {}, { fork: { at: 256, hyper: { lr: 0.002 } } }],
  ['l-bfgs', {}],
  ['bfgs', { lineSearch: 'backtracking' }],
  ['shampoo', {}],
  ['sgld', { lr: 1e-5 }],
  ['nonlinear-cg', {}],
  ['rprop', {}],
  ['newton-cg', {}],
]

const race: RaceSpec = checkRace({
  landscape: { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: n },
  domain: { x: [-2, 2], y: [-1, 3] },
  racers: [
    ...rules.map(([id, hyper, more]) => ({ id, optimizer: id, hyper, start, ...more })),
    // It takes 300 steps: there is a checkpoint after its end.
    { id: 'short', optimizer: 'sgd', hyper: { lr: 1e-4 }, start, steps: 300 },
  ],
  steps: 700,
  record: 1,
  stop: {},
  seed: 4,
  noise: { kind: 'gaussian', scale: 0.01 },
}).value!

/** Lines through points, on batches. */
const sum: RaceSpec = checkRace({
  landscape: {
    kind: 'expression',
    expression: '(a*x + y - b)^2 + 0.01*(x^4 + y^4)',
    parameters: {},
    examples: { a: [1, -0.5, 0.25, 2, -1, 0.75], b: [0.5, 1, -1, 0.25, 0, 2] },
  },
  domain: { x: [-2, 2], y: [-2, 2] },
  racers: [
    { id: 'adam', optimizer: 'adam', hyper: {}, start: [2, -1.5] },
    {
      id: 'forked',
      optimizer: 'momentum',
      hyper: { lr: 0.01 },
      start: [2, -1.5],
      schedule: { id: 'reduce-on-plateau', warmup: 0, hyper: {} },
      fork: { at: 9000, hyper: { lr: 0.02 } },
      batch: { sampler: 'with-replacement', size: 3 },
    },
  ],
  steps: 20_000,
  record: 7,
  stop: {},
  seed: 4,
  noise: { kind: 'gaussian', scale: 0 },
  batch: { sampler: 'reshuffle', size: 2 },
  measure: { every: 100 },
}).value!

function byProductsOf(spec: RaceSpec, racer: number): readonly ByProduct[] {
  const kind: JobKind = jobKinds.race
  return [...kind.run(spec, racer, nothingNeeded)].flatMap((event) => (event?.type === 'by-product' ? [event] : []))
}

const cases = [race, sum].flatMap((spec) => spec.racers.map(({ id }, racer) => [id, spec, racer] as const))

describe.each(cases)('the checkpoints of %s', (id, spec, index) => {
  const racer = spec.racers[index]!
  const { objective, place } = landscapeOf(spec.landscape)
  const from = place(racer.start as number[])
  const rule = racerOf(spec, racer, from)
  const byProducts = byProductsOf(spec, index)
  const straight = finish(createRacerInPieces(rule.spec, objective(), rule.options))
  straight.advance(Infinity)
  const rows = straight.takeRows()

  test('that its race passes are those that are computed by themselves', () => {
    expect(byProducts.length).toBeGreaterThanOrEqual(id === 'short' ? 1 : 2)
    for (const { of, result } of byProducts) {
      expect(of.kind).toBe('checkpoint')
      expect(needKey({ ...of, spec: jobKinds.checkpoint.validate(of.spec).value })).toBe(needKey(of))
      expect(computeDirectly('checkpoint', of.spec)).toEqual(result)
    }
  })

  test('go on to the same bits, once they have been written and read', () => {
    for (const { result } of byProducts) {
      const read = resultFromBytes(resultToBytes(result)) as CheckpointResult
      if (read.checkpoint === undefined) {
        expect(read.steps).toBe(straight.step)
        continue
      }
      const resumed: Racer = resumeRacer(rule.spec, objective(), rule.options, read.checkpoint)
      resumed.advance(Infinity)
      expect(resumed.snapshot()).toEqual(straight.snapshot())
      const later = resumed.takeRows()
      const first = rows.step.findIndex((step) => step > read.steps)
      expect(later.step).toEqual(rows.step.slice(first))
      expect(later.theta).toEqual(rows.theta.slice(first * from.length))
      expect([...later.loss]).toEqual([...rows.loss.slice(first)])
      expect(later.evaluations).toEqual(rows.evaluations.slice(first))
    }
  })
})

describe('a step from a checkpoint', () => {
  test('is the one that the racer took, whether it ends before, on or after a checkpoint', () => {
    const ends = [every - 1, every, every + 1, 2 * every]
    const racers = ends.map((steps) => ({ ...race.racers[1]!, id: `to ${steps}`, steps }))
    const spec = { ...race, racers }
    const { traces } = computeDirectly('race', spec)
    for (const [racer, last] of ends.entries())
      for (const asked of [1, 255, 256, 257, 511, 512, 513, 700]) {
        const { step, theta, update } = computeDirectly('step', { race: spec, racer, step: asked })
        expect(step).toBe(Math.min(asked, last))
        const whole = traces[racer]!.theta!
        expect(theta).toEqual(whole.slice((step - 1) * n, step * n))
        expect(theta.map((x, i) => x + update[i]!)).toEqual(whole.slice(step * n, (step + 1) * n))
      }
  })

  test('is the last one of a racer that a stop rule ends on a checkpoint', () => {
    // One evaluation at the start and one a step.
    const spec = { ...race, racers: [race.racers[1]!], stop: { evaluations: every + 1 } }
    const { theta: whole } = computeDirectly('race', spec).traces[0]!
    for (const asked of [256, 257, 400, 700]) {
      const { step, theta } = computeDirectly('step', { race: spec, racer: 0, step: asked })
      expect(step).toBe(every)
      expect(theta).toEqual(whole!.slice((every - 1) * n, every * n))
    }
  })

  /** An engine with one worker, and how many slices it has run of each kind. */
  function opened(cache: number) {
    const slices: string[] = []
    const { port, close } = createLoopback({
      kinds: jobKinds,
      workers: 1,
      cache,
      now: () => performance.now(),
      schedule: setImmediate,
      onSlice: (kind) => slices.push(kind),
    })
    return { engine: createEngine(port), slices, close }
  }

  test('finds those that the race has passed, and leaves its own where they were let go', async () => {
    const two = { ...race, racers: race.racers.slice(0, 2) }
    const spec = { race: two, racer: 1, step: 650 }
    const expected = computeDirectly('step', spec)
    for (const hasRaced of [true, false]) {
      const { engine, slices, close } = opened(2 ** 26)
      if (hasRaced) await engine.run('race', two).end
      expect(await engine.run('step', spec).end).toEqual({ status: 'done', result: expected })
      expect(slices.includes('checkpoint')).toBe(!hasRaced)
      const before = slices.filter((kind) => kind === 'checkpoint').length
      await engine.run('step', { ...spec, step: 300 }).end
      expect(slices.filter((kind) => kind === 'checkpoint')).toHaveLength(before)
      close()
    }
    const { engine, close } = opened(0)
    await engine.run('race', two).end
    expect(await engine.run('step', spec).end).toEqual({ status: 'done', result: expected })
    close()
  })
})
