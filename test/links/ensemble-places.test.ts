import { describe, expect, test } from 'vitest'
import { hasLeft, type Leaving, leavingSummary, sideOf } from '../../src/core/analysis/ensemble/leaving'
import { placeMoments } from '../../src/core/analysis/ensemble/place-moments'
import type { EnsemblePlacesSpec, RaceSpec } from '../../src/engine'
import { jobKinds } from '../../src/engine/kinds'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

/** Two minima, and a saddle between them on which all racers start. */
const wells = (racers: readonly object[], more: object = {}): RaceSpec =>
  raceSpec(
    scene({
      basin: 1,
      landscape: {
        kind: 'expression',
        expression: 'x^4/4 - x^2/2 + y^2/2',
        domain: { x: [-1.8, 1.8], y: [-1.2, 1.2] },
      },
      start: [0, 1],
      steps: 200,
      racers,
      ...more,
    }),
  )

/** Gaussian noise on the gradient that makes descent at rate 0.1 a Langevin step at temperature 1e-4. */
const noise = { kind: 'gaussian', scale: 0.044721359549995794 }

/** What the race with each seed says itself. */
function raced({ race, seeds, every, leaving }: EnsemblePlacesSpec, racer: number) {
  return Array.from({ length: seeds }, (_, seed) => {
    const trace = computeDirectly('race', { ...race, record: 1, seed }).traces[racer]!
    const at = (step: number): readonly [number, number] => {
      const row = Math.min(step, trace.count - 1)
      return [trace.points[2 * row]!, trace.points[2 * row + 1]!]
    }
    const rows = Array.from({ length: trace.count }, (_, row) => row)
    const first = leaving && rows.find((row) => hasLeft(leaving, ...at(row), trace.loss[row]!))
    const steps = Array.from({ length: Math.floor(race.steps / every) + 1 }, (_, k) => k * every)
    const side = first === undefined ? 0 : sideOf(leaving!, ...at(first))
    const loss = trace.loss.subarray(0, trace.count).findLast((each) => !Number.isNaN(each))
    return { places: steps.map(at), loss, left: first ?? Infinity, side }
  })
}

const beyond: Leaving = { of: 'x', is: 'beyond', bound: 0.5 }
const moons = raceSpec(
  scene({
    basin: 1,
    landscape: {
      kind: 'network',
      widths: [2, 3, 2],
      loss: 'cross-entropy',
      data: { id: 'moons', examples: 20, noise: 0.1 },
    },
    batch: { sampler: 'reshuffle', size: 5 },
    measure: { every: 2 },
    steps: 20,
    racers: [{ optimizer: 'adam', lr: 0.05 }],
  }),
)

describe('where an ensemble is', () => {
  test.each<[string, RaceSpec, Leaving]>([
    ['of a rule that steps many at once, under noise', wells([{ optimizer: 'adam', lr: 0.05 }], { noise }), beyond],
    ['of a rule that draws', wells([{ optimizer: 'sgld', lr: 0.2, gamma: 0, temperature: 1e-4 }]), beyond],
    [
      'of runs that are clipped',
      wells([{ optimizer: 'sgd', lr: 0.1, clip: { kind: 'norm', value: 0.2 } }], { noise }),
      { of: 'y', is: 'below', bound: 0.2 },
    ],
    [
      'of runs that end early',
      wells([{ optimizer: 'momentum', lr: 0.1 }], { noise, stop: { loss: -0.1 } }),
      { of: 'loss', is: 'below', bound: -0.05 },
    ],
    [
      'of runs that diverge',
      wells([{ optimizer: 'sgd', lr: 2.5 }], { noise }),
      { of: 'distance', is: 'above', bound: 3, from: [0, 1] },
    ],
    ['of a network by its batches', moons, { of: 'loss', is: 'below', bound: 0.6 }],
  ])('%s is that of the race with each seed, to the last bit', (_, race, leaving) => {
    const spec = { race, seeds: 6, every: 10, leaving }
    const { step, racers } = computeDirectly('ensemble-places', spec)
    const races = raced(spec, 0)
    const { places, losses, left, sides } = racers[0]!
    expect([...losses]).toEqual(races.map((race) => race.loss))
    expect([...left!]).toEqual(races.map((race) => race.left))
    expect([...sides!]).toEqual(races.map((race) => race.side))
    step.forEach((_, k) =>
      races.forEach((race, seed) =>
        expect([...places.subarray(2 * (k * 6 + seed), 2 * (k * 6 + seed) + 2)]).toEqual([...race.places[k]!]),
      ),
    )
  })

  test('is the same however the seeds are cut into tiles', () => {
    const race = wells([{ optimizer: 'sgd', lr: 0.1 }], { noise, steps: 2000 })
    const spec = { race, seeds: 40, every: 500, leaving: beyond }
    expect(jobKinds['ensemble-places'].plan(spec)).toHaveLength(2)
    const [few] = computeDirectly('ensemble-places', { ...spec, seeds: 33 }).racers
    const [many] = computeDirectly('ensemble-places', spec).racers
    expect(many!.left!.subarray(0, 33)).toEqual(few!.left)
    for (const k of [0, 1, 4])
      expect(many!.places.subarray(80 * k, 80 * k + 66)).toEqual(few!.places.subarray(66 * k, 66 * k + 66))
  })

  test('noise leaves a saddle to both sides in its time, unless it blows along the ridge', () => {
    const along = {
      kind: 'covariance',
      covariance: [
        [0, 0],
        [0, 0.002],
      ],
    }
    const race = wells(
      [
        { optimizer: 'sgd', lr: 0.1 },
        { id: 'along', optimizer: 'sgd', lr: 0.1, noise: along },
      ],
      { noise },
    )
    const { racers } = computeDirectly('ensemble-places', { race, seeds: 400, every: 100, leaving: beyond })
    const [all, none] = racers.map(({ left, sides }) => leavingSummary({ steps: left!, sides: sides! }))
    expect(all).toMatchObject({ runs: 400, left: 400 })
    // The reference has the median 48, and 507 of 1000 to the right: four standard errors of 400 are 40.
    expect(Math.abs(all!.median - 48)).toBeLessThan(4)
    expect(Math.abs(all!.up - 200)).toBeLessThan(40)
    expect(all!.up + all!.down).toBe(400)
    expect(none).toEqual({ runs: 400, left: 0, up: 0, down: 0, last: NaN, median: Infinity })
    const { covariance } = placeMoments(racers[0]!.places, 2 * 2 * 400, 400)
    // T / (1 - lr / 2) along y, to four of its standard errors.
    expect(Math.abs(covariance[2] / (1e-4 / 0.95) - 1)).toBeLessThan(4 * Math.sqrt(2 / 399))
  })
})

test.each([
  [{ of: 'x', is: 'sideways', bound: 1 }, 'leaving'],
  [{ of: 'loss', is: 'beyond', bound: 1 }, 'leaving'],
  [{ of: 'distance', is: 'above', bound: 1 }, 'leaving'],
])('what is watched for as %j is refused', (leaving, where) => {
  const race = wells([{ optimizer: 'sgd', lr: 0.1 }])
  const { problems } = jobKinds['ensemble-places'].validate({ race, seeds: 2, every: 1, leaving })
  expect(problems[0]?.where).toContain(where)
})

test('times are summed up with those that stay, by a step', () => {
  const times = { steps: Float64Array.of(8, Infinity, 2, 4), sides: Int32Array.of(1, 0, -1, 1) }
  expect(leavingSummary(times)).toEqual({ runs: 4, left: 3, up: 2, down: 1, last: 8, median: 6 })
  expect(leavingSummary(times, 4)).toEqual({ runs: 4, left: 2, up: 1, down: 1, last: 4, median: 6 })
})
