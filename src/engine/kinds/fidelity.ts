import { z } from 'zod'
import { type Checked, invalid } from '../../core/problem'
import { type DirectionOrigin, directionOrigins, type Fidelity, fidelity } from '../../core/slice/fidelity'
import { defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, raceAhead } from './landscapes'
import { checkRacerWithin, type RaceSpec } from './race-specs'
import { type PathResult, pathNeed } from './starts'

/** Points of the path at which both losses are computed, at most. */
const mostPoints = 200

const schema = z.strictObject({
  race: z.unknown(),
  racer: z.int().min(0),
  most: z.int().min(1).max(mostPoints),
  directions: z.enum(directionOrigins).optional(),
})

/** How far the slice of a race's landscape can be trusted about the path of one of its racers. */
export interface FidelitySpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  /** Points of the path that are looked at, at most. */
  readonly most: number
  /** How the slice's directions came about; unknown where absent. */
  readonly directions?: DirectionOrigin | undefined
}
export type FidelityResult = Fidelity

/** Where a path lies off the slice, and how the losses there and on it differ. */
export const fidelityKind = defineJobKind({
  id: 'fidelity',
  version: 2,
  ahead: raceAhead,

  validate(given): Checked<FidelitySpec> {
    const checked = checkRacerWithin(schema, given)
    if (checked.value === undefined || landscapeOf(checked.value.race.landscape).slice !== undefined) return checked
    const message = 'landscape lies in the plane, and paths cannot leave it'
    return invalid({ message, remedy: 'give a network, or a landscape in more dimensions', where: 'race.landscape' })
  },

  cost({ race, most }) {
    const resolved = landscapeOf(race.landscape)
    const work = 2 * most * evaluationWork(resolved).value
    return { work, bytes: 48 * most, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  needs: ({ race, racer }) => [pathNeed(race, race.racers[racer]!.id)],
  plan: () => [0],

  *run({ race, racer, most, directions }, _tile, needed): Generator<TileProgress, FidelityResult, void> {
    const { objective, slice } = landscapeOf(race.landscape)
    const path = needed.of(pathNeed(race, race.racers[racer]!.id)) as PathResult
    return yield* fidelity(objective(), slice!, path, most, directions)
  },

  merge: (_spec, [result]): FidelityResult => result!,
})
