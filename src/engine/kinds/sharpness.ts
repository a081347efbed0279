import { z } from 'zod'
import { type Sharpness, sharpnessAt } from '../../core/analysis/stability/sharpness'
import { createRacerInPieces } from '../../core/race/create-racer'
import { hyperAt } from '../../core/race/fork'
import { samplerOfAll } from '../../core/race/epoch'
import type { RaceRacerSpec } from '../../core/scene/racer'
import type { StabilityLimit } from '../../core/definitions/optimizer'
import { type Checked, invalid } from '../../core/problem'
import { defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, shareOf, stepWork } from './evaluation-work'
import { landscapeOf, raceAhead } from './landscapes'
import { checkRacerWithin, racerOf, type RaceSpec } from './race-specs'
import {
  spectrumAt,
  spectrumBytes,
  spectrumProblems,
  type SpectrumResult,
  type SpectrumSettings,
  spectrumSettings,
  spectrumWork,
} from './spectrum-settings'
import { startNeeds, startOf } from './starts'

/** Steps at which a path may be looked at. */
const mostRows = 10_000

const schema = z.strictObject({
  race: z.unknown(),
  racer: z.int().min(0),
  steps: z.array(z.int().min(0)).min(1).max(mostRows).readonly(),
  spectrum: z.strictObject(spectrumSettings).optional(),
})

/** How sharp a landscape is along the path of a racer, beside what its rule bears. */
export interface SharpnessSpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  /** Ascending; those beyond the racer's end are left out. */
  readonly steps: readonly number[]
  /** What is asked of the spectrum at each of them besides. */
  readonly spectrum?: SpectrumSettings | undefined
}

export interface SharpnessResult {
  readonly step: Float64Array
  /** Of the steps, the learning rate that led there; of step 0 the hyperparameter, NaN where there is a schedule. */
  readonly learningRate: Float64Array
  /**
   * The largest eigenvalue that the rule's limit is about, its residual and the limit. NaN where there is none; all of
   * them at step 0 of a rule with a preconditioner, which it has not yet.
   */
  readonly largest: Float64Array
  readonly residual: Float64Array
  readonly threshold: Float64Array
  /** Whether the eigenvalue is of P^-1 H. */
  readonly isPreconditioned: boolean
  /** What of this race the limit, which is one of steps on all examples by the exact gradient, knows nothing of. */
  readonly unaccounted: readonly ('batches' | 'noise' | 'clipping')[]
  /** Step by step, where they were asked for. */
  readonly spectra?: readonly SpectrumResult[]
}

/** What a product was seen to need, and for the largest eigenvalue alone. */
const usualProducts = 60

/** The sharpness of a landscape along a racer's path, over all examples, and its rule's limit of stability. */
export const sharpnessKind = defineJobKind({
  id: 'sharpness',
  version: 1,
  ahead: raceAhead,

  validate(given): Checked<SharpnessSpec> {
    const checked = checkRacerWithin(schema, given)
    if (checked.value === undefined) return checked
    const { race, steps, spectrum } = checked.value
    const late = steps.findIndex((step, i) => i > 0 && step <= steps[i - 1]!)
    if (late < 0) {
      const problems = spectrum === undefined ? [] : spectrumProblems(spectrum, race.landscape, 'spectrum.')
      return problems.length === 0 ? checked : invalid(...problems)
    }
    const message = `step ${steps[late]} comes after ${steps[late - 1]}, expected ascending steps`
    return invalid({ message, remedy: 'put them in order, each once', where: `steps[${late}]` })
  },

  cost({ race, racer, steps, spectrum }) {
    const raced = Math.min(steps.at(-1)!, race.steps) * stepWork(race, race.racers[racer]!)
    const landscape = landscapeOf(race.landscape)
    const ofSharpness = Math.min(landscape.dimension + 1, usualProducts) * evaluationWork(landscape).product
    const each = ofSharpness + (spectrum === undefined ? 0 : spectrumWork(spectrum, landscape))
    const work = raced + steps.length * each
    const most = shareOf(work) * steps.length
    return {
      work,
      bytes: steps.length * (40 + (spectrum === undefined ? 0 : spectrumBytes(spectrum, landscape))),
      smaller: atMost({ most, say: (count) => `${count} steps of the path` }),
    }
  },

  needs: ({ race, racer }) => startNeeds(race, [race.racers[racer]!]),
  plan: () => [0],

  *run({ race, racer: index, steps, spectrum }, _tile, needed): Generator<TileProgress, SharpnessResult, void> {
    const setting = race.racers[index]!
    const { spec, options } = racerOf(
      { ...race, record: Number.MAX_SAFE_INTEGER },
      setting,
      startOf(race, setting, needed),
    )
    const landscape = landscapeOf(race.landscape)
    const { objective } = landscape
    const racer = yield* createRacerInPieces(spec, objective(), options)
    // The race's own objective counts; what is asked beside it does not.
    const beside = objective()
    const rows: Row[] = []
    const spectra: SpectrumResult[] = []
    for (const [k, step] of steps.entries()) {
      yield* racer.run(step - racer.step)
      racer.takeRows()
      if (racer.step < step) break
      const { theta, state } = racer.snapshot()
      const learningRate = step === 0 && spec.schedule !== undefined ? NaN : racer.learningRate
      const limit = spec.optimizer.stability?.(hyperAt(spec, step), learningRate, state)
      const { largest, residual } = yield* sharpnessAt(beside, theta, limit)
      rows.push({ step, learningRate, largest, residual, limit })
      if (spectrum !== undefined) spectra.push(yield* spectrumAt(landscape, beside, theta, spectrum))
      yield { type: 'progress', fraction: (k + 1) / steps.length }
    }
    return { ...columns(rows), unaccounted: unaccountedIn(race, setting), ...(spectrum && { spectra }) }
  },

  merge: (_spec, [result]): SharpnessResult => result!,
})

interface Row extends Sharpness {
  readonly step: number
  readonly learningRate: number
  readonly limit: StabilityLimit | undefined
}

function columns(rows: readonly Row[]): Omit<SharpnessResult, 'unaccounted'> {
  const isPreconditioned = rows.some(({ limit }) => limit?.preconditioner !== undefined)
  const column = (of: (row: Row) => number): Float64Array => Float64Array.from(rows, of)
  const ofMatrix = (of: (row: Row) => number): Float64Array =>
    column((row) => (isPreconditioned && row.limit === undefined ? NaN : of(row)))
  return {
    step: column(({ step }) => step),
    learningRate: column(({ learningRate }) => learningRate),
    largest: ofMatrix(({ largest }) => largest),
    residual: ofMatrix(({ residual }) => residual),
    threshold: column(({ limit }) => limit?.threshold ?? NaN),
    isPreconditioned,
  }
}

function unaccountedIn(race: RaceSpec, racer: RaceRacerSpec): SharpnessResult['unaccounted'] {
  const { batch = race.batch, noise = race.noise, clip } = racer
  const isSampled = batch !== undefined && batch.sampler !== samplerOfAll
  return [
    ...(isSampled ? (['batches'] as const) : []),
    ...(noise.kind === 'covariance' || noise.scale > 0 ? (['noise'] as const) : []),
    ...(clip === undefined ? [] : (['clipping'] as const)),
  ]
}
