import type { Predicate } from '../../core/analysis/ensemble/predicate'
import { recordedSteps } from '../../core/analysis/ensemble/recorded-steps'
import { ensembleStatistics } from '../../core/analysis/ensemble/statistics'
import { outcomes } from '../../core/race/trace'
import type { Accumulation } from '../accumulation'
import type { RaceSpec } from '../kinds/race-specs'

/** One racer with one seed, from its start to its end. */
export interface EnsemblePart {
  /** Index into the race's racers. */
  readonly racer: number
  readonly seed: number
  /**
   * The quantity at every recorded step; one that ended before the last rests at its last value, or has none where it
   * is one of steps. NaN where there is none.
   */
  readonly values: Float64Array
  /** Index into `outcomes`. */
  readonly outcome: number
  readonly isMet: boolean
  /** One line for a person where the rule rests on derivatives that the landscape does not have everywhere. */
  readonly warning?: string
}

export interface EnsembleState {
  /** The part of each racer and seed that has come. */
  readonly parts: (EnsemblePart | undefined)[][]
}

export interface EnsembleRacer {
  readonly id: string
  readonly optimizer: string
  /** Seeds that have ended. */
  readonly ended: number
  /** How many of them as which of `outcomes`. */
  readonly outcomes: Uint32Array
  /** How many of them meet the predicate, if there is one. */
  readonly met?: number
  /** The recorded steps; the columns that follow are of the quantity there. */
  readonly step: Float64Array
  /** Seeds whose value is finite; that of a loss is everywhere but at some starts. */
  readonly count: Uint32Array
  readonly mean: Float64Array
  /** Of the mean. */
  readonly standardError: Float64Array
  /** One column for each quantile of the spec. */
  readonly quantiles: readonly Float64Array[]
  /** What to know before one trusts it: the same of every seed. */
  readonly warning?: string
}

export interface EnsembleResult {
  readonly racers: readonly EnsembleRacer[]
}

/** What the statistics need to know of their spec. */
export interface EnsembleOfRacers {
  readonly race: Pick<RaceSpec, 'racers' | 'steps' | 'record'>
  readonly seeds: number
  readonly quantiles: readonly number[]
  readonly predicate?: Predicate | undefined
}

/** Every seed has its place, so that the statistics do not know in which order they came. */
export const ensembleAccumulation: Accumulation<EnsembleOfRacers, EnsemblePart, EnsembleState, EnsembleResult> = {
  begin: ({ race, seeds }) => ({
    parts: race.racers.map(() => Array.from({ length: seeds }, () => undefined)),
  }),
  accumulate({ parts }, part) {
    parts[part.racer]![part.seed] = part
  },
  finish: ({ race, quantiles, predicate }, { parts }) => ({
    racers: race.racers.map(({ id, optimizer }, index): EnsembleRacer => {
      const ended = parts[index]!.flatMap((part) => part ?? [])
      const step = recordedSteps(race.steps, race.record)
      return {
        id,
        optimizer,
        ended: ended.length,
        outcomes: Uint32Array.from(outcomes, (_, code) => ended.filter(({ outcome }) => outcome === code).length),
        ...(predicate && { met: ended.filter(({ isMet }) => isMet).length }),
        step,
        ...columnsOf(ended, step.length, quantiles),
        ...(ended[0]?.warning && { warning: ended[0].warning }),
      }
    }),
  }),
}

type Columns = Pick<EnsembleRacer, 'count' | 'mean' | 'standardError' | 'quantiles'>

function columnsOf(ended: readonly EnsemblePart[], rows: number, probabilities: readonly number[]): Columns {
  const columns = {
    count: new Uint32Array(rows),
    mean: new Float64Array(rows),
    standardError: new Float64Array(rows),
    quantiles: probabilities.map(() => new Float64Array(rows)),
  }
  const values = new Float64Array(ended.length)
  for (let row = 0; row < rows; row++) {
    ended.forEach((part, k) => (values[k] = part.values[row]!))
    const { count, mean, standardError, quantiles } = ensembleStatistics(values, probabilities)
    columns.count[row] = count
    columns.mean[row] = mean
    columns.standardError[row] = standardError
    quantiles.forEach((value, k) => (columns.quantiles[k]![row] = value))
  }
  return columns
}
