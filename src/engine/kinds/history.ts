import { findOptimizer } from '../../core/catalogue/optimizers'
import type { Checkpoint } from '../../core/race/checkpoint'
import type { RacePart } from '../accumulations/race'
import type { Need, NeededResults } from '../needs'
import { type CheckpointResult, checkpointsOf, keptOf } from './checkpoints'
import { landscapeOf } from './landscapes'
import { firstRows, joinedRows, type PlacedRows } from './race-rows'
import type { RaceSpec } from './race-specs'
import { raceAlone } from './starts'

/** Coordinates stepped until a fork at least: fewer are sooner stepped again than read. */
const leastCoordinates = 1_048_576

/**
 * What a forked racer shares with the one that it was forked from: rows up to a checkpoint before the fork, and that.
 */
interface History {
  readonly rows: PlacedRows
  readonly checkpoint: Checkpoint
}

/**
 * What the history of a forked racer is taken from where it is kept: the race of the unforked one, and a checkpoint
 * that it has passed.
 */
export function historyNeeds(race: RaceSpec, index: number): readonly Need[] {
  const unforked = unforkedRace(race, index)
  if (unforked === undefined) return []
  const { every, at } = checkpointsOf(unforked, index)
  // A step before the fork at least: how a racer ends on a step belongs to the steps after it.
  const last = Math.floor((race.racers[index]!.fork!.at - 1) / every) * every
  if (!(last > 0)) return []
  return [
    { kind: 'race', spec: racedAlone(unforked, index), tile: 0 },
    { ...at(last), tile: 0 },
  ]
}

/** The race that gives the very rows of one racer of a race: by it these are known, whatever other racers there are. */
export function racedAlone(race: RaceSpec, index: number): RaceSpec {
  const alone = { ...raceAlone(race, race.racers[index]!.id), keep: keptOf(race, index) }
  return hasCompanion(race, index) ? { ...alone, companions: true } : alone
}

/** Whether the rows of a racer have its companion besides. */
export function hasCompanion({ companions, racers }: RaceSpec, index: number): boolean {
  return companions === true && findOptimizer(racers[index]!.optimizer)!.companion !== undefined
}

/** The history of a racer, if it is there and the racer came so far. */
export function historyOf(race: RaceSpec, index: number, needed: NeededResults): History | undefined {
  const [parts, kept] = historyNeeds(race, index).map((need) => needed.of(need))
  const { steps, checkpoint } = (kept as readonly CheckpointResult[] | undefined)?.[0] ?? {}
  if (parts === undefined || steps === undefined || checkpoint === undefined) return undefined
  const rows = joinedRows(parts as readonly RacePart[])
  const later = rows.rows.step.findIndex((step) => step > steps)
  return { rows: later < 0 ? rows : firstRows(rows, later), checkpoint }
}

/**
 * The race with one racer unforked; undefined where it is not forked, or so early that its history is as quickly raced.
 */
function unforkedRace(race: RaceSpec, index: number): RaceSpec | undefined {
  const { fork, ...racer } = race.racers[index]!
  if (fork === undefined || fork.at * landscapeOf(race.landscape).dimension < leastCoordinates) return undefined
  return { ...race, racers: race.racers.with(index, racer) }
}
