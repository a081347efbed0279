import type { RaceRacerSpec } from '../../core/scene/racer'
import { racersOf, withAwaited } from '../../core/scene/recipe-order'
import type { Path } from '../../core/slice/fidelity'
import type { Need, NeededResults } from '../needs'
import { dimensionOf, placedStart, type RaceSpec } from './race-specs'

/** The recorded points of a racer, its start first and its end last. */
export type PathResult = Path

/**
 * The race of one racer of a race that has been checked, its first, and of those that its start waits for: the same to
 * the last bit. It has no name there, since nobody starts from it, so that copies of a racer have one race. Companions
 * change no point of it.
 */
export function raceAlone({ keep: _keep, companions: _companions, ...race }: RaceSpec, id: string): RaceSpec {
  const [first, ...awaited] = withAwaited(race.racers, [id])
  return { ...race, racers: [{ ...first!, id: '' }, ...awaited] }
}

/** The job that gives the path of a racer of a race that has been checked. */
export function pathNeed(race: RaceSpec, id: string): Need {
  return { kind: 'path', spec: raceAlone(race, id) }
}

/** The job that gives where a racer ends, and nothing between its start and there. */
function endNeed(race: RaceSpec, id: string): Need {
  return pathNeed({ ...race, record: Number.MAX_SAFE_INTEGER }, id)
}

/** The jobs that the starts of these racers of a race rest on. */
export function startNeeds(race: RaceSpec, racers: readonly RaceRacerSpec[] = race.racers): readonly Need[] {
  return racers.flatMap(({ start }) => racersOf(start)).map((id) => endNeed(race, id))
}

/** The start of a racer of a race that has been checked, by the results of `startNeeds`. */
export function startOf(race: RaceSpec, { start }: RaceRacerSpec, needed: NeededResults): Float64Array {
  return placedStart(race, start, (id) => {
    const { theta } = needed.of(endNeed(race, id)) as PathResult
    return theta.slice(-dimensionOf(race.landscape))
  })
}
