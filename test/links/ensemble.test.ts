import { describe, expect, test } from 'vitest'
import { outcomes } from '../../src/core/race/trace'
import type { EnsembleSpec, RaceSpec } from '../../src/engine'
import { quantityColumn } from '../../src/engine/accumulations/race-quantities'
import { jobKinds } from '../../src/engine/kinds'
import { ensembleSpec, raceSpec } from '../../src/engine/scene-specs'
import type { ChartQuantity } from '../../src/core/scene/chart'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const race: RaceSpec = {
  landscape: { kind: 'expression', expression: '(x^2 + 10*y^2)/2', parameters: {} },
  domain: { x: [-2, 2], y: [-2, 2] },
  racers: [
    { id: 'sgd', optimizer: 'sgd', hyper: { lr: 0.05 }, start: [1, 1] },
    { id: 'lost', optimizer: 'sgd', hyper: { lr: 0.5 }, start: [1, 1] },
  ],
  steps: 60,
  record: 7,
  stop: {},
  seed: 99,
  noise: { kind: 'gaussian', scale: 0.5 },
}
const spec: EnsembleSpec = { race, seeds: 9, quantiles: [0, 0.5, 1], predicate: { loss: { below: 0.015 } } }

/** The recorded losses of the race itself, by step, and its end. */
function raced(seed: number, racer: number) {
  const { traces } = computeDirectly('race', { ...race, seed })
  const { step, loss, count, ending } = traces[racer]!
  return { step: [...step.subarray(0, count)], loss: [...loss.subarray(0, count)], ending: ending! }
}

describe('an ensemble', () => {
  const { racers } = computeDirectly('ensemble', spec)
  const races = Array.from({ length: 9 }, (_, seed) => raced(seed, 0))

  test('is the race with each of the seeds, to the last bit', () => {
    const [sgd] = racers
    expect([...sgd!.step]).toEqual(races[0]!.step)
    expect(sgd!.step.at(-1)).toBe(60)
    sgd!.step.forEach((_, row) => {
      const losses = races.map(({ loss }) => loss[row]!).sort((a, b) => a - b)
      expect(sgd!.quantiles.map((column) => column[row])).toEqual([losses[0], losses[4], losses[8]])
      expect(sgd!.mean[row]).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 9, 14)
      expect(sgd!.count[row]).toBe(9)
    })
    expect(sgd!.standardError[0]).toBe(0)
    expect(sgd!.standardError[3]).toBeGreaterThan(0)
  })

  test('counts the seeds that meet the predicate, and how they ended', () => {
    const met = races.filter(({ ending }) => ending.lastFinite!.loss < 0.015).length
    expect(met).toBeGreaterThan(0)
    expect(met).toBeLessThan(9)
    expect(racers[0]!.met).toBe(met)
    expect(racers[0]!.outcomes[outcomes.indexOf('max-steps')]).toBe(9)
    expect(racers[1]!.met).toBe(0)
    expect(computeDirectly('ensemble', { ...spec, predicate: undefined }).racers[0]).not.toHaveProperty('met')
  })

  test('lets a racer that ended before rest at its last loss', () => {
    const lost = racers[1]!
    const { step, loss, ending } = raced(0, 1)
    expect(ending.step).toBeLessThan(60)
    expect(lost.outcomes[outcomes.indexOf(ending.outcome)]).toBe(9)
    const [one] = computeDirectly('ensemble', { ...spec, seeds: 1 }).racers.slice(1)
    expect(one!.mean.at(-1)).toBe(loss.at(-1))
    expect(step.length).toBeLessThan(one!.step.length)
  })

  test('is asked for with the race’s own seed left aside', () => {
    const { value } = jobKinds.ensemble.validate({ ...spec, race: { ...race, seed: 3 } })
    expect(value).toEqual(jobKinds.ensemble.validate(spec).value)
  })

  test.each([
    [{ seeds: 0 }, 'seeds'],
    [{ quantiles: [1.5] }, 'quantiles'],
    [{ predicate: { loss: { above: 1 } } }, 'predicate'],
    [{ race: { ...race, racers: [] } }, 'race.racers'],
  ])('refuses %j', (change, where) => {
    expect(() => computeDirectly('ensemble', { ...spec, ...change })).toThrow(where)
  })

  test('of too many is told what would do', () => {
    const { work, smaller } = jobKinds.ensemble.cost({ ...spec, race: { ...race, steps: 1e7 }, seeds: 1000 })
    expect([work, smaller]).toEqual([2e10, 'take at most 46 seeds, or 469761 steps, or record fewer of them'])
  })
})

describe('an ensemble of another quantity', () => {
  const best = [[0, 0]] as const
  const moons = scene({
    basin: 1,
    landscape: {
      kind: 'network',
      widths: [2, 4, 2],
      loss: 'cross-entropy',
      data: { id: 'moons', examples: 30, noise: 0.1, split: [0.6, 0.2, 0.2] },
    },
    batch: { sampler: 'reshuffle', size: 6 },
    measure: { every: 4 },
    steps: 20,
    seed: 5,
    racers: [
      { optimizer: 'adam', lr: 0.05 },
      { optimizer: 'sgd', lr: 0.3, schedule: { id: 'reduce-on-plateau', patience: 1, threshold: 0.2 } },
    ],
  })
  const plane = { ...race, record: 1 }

  /** A quantity of the race with each seed, at every step: what was measured last, or none after the end. */
  function told(given: RaceSpec, index: number, quantity: ChartQuantity, seed: number): number[] {
    const { traces } = computeDirectly('race', { ...given, seed })
    const trace = traces[index]!
    const column = quantityColumn(trace, quantity, given.racers[index]!, { places: best, value: -0.25 })!
    const isOfSteps = ['step-length', 'learning-rate', 'batch-loss', 'batch-gradient-norm'].includes(quantity)
    return Array.from({ length: given.steps + 1 }, (_, step) => {
      const row = trace.step.subarray(0, trace.count).findLastIndex((at) => at <= step)
      if (isOfSteps) return trace.step[row] === step ? column[row]! : NaN
      return column.subarray(0, row + 1).findLast((value) => !Number.isNaN(value)) ?? NaN
    })
  }

  test.each<[string, RaceSpec, ChartQuantity]>([
    ...(
      [
        'excess',
        'gradient-norm',
        'step-length',
        'learning-rate',
        'best-distance',
        'squared-distance',
        'start-distance',
        'parameter-norm',
      ] as const
    ).map((quantity): [string, RaceSpec, ChartQuantity] => ['in the plane', plane, quantity]),
    ...(
      [
        'gradient-norm',
        'step-length',
        'learning-rate',
        'start-distance',
        'batch-loss',
        'batch-gradient-norm',
        'validation',
        'test-accuracy',
      ] as const
    ).map((quantity): [string, RaceSpec, ChartQuantity] => ['of a network', raceSpec(moons), quantity]),
  ])('%s is that of the race with each seed, to the last bit', (_, given, quantity) => {
    const spec = { race: given, seeds: 3, quantiles: [0, 0.5, 1], quantity, best, optimum: -0.25 }
    const { racers } = computeDirectly('ensemble', spec)
    racers.forEach((racer, index) => {
      const seeds = [0, 1, 2].map((seed) => told(given, index, quantity, seed))
      racer.step.forEach((step, row) => {
        const values = seeds
          .map((each) => each[step]!)
          .filter(Number.isFinite)
          .sort((a, b) => a - b)
        expect(racer.count[row]).toBe(values.length)
        if (values.length === 3) expect(racer.quantiles.map((column) => column[row])).toEqual(values)
      })
    })
    expect(racers.some(({ count }) => count.includes(3))).toBe(true)
  })

  test('knows the length of a step however seldom rows are recorded, and as a loss has it by default', () => {
    const quantity = 'step-length'
    const [dense] = computeDirectly('ensemble', { ...spec, race: plane, quantity }).racers
    const [seldom] = computeDirectly('ensemble', { ...spec, quantity }).racers
    expect([...seldom!.mean]).toEqual(Array.from(seldom!.step, (step) => dense!.mean[step]))
    expect(computeDirectly('ensemble', { ...spec, quantity: 'loss' })).toEqual(computeDirectly('ensemble', spec))
  })

  test('leaves out those that have ended, where it is one of steps', () => {
    const of = (quantity: ChartQuantity) => computeDirectly('ensemble', { ...spec, race: plane, quantity }).racers[1]!
    const end = raced(0, 1).ending.step
    expect([...of('step-length').count.slice(0, 2), of('step-length').count.at(-1)]).toEqual([0, 9, 0])
    expect(of('gradient-norm').count.at(-1)).toBe(9)
    expect(end).toBeLessThan(60)
  })

  test('has nothing of a rule that has none', () => {
    const racers = [{ id: 'newton', optimizer: 'trust-region', hyper: {}, start: [1, 1] }]
    const [newton] = computeDirectly('ensemble', {
      ...spec,
      race: { ...race, racers },
      quantity: 'learning-rate',
    }).racers
    expect([...newton!.count]).toEqual(Array.from(newton!.step, () => 0))
  })

  test.each<[ChartQuantity, RaceSpec, string]>([
    ['best-distance', race, 'best-distance without best'],
    ['excess', race, 'excess without optimum'],
    ['batch-loss', race, 'batch-loss of a landscape that is not a sum over examples'],
    ['test', race, 'test of a landscape that is not a sum over examples'],
    ['r2', raceSpec(moons), 'r2 is nothing that can be measured here'],
    ['risk', raceSpec(moons), 'risk is not measured in this race; add "risk" to measure.what'],
  ])('refuses %s where nothing tells it', (quantity, given, message) => {
    expect(() => computeDirectly('ensemble', { ...spec, race: given, quantity })).toThrow(message)
  })
})

describe('a seed of an ensemble on a network', () => {
  const network = {
    kind: 'network',
    widths: [2, 4, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 30, noise: 0.1 },
  }
  const document = { basin: 1, landscape: network, steps: 3, seed: 7, racers: [{ optimizer: 'sgd', lr: 0.1 }] }
  const firstLosses = (changed: object): number[] => {
    const { race: given } = ensembleSpec(scene({ ...document, ...changed }), 4)
    const { racers } = computeDirectly('ensemble', { race: given, seeds: 4, quantiles: [0, 1 / 3, 2 / 3, 1] })
    return racers.at(-1)!.quantiles.map((column) => column[0]!)
  }
  const lossOf = (landscape: object, at: readonly number[] = [0, 0]): number =>
    computeDirectly('probe', {
      landscape: raceSpec(scene({ ...document, landscape })).landscape,
      domain: { x: [-1, 1], y: [-1, 1] },
      at,
    }).value

  test('draws the parameters that it begins with; data and plane stay those of the scene', () => {
    const losses = [0, 1, 2, 3].map((seed) =>
      lossOf({ ...network, data: { ...network.data, seed: 7 }, init: { id: 'kaiming-uniform', seed } }),
    )
    expect(new Set(losses).size).toBe(4)
    expect(firstLosses({})).toEqual(losses.toSorted((a, b) => a - b))
    // Who starts elsewhere on the plane starts there with every seed.
    expect(new Set(firstLosses({ start: [0.5, 0] }))).toEqual(new Set([lossOf(network, [0.5, 0])]))
  })

  test('leaves what is pinned, and what is given', () => {
    const pinned = { ...network, init: { id: 'kaiming-uniform', seed: 2 } }
    expect(new Set(firstLosses({ landscape: pinned }))).toEqual(new Set([lossOf(pinned)]))
    const given = { ...network, theta: Array.from({ length: 22 }, (_, k) => Math.sin(k)) }
    expect(new Set(firstLosses({ landscape: given }))).toEqual(new Set([lossOf(given)]))
  })

  test('is drawn by those too at whose ends others start', () => {
    const racers = [{ id: 'first', optimizer: 'sgd', lr: 0.1 }, { optimizer: 'sgd', lr: 0.1, start: { kind: 'end', of: 'first' } }] // prettier-ignore
    expect(new Set(firstLosses({ racers })).size).toBe(4)
  })
})
