import { z } from 'zod'
import { meets, type Predicate } from '../../core/analysis/ensemble/predicate'
import { lossesAt, recordedSteps } from '../../core/analysis/ensemble/recorded-steps'
import { type Checked, invalid, valid } from '../../core/problem'
import { createRacerInPieces } from '../../core/race/create-racer'
import { outcomes, type TraceColumns } from '../../core/race/trace'
import { ensembleAccumulation, type EnsemblePart } from '../accumulations/ensemble'
import { defineStreamingJobKind, type TileEvent } from '../job-kind'
import { landscapeOf, specAhead } from './landscapes'
import { checkRaceWithin, racerOf, racedStart, racesOf, type RaceSpec } from './race-specs'
import { joined } from './row-bands'
import { checkShape } from './specs'
import { warningOf } from './warning'

const mostSeeds = 10_000
const mostQuantiles = 32
/** Rows that are held with their points before only their losses are kept. */
const rowsAtOnce = 4096

const predicate: z.ZodType<Predicate> = z.union([
  z.strictObject({ loss: z.strictObject({ below: z.number() }) }),
  z.strictObject({ outcome: z.enum(outcomes) }),
])

const schema = z.strictObject({
  race: z.unknown(),
  seeds: z.int().min(1).max(mostSeeds),
  quantiles: z.array(z.number().min(0).max(1)).max(mostQuantiles).readonly(),
  predicate: predicate.optional(),
})

/** A race with each of the seeds 0 to `seeds` - 1 in place of its own. */
export interface EnsembleSpec {
  /** Its own seed is not looked at. What has no seed of its own derives it from the race's, by purpose. */
  readonly race: RaceSpec
  readonly seeds: number
  /** Which quantiles of the losses, each from 0 to 1. */
  readonly quantiles: readonly number[]
  /** What is counted. */
  readonly predicate?: Predicate
}

interface Tile {
  readonly racer: number
  readonly seed: number
}

/** The losses of a race over many seeds; a tile is a racer with one seed. */
export const ensembleKind = defineStreamingJobKind({
  id: 'ensemble',
  version: 4,
  ahead: specAhead,
  accumulation: ensembleAccumulation,

  validate(given): Checked<EnsembleSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { seeds, quantiles, predicate } = shape.value
    const race = checkRaceWithin(shape.value.race)
    if (race.value === undefined) return invalid(...race.problems)
    return valid({ race: { ...race.value, seed: 0 }, seeds, quantiles, ...(predicate && { predicate }) })
  },

  cost({ race, seeds }) {
    const { racers, steps, record } = race
    const races = racers.reduce((sum, racer) => sum + racesOf(race, racer), 0)
    return {
      work: races * seeds * Math.max(1, steps),
      bytes: 8 * racers.length * seeds * (Math.ceil(steps / record) + 1),
      smaller: 'take fewer seeds or fewer steps, or record fewer of them',
    }
  },

  /** Seed by seed, so that the first statistics are of all racers. */
  plan: ({ race, seeds }): readonly Tile[] =>
    Array.from({ length: seeds }, (_, seed) => race.racers.map((_, racer) => ({ racer, seed }))).flat(),

  *run({ race, predicate }, { racer: index, seed }): Generator<TileEvent<EnsemblePart>, void, void> {
    const seeded = { ...race, seed }
    const start = yield* racedStart(seeded, race.racers[index]!)
    const { spec, options } = racerOf(seeded, race.racers[index]!, start)
    const racer = yield* createRacerInPieces(spec, landscapeOf(race.landscape).objective(), options)
    const rows: Losses[] = []
    while (racer.ending === undefined) {
      const run = racer.run(rowsAtOnce * race.record)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / race.steps }
      rows.push(lossesOf(racer.takeRows()))
    }
    rows.push(lossesOf(racer.takeRows()))
    const { ending } = racer
    const count = rows.reduce((sum, { step }) => sum + step.length, 0)
    const column = (of: (taken: Losses) => Float64Array) => joined(rows.map(of), count)
    const losses = lossesAt(
      recordedSteps(race.steps, race.record),
      column(({ step }) => step),
      column(({ loss }) => loss),
    )
    const outcome = outcomes.indexOf(ending.outcome)
    const isMet = predicate !== undefined && meets(predicate, ending)
    const warning = warningOf(spec.optimizer, race.landscape)
    yield { type: 'part', part: { racer: index, seed, losses, outcome, isMet, ...(warning && { warning }) } }
  },
})

type Losses = Pick<TraceColumns, 'step' | 'loss'>

function lossesOf({ step, loss }: TraceColumns): Losses {
  return { step, loss }
}
