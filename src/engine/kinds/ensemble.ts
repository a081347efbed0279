import { z } from 'zod'
import { mostSeeds } from '../../core/analysis/ensemble/most-seeds'
import { meets, type Predicate } from '../../core/analysis/ensemble/predicate'
import { RecordedValues, recordedSteps } from '../../core/analysis/ensemble/recorded-steps'
import { columnsAsked, type SumFacts } from '../../core/objectives/measures'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { createRacerInPieces } from '../../core/race/create-racer'
import { PathLengths } from '../../core/race/path-lengths'
import type { RaceOptions, RacerSpec } from '../../core/race/racer'
import { RecordedRates } from '../../core/race/recorded-rates'
import { measuresAsked } from '../../core/race/settings'
import { outcomes, type TraceColumns } from '../../core/race/trace'
import { type ChartQuantity, chartQuantities, isOfSteps, measuredColumns } from '../../core/scene/chart'
import { ensembleAccumulation, type EnsemblePart } from '../accumulations/ensemble'
import { appendRows, createTrace } from '../accumulations/race'
import { type Place, quantityColumn, referenceOf } from '../accumulations/race-quantities'
import { costLimits, defineStreamingJobKind, type TileEvent } from '../job-kind'
import { atMost, racesWork, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { placedRows } from './race-rows'
import { checkRaceWithin, racerOf, racedStart, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { warningOf } from './warning'

const mostQuantiles = 32
/** Rows that are held with their points before only their values are kept: so many, but no more than fit. */
const rowsAtOnce = 4096
const mostPointBytes = 16_777_216

const predicate: z.ZodType<Predicate> = z.union([
  z.strictObject({ loss: z.strictObject({ below: z.number() }) }),
  z.strictObject({ outcome: z.enum(outcomes) }),
])

const schema = z.strictObject({
  race: z.unknown(),
  seeds: z.int().min(1).max(mostSeeds),
  quantiles: z.array(z.number().min(0).max(1)).max(mostQuantiles).readonly(),
  predicate: predicate.optional(),
  quantity: z.enum(chartQuantities).optional(),
  best: z
    .array(z.tuple([z.number(), z.number()]).readonly())
    .min(1)
    .readonly()
    .optional(),
  optimum: z.number().optional(),
})

/**
 * A race with each of the seeds 0 to `seeds` - 1 in place of its own. A seed draws batches, noise and what rules draw;
 * of a network also the parameters of racers that start where these begin, see `placedStart`. What has a seed of its
 * own keeps it, and so do data and plane, which are the landscape's.
 */
export interface EnsembleSpec {
  /** Its own seed is not looked at. */
  readonly race: RaceSpec
  readonly seeds: number
  /** Which quantiles, each from 0 to 1. */
  readonly quantiles: readonly number[]
  /** What is counted. */
  readonly predicate?: Predicate
  /** What the statistics are of; the loss where absent. */
  readonly quantity?: ChartQuantity
  /** Of a distance to the best: the places of the plane, to the nearest of which it is. */
  readonly best?: readonly Place[]
  /** Of an excess: the loss that it is above. */
  readonly optimum?: number
}

interface Tile {
  readonly racer: number
  readonly seed: number
}

/** A quantity of a race over many seeds; a tile is a racer with one seed. */
export const ensembleKind = defineStreamingJobKind({
  id: 'ensemble',
  version: 5,
  ahead: specAhead,
  accumulation: ensembleAccumulation,

  validate(document): Checked<EnsembleSpec> {
    const shape = checkShape(schema, document)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { race: given, predicate, quantity, best, optimum, ...counts } = shape.value
    const race = checkRaceWithin(given)
    if (race.value === undefined) return invalid(...race.problems)
    const problems = quantityProblems({ quantity, best, optimum }, race.value)
    if (problems.length > 0) return invalid(...problems)
    return valid({
      race: { ...race.value, seed: 0 },
      ...counts,
      ...(predicate && { predicate }),
      ...(quantity && { quantity }),
      ...(best && { best }),
      ...(optimum !== undefined && { optimum }),
    })
  },

  cost({ race, seeds }) {
    const { racers, steps, record } = race
    const work = seeds * racesWork(race)
    const bytes = 8 * racers.length * seeds * (Math.ceil(steps / record) + 1)
    const share = Math.min(shareOf(work), shareOf(bytes, costLimits.bytes))
    const fewer = atMost(
      { most: share * seeds, say: (count) => `${count} seeds` },
      { most: share * steps, say: (count) => `${count} steps` },
    )
    return { work, bytes, smaller: bytes > costLimits.bytes ? `${fewer}, or record fewer of them` : fewer }
  },

  /** Seed by seed, so that the first statistics are of all racers. */
  plan: ({ race, seeds }): readonly Tile[] =>
    Array.from({ length: seeds }, (_, seed) => race.racers.map((_, racer) => ({ racer, seed }))).flat(),

  *run(ensemble, { racer: index, seed }): Generator<TileEvent<EnsemblePart>, void, void> {
    const { race, predicate, quantity = 'loss' } = ensemble
    const seeded = { ...race, seed }
    const start = yield* racedStart(seeded, race.racers[index]!)
    const { spec, options: recorded } = racerOf(seeded, race.racers[index]!, start)
    const options = needsEveryStep(quantity, spec) ? { ...recorded, record: 1 } : recorded
    const { objective, dimension } = landscapeOf(race.landscape)
    const racer = yield* createRacerInPieces(spec, objective(), options)
    const valuesOf = columnOf(ensemble, index, spec, options)
    const values = new RecordedValues(recordedSteps(race.steps, race.record))
    const atOnce = Math.max(1, Math.min(rowsAtOnce, Math.floor(mostPointBytes / (8 * dimension))))
    const take = (): void => {
      const rows = racer.takeRows()
      values.add(rows.step, valuesOf(rows))
    }
    while (racer.ending === undefined) {
      const run = racer.run(atOnce * options.record)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / race.steps }
      take()
    }
    take()
    const { ending } = racer
    const outcome = outcomes.indexOf(ending.outcome)
    const isMet = predicate !== undefined && meets(predicate, ending)
    const warning = warningOf(spec.optimizer, race.landscape)
    const part = { racer: index, seed, values: values.end(!isOfSteps(quantity)), outcome, isMet }
    yield { type: 'part', part: { ...part, ...(warning && { warning }) } }
  },
})

/** Whether a quantity is known of rows whose step before is recorded too. */
function needsEveryStep(quantity: ChartQuantity, { schedule }: RacerSpec): boolean {
  const followsLoss = schedule?.definition.init !== undefined
  return quantity === 'step-length' || (quantity === 'learning-rate' && followsLoss)
}

/** The quantity in the rows of a racer, which are given in their order and let go; NaN where there is none. */
function columnOf(
  { race, quantity = 'loss', best: places = [], optimum: value }: EnsembleSpec,
  index: number,
  spec: RacerSpec,
  options: RaceOptions,
): (rows: TraceColumns) => Float64Array {
  if (quantity === 'loss') return ({ loss }) => loss
  const { slice, sum } = landscapeOf(race.landscape)
  const lengths = new PathLengths(spec.start)
  const rates = spec.schedule && new RecordedRates(spec, options, sum !== undefined)
  return (rows) => {
    const trace = createTrace('')
    const { lengths: told = lengths.add(rows), ...placed } = placedRows(rows, slice, lengths, false)
    appendRows(trace, { ...placed, lengths: told, ...(rates && { learningRate: rates.add(rows) }) })
    return quantityColumn(trace, quantity, race.racers[index]!, { places, value }) ?? rows.step.map(() => NaN)
  }
}

/** What a race has no statistics of, since none of its racers can tell it. */
function quantityProblems(
  { quantity, best, optimum }: { readonly [K in 'quantity' | 'best' | 'optimum']: EnsembleSpec[K] | undefined },
  { landscape, measure }: RaceSpec,
): readonly Problem[] {
  if (quantity === undefined) return []
  const where = 'quantity'
  if (referenceOf(quantity) === 'places' && best === undefined)
    return [{ message: `${quantity} without best, the places that it is from`, remedy: 'give best', where }]
  if (referenceOf(quantity) === 'value' && optimum === undefined)
    return [{ message: `${quantity} without optimum, the loss that it is above`, remedy: 'give optimum', where }]
  const { sum } = landscapeOf(landscape)
  const isOfBatch = quantity === 'batch-loss' || quantity === 'batch-gradient-norm'
  const measured = measuredColumns[quantity]
  if (sum === undefined && (isOfBatch || measured !== undefined)) {
    const message = `${quantity} of a landscape that is not a sum over examples`
    return [{ message, remedy: 'take another quantity', where }]
  }
  if (measured === undefined || isThere(measured.column, sum, measure)) return []
  const { measure: id, column } = measured
  if (sum?.measures?.[id]?.includes(column) !== true)
    return [{ message: `${quantity} is nothing that can be measured here`, remedy: 'take another quantity', where }]
  return [{ message: `${quantity} is not measured in this race`, remedy: `add "${id}" to measure.what`, where }]
}

function isThere(column: string, sum: SumFacts | undefined, measure: RaceSpec['measure']): boolean {
  return columnsAsked(sum?.measures, measuresAsked(measure)).includes(column)
}
