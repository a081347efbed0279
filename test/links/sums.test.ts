import { describe, expect, test } from 'vitest'
import { gridCoordinate } from '../../src/core/domain'
import { landscapeSpec } from '../../src/core/scene/landscape'
import type { Scene } from '../../src/core/scene/scene'
import { outcomes } from '../../src/core/race/trace'
import type { JobKindId, JobTable, RaceSpec, SurfaceResult, SurfaceSpec, SweepSpec, Trace } from '../../src/engine'
import type { JobKind, StreamingJobKind } from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'
import { basinsSpec, batchOfStep, batchSurfaceSpecs, ensembleSpec, raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly, partsOf } from './compute-directly'

/** Lines through points, on batches: what maps and statistics make of a mean over examples. */
const fit = scene({
  basin: 1,
  landscape: {
    kind: 'expression',
    expression: '(a*x + y - b)^2 + 0.01*(x^4 + y^4)',
    examples: { a: [1, -0.5, 0.25, 2, -1, 0.75, 0, 0.5, -2], b: [0.5, 1, -1, 0.25, 0, 2, -0.5, 1, 0] },
    domain: { x: [-2, 2], y: [-2, 2] },
  },
  start: [1.5, -1],
  steps: 50,
  record: 7,
  seed: 3,
  batch: { sampler: 'reshuffle', size: 2 },
  // Neither steps nor recorded rows are multiples of it.
  measure: { every: 4 },
  racers: [
    { optimizer: 'sgd', lr: 0.05 },
    { optimizer: 'adam', lr: 0.05, batch: { sampler: 'with-replacement', size: 3 } },
    { id: 'lost', optimizer: 'sgd', lr: 3 },
  ],
})
const race = raceSpec(fit)

function raced(spec: RaceSpec): Trace {
  return computeDirectly('race', spec).traces[0]!
}

/** The measured losses of a trace, by step. */
function measured({ step, loss, count }: Trace): readonly (readonly [step: number, loss: number])[] {
  return Array.from({ length: count }, (_, row) => [step[row]!, loss[row]!] as const).filter(([, each]) => !isNaN(each))
}

/** The result of a job whose tiles are these and come in this order. */
function resultOf<K extends JobKindId>(id: K, given: unknown, tiles: readonly unknown[]): JobTable[K]['result'] {
  const kind = jobKinds[id] as unknown as StreamingJobKind
  const spec = kind.validate(given).value
  const state = kind.accumulation.begin(spec)
  for (const part of tiles.flatMap((tile) => partsOf(kind, spec, tile))) kind.accumulation.accumulate(state, part)
  return kind.accumulation.finish(spec, state) as JobTable[K]['result']
}

describe('a sweep on batches', () => {
  const rates = [0.01, 0.05, 0.1, 0.5, 2]
  const sweep = { race, x: { hyperparameter: 'lr', values: rates } } satisfies SweepSpec
  const result = computeDirectly('sweep', sweep)

  test('has, in every cell, the last and the least measured loss of its race', () => {
    race.racers.forEach((racer, index) => {
      rates.forEach((lr, cell) => {
        const trace = raced({ ...race, racers: [{ ...racer, hyper: { ...racer.hyper, lr } }] })
        const { final, best, outcomes: codes } = result.racers[index]!
        const losses = measured(trace)
        expect(outcomes[codes[cell]!]).toBe(trace.ending!.outcome)
        expect(final[cell]).toBe(trace.ending!.outcome === 'non-finite' ? NaN : losses.at(-1)![1])
        expect(best[cell]).toBe(Math.min(...losses.map(([, loss]) => loss)))
      })
    })
  })

  test('is the same in any order and partition of tiles', () => {
    const alone = race.racers.flatMap((_, racer) => rates.map((_rate, from) => ({ racer, from, to: from + 1 })))
    expect(resultOf('sweep', sweep, alone.toReversed())).toEqual(result)
  })
})

describe('basins on batches', () => {
  const [nx, ny] = [9, 7]

  test.each(race.racers.map(({ id }, index) => [id, index] as const))(
    'of %s have, from every start, the end of its race, and are the same in any order and partition of tiles',
    (_id, index) => {
      const spec = { ...basinsSpec(fit, index, nx), resolution: [nx, ny] }
      const result = computeDirectly('basins', spec)
      for (const start of [0, 13, nx * ny - 1]) {
        const at = [gridCoordinate([-2, 2], start % nx, nx), gridCoordinate([-2, 2], Math.floor(start / nx), ny)]
        const { ending } = raced({ ...race, racers: [{ ...race.racers[index]!, start: at }] })
        expect(outcomes[result.outcomes[start]!]).toBe(ending!.outcome)
        expect([...result.ends.slice(2 * start, 2 * start + 2)]).toEqual(ending!.lastFinite!.theta)
        expect(result.losses[start]).toBe(ending!.lastFinite!.loss)
      }
      const tiles = jobKinds.basins.plan(jobKinds.basins.validate(spec).value!) as { stride: number; to: number }[]
      const alone = tiles.flatMap(({ stride, to }) =>
        Array.from({ length: to }, (_, from) => ({ stride, from, to: from + 1 })),
      )
      expect(resultOf('basins', spec, alone.toReversed())).toEqual(result)
    },
  )

  test('see the batches of the race, and not all examples', () => {
    const spec = { ...basinsSpec(fit, 0, nx), resolution: [nx, ny] }
    const { batch: _batch, measure: _measure, ...onAll } = spec
    expect(computeDirectly('basins', spec).ends).not.toEqual(computeDirectly('basins', onAll).ends)
  })

  test('refuse batches that there are none of', () => {
    const { problems } = jobKinds.basins.validate({
      ...basinsSpec(fit, 0, nx),
      batch: { sampler: 'sequential', size: 10 },
    })
    expect(problems).toMatchObject([{ message: 'batch of 10, the landscape has 9 examples', where: 'batch.size' }])
  })
})

describe('an ensemble on batches', () => {
  const spec = { ...ensembleSpec(fit, 6), quantiles: [0, 1] }
  const result = computeDirectly('ensemble', spec)

  test('has, at every recorded step, the last loss that was measured', () => {
    result.racers.forEach((racer, index) => {
      const losses = Array.from({ length: 6 }, (_, seed) =>
        measured(raced({ ...race, racers: [race.racers[index]!], seed })),
      )
      expect([...racer.step]).toEqual([0, 7, 14, 21, 28, 35, 42, 49, 50])
      racer.step.forEach((step, row) => {
        const last = losses.map((each) => each.findLast(([at]) => at <= step)![1])
        expect(racer.count[row]).toBe(6)
        expect(racer.quantiles.map((column) => column[row])).toEqual([Math.min(...last), Math.max(...last)])
      })
    })
  })

  test('is the same in any order of tiles', () => {
    const tiles = jobKinds.ensemble.plan(jobKinds.ensemble.validate(spec).value!)
    expect(resultOf('ensemble', spec, tiles.toReversed())).toEqual(result)
  })
})

describe('the surface of a batch', () => {
  const landscape = {
    kind: 'network',
    widths: [2, 4, 2],
    loss: 'cross-entropy',
    l2: 0.03,
    data: { id: 'moons', examples: 90, noise: 0.2 },
  } as const
  const network = (more: object = {}): Scene =>
    scene({ basin: 1, landscape, seed: 3, batch: { sampler: 'reshuffle', size: 20 }, ...more })
  const surface = ({ landscape: drawn }: Scene): SurfaceSpec => ({
    landscape: landscapeSpec(drawn),
    domain: drawn.domain,
    resolution: [9, 7],
    gradient: true,
  })
  const ofStep = (given: Scene, step: number) =>
    computeDirectly('surface', { ...surface(given), batch: batchOfStep(given, step)! })
  /** The same landscape of the examples of a batch alone. */
  const onlyOf = (given: Scene, batch: Uint32Array): SurfaceSpec => {
    const { training } = computeDirectly('network-data', { landscape: landscapeSpec(given.landscape) })
    const inputs = Array.from(batch, (index) => [...training.inputs.slice(2 * index, 2 * index + 2)])
    const targets = Array.from(batch, (index) => training.targets[index]!)
    const { landscape: spec, ...rest } = surface(given)
    // On the plane of the whole, which its examples do not change.
    return { ...rest, landscape: { ...spec, data: { inputs, targets } } }
  }

  test('averaged over an epoch, by their sizes, is the surface of all examples', () => {
    const given = network()
    const whole = computeDirectly('surface', surface(given))
    const parts = [1, 2, 3, 4, 5].map((step) => ofStep(given, step))
    expect(parts.map(({ batch }) => batch!.length)).toEqual([20, 20, 20, 20, 10])
    expect(parts.flatMap(({ batch }) => [...batch!]).sort((a, b) => a - b)).toEqual([...Array(90).keys()])
    for (const column of ['values', 'gradients'] as const) {
      for (const [k, expected] of whole[column]!.entries()) {
        const mean = parts.reduce((sum, part) => sum + (part[column]![k]! * part.batch!.length) / 90, 0)
        expect(Math.abs(mean - expected)).toBeLessThan(1e-12)
      }
    }
    // Each wanders about it.
    for (const { values } of parts) expect(Math.abs(values[31]! - whole.values[31]!)).toBeGreaterThan(1e-3)
  })

  test.each([false, true])('is that of a landscape of its examples alone, normalised by batch: %s', (batchNorm) => {
    const given = network({ landscape: { ...landscape, batchNorm } })
    for (const step of [1, 5, 6]) {
      const { batch, values, gradients } = ofStep(given, step)
      const alone = computeDirectly('surface', onlyOf(given, batch!))
      expect(values).toEqual(alone.values)
      expect(gradients).toEqual(alone.gradients)
    }
  })

  test('is the loss that the race’s step used, and what a probe of its examples says', () => {
    const given = network({ start: [0, 0], steps: 1, racers: [{ optimizer: 'sgd', lr: 0.1 }] })
    const { sampled } = raced(raceSpec(given))
    const { values, gradients, batch } = ofStep(given, 1)
    const middle = 3 * 9 + 4
    expect(values[middle]).toBe(sampled!.batchLoss[1])
    const { landscape: alone, domain } = onlyOf(given, batch!)
    const probe = computeDirectly('probe', { landscape: alone, domain, at: [0, 0] })
    expect(values[middle]).toBe(probe.value)
    expect([...gradients!.slice(2 * middle, 2 * middle + 2)]).toEqual([...probe.gradient])
  })

  test('of new examples is as large as its sampler says, and the same again', () => {
    const given = network({ batch: { sampler: 'fresh', size: 12 } })
    const first = ofStep(given, 2)
    expect([...first.batch!]).toEqual(Array.from({ length: 12 }, (_, k) => 90 + k))
    expect(ofStep(given, 2)).toEqual(first)
    expect(ofStep(given, 3).values).not.toEqual(first.values)
  })

  test('of a formula is the same in any partition of its rows', () => {
    const spec = { ...surface(fit), resolution: [9, 200], batch: batchOfStep(fit, 3)! } satisfies SurfaceSpec
    const kind = jobKinds.surface
    const whole = computeDirectly('surface', spec)
    expect(whole.batch).toHaveLength(2)
    for (const band of [
      { from: 0, to: 77 },
      { from: 77, to: 200 },
    ]) {
      const [part] = partsOf(kind as unknown as JobKind, kind.validate(spec).value, band) as SurfaceResult[]
      expect(part!.values).toEqual(whole.values.slice(9 * band.from, 9 * band.to))
      expect(part!.batch).toEqual(whole.batch)
    }
  })

  test('is drawn of the race’s batches, else of those of a racer, as many as the view says', () => {
    const drawn = (more: object) => {
      const given = network({ view: { batchSurfaces: 2 }, ...more })
      return batchSurfaceSpecs(given, given.landscape.domain).map(({ batch }) => batch)
    }
    const batch = { sampler: 'sequential', size: 7 }
    const racers = [{ optimizer: 'sgd' }, { optimizer: 'adam', batch }]
    expect(drawn({})).toEqual([1, 2].map((step) => ({ sampler: 'reshuffle', size: 20, seed: 3, step })))
    expect(drawn({ batch: undefined, racers })).toEqual([1, 2].map((step) => ({ ...batch, seed: 3, step })))
    expect(drawn({ batch: { sampler: 'full' } })).toEqual([])
    expect(drawn({ landscape: { kind: 'catalog', id: 'sphere' }, batch: undefined })).toEqual([])
  })

  test.each([
    [{ sampler: 'full' }, {}, 'sampler full takes all examples at every step: there is one surface', 'batch.sampler'],
    [{ sampler: 'sequential', size: 91 }, {}, 'batch of 91, the landscape has 90 examples', 'batch.size'],
    [
      { sampler: 'sequential', size: 8 },
      { landscape: { kind: 'catalog', id: 'sphere' }, batch: undefined },
      'batch of a landscape that is not a sum over examples',
      'batch',
    ],
  ])('is refused where there is none: %j %j', (batch, more, message, where) => {
    const { problems } = jobKinds.surface.validate({ ...surface(network(more)), batch: { ...batch, seed: 0, step: 1 } })
    expect(problems).toMatchObject([{ message, where }])
  })
})

test('a network of as many parameters as there may be is raced', () => {
  const widest = scene({
    basin: 1,
    landscape: {
      kind: 'network',
      widths: [2, 509, 509, 2],
      loss: 'cross-entropy',
      data: { id: 'moons', examples: 12 },
    },
    steps: 1,
    racers: [{ optimizer: 'sgd', lr: 1e-4 }],
  })
  expect(widest.landscape.dimension).toBe(262_137)
  const { count, loss } = computeDirectly('race', raceSpec(widest)).traces[0]!
  expect(count).toBe(2)
  expect(loss[1]).toBeLessThan(loss[0]!)
})
