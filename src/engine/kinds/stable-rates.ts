import { z } from 'zod'
import type { PointsResult } from '../../core/analysis/points/points-result'
import { lowestMinimum, stableRate, type StableRate } from '../../core/analysis/stability/stable-rate'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { type Checked, invalid, valid } from '../../core/problem'
import { atOnce, defineJobKind } from '../job-kind'
import type { Need } from '../needs'
import { landscapeOf, raceAhead } from './landscapes'
import type { PointsSpec } from './points'
import { checkRaceWithin, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { startNeeds, startOf } from './starts'

const schema = z.strictObject({ race: z.unknown() })

/** The race is drawn in all its dimensions: one or two. */
export interface StableRatesSpec {
  readonly race: RaceSpec
}

export interface StableRatesResult {
  /** In the race's order. */
  readonly racers: readonly RacerStability[]
}

interface RacerStability {
  readonly id: string
  /** Of the lowest minima that were found in the domain the nearest to the racer's start; absent where none was. */
  readonly minimum?: {
    readonly at: readonly [x: number, y: number]
    /** The largest eigenvalue of the Hessian there. */
    readonly lambdaMax: number
  }
  /** Absent where nothing is known of the rule, with its hyperparameters. */
  readonly stable?: StableRate
}

/** Up to which learning rate each racer of a race can settle in the minimum ahead of it. */
export const stableRatesKind = defineJobKind({
  id: 'stable-rates',
  version: 1,
  ahead: raceAhead,

  validate(given): Checked<StableRatesSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const race = checkRaceWithin(shape.value.race)
    if (race.value === undefined) return invalid(...race.problems)
    const { dimension, planeDimension } = landscapeOf(race.value.landscape)
    if (dimension === planeDimension) return valid({ race: race.value })
    const message = `landscape has ${dimension} dimensions, of which ${planeDimension} are drawn`
    return invalid({ message, remedy: 'take one in which minima can be found: in two dimensions', where: 'race' })
  },

  cost: ({ race }) => ({ work: race.racers.length, bytes: 64 * race.racers.length, smaller: 'take fewer racers' }),
  needs: ({ race }) => [pointsNeed(race), ...startNeeds(race)],
  plan: () => [0],

  run: ({ race }, _tile, needed) =>
    atOnce((): StableRatesResult => {
      const { points } = needed.of(pointsNeed(race)) as PointsResult
      const { layout, dimension } = landscapeOf(race.landscape).objective()
      const racers = race.racers.map((racer): RacerStability => {
        const minimum = lowestMinimum(points, startOf(race, racer, needed))
        const lambdaMax = minimum?.eigenvalues?.at(-1)
        if (minimum === undefined || lambdaMax === undefined) return { id: racer.id }
        const rule = findOptimizer(racer.optimizer)!
        const limit = rule.stability?.(racer.hyper, 1, rule.init(dimension, racer.hyper, layout))
        const stable = stableRate(limit, lambdaMax)
        return { id: racer.id, minimum: { at: minimum.at, lambdaMax }, ...(stable && { stable }) }
      })
      return { racers }
    }),

  merge: (_spec, [result]): StableRatesResult => result!,
})

function pointsNeed({ landscape, domain }: RaceSpec): Need {
  return { kind: 'points', spec: { landscape, domain } satisfies PointsSpec }
}
