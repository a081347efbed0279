import { describe, expect, test } from 'vitest'
import { gridCoordinate } from '../../src/core/domain'
import { outcomes } from '../../src/core/race/trace'
import type { JobKindId, JobTable, RaceSpec, SweepSpec, Trace } from '../../src/engine'
import type { StreamingJobKind } from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'
import { basinsSpec, ensembleSpec, raceSpec } from '../../src/engine/scene-specs'
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
