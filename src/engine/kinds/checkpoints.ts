import type { Checkpoint } from '../../core/race/checkpoint'
import { checkpointInterval } from '../../core/race/checkpoint-interval'
import { keepsTheta, type RaceSize } from '../../core/race/kept-rows'
import type { Racer } from '../../core/race/racer'
import { raceSize } from '../../core/scene/race-size'
import type { ByProduct } from '../job-kind'
import type { Need, NeededResults } from '../needs'
import { landscapeOf } from './landscapes'
import { racerOf, type RaceSpec } from './race-specs'
import { raceAlone } from './starts'

export interface CheckpointSpec {
  /** The race of one racer, its first, and of those that its start waits for. */
  readonly race: RaceSpec
  /** Steps from one checkpoint to the next. */
  readonly every: number
  /** A multiple of it. */
  readonly step: number
}

/** The steps that a racer has taken, and if they are all that were asked for, all that its future depends on. */
export interface CheckpointResult {
  readonly steps: number
  readonly checkpoint?: Checkpoint
}

/** The checkpoints of one racer of a race: at every so many steps, each the result of a job. */
export interface Checkpoints {
  readonly every: number
  /** The steps that the racer takes at most. */
  readonly steps: number
  at(step: number): Need
}

/** Those of a racer of a race that has been checked, by its index. */
export function checkpointsOf(race: RaceSpec, index: number): Checkpoints {
  const { checkpoints = Infinity } = keptOf(race, index)
  const alone = raceAlone(race, race.racers[index]!.id)
  return checkpointsEvery(checkpoints, { ...alone, record: Number.MAX_SAFE_INTEGER })
}

/** What is kept of a racer of a race: whether theta of every row, and a checkpoint at every how many steps, if any. */
export function keptOf(race: RaceSpec, index: number): NonNullable<RaceSpec['keep']> {
  if (race.keep !== undefined) return race.keep
  const racer = race.racers[index]!
  const { spec } = racerOf(race, racer, new Float64Array(0))
  const size = sizeOf(race)
  const steps = racer.steps ?? race.steps
  const every = checkpointInterval(spec, landscapeOf(race.landscape).layout(), { ...size, steps })
  return { theta: keepsTheta(size), ...(every < Infinity && { checkpoints: every }) }
}

export function sizeOf(race: RaceSpec): RaceSize {
  const { dimension, slice, sum } = landscapeOf(race.landscape)
  return raceSize({ ...race, landscape: { ...(sum && { sum }) } }, dimension, slice !== undefined)
}

/** Those of the first racer of a race. */
export function checkpointsEvery(every: number, race: RaceSpec): Checkpoints {
  const { steps = race.steps } = race.racers[0]!
  return { every, steps, at: (step) => ({ kind: 'checkpoint', spec: { race, every, step } satisfies CheckpointSpec }) }
}

/** Runs a racer on, and hands over each checkpoint that it passes; once it has ended, that there are no more. */
export function* runPastCheckpoints(
  racer: Racer,
  maxSteps: number,
  { every, steps, at }: Checkpoints,
): Generator<ByProduct | undefined, void, void> {
  const last = racer.step + maxSteps
  while (racer.ending === undefined && racer.step < last) {
    const next = (Math.floor(racer.step / every) + 1) * every
    yield* racer.run(Math.min(last, next) - racer.step)
    if (racer.step === next && next < steps) yield byProduct(at(next), checkpointAt(racer, next))
  }
  if (racer.ending === undefined) return
  for (let step = (Math.floor(racer.step / every) + 1) * every; step < steps; step += every)
    yield byProduct(at(step), checkpointAt(racer, step))
}

/** Of a racer that has been run to a step, or to its end before. */
export function checkpointAt(racer: Racer, step: number): CheckpointResult {
  return { steps: racer.step, ...(racer.step === step && { checkpoint: racer.snapshot() }) }
}

/**
 * The last checkpoint before a step is taken, or before the last that the racer took, if it took fewer; and the jobs
 * that tell. Absent where there is none or it is not there yet.
 */
export function lastCheckpoint(
  { every, at }: Checkpoints,
  step: number,
  results: NeededResults,
): { readonly needs: readonly Need[]; readonly checkpoint?: Checkpoint } {
  const needs: Need[] = []
  for (let before = step; before > every;) {
    const need = at(Math.floor((before - 1) / every) * every)
    needs.push(need)
    const result = results.of(need) as CheckpointResult | undefined
    if (result === undefined) break
    const { steps, checkpoint } = result
    if (checkpoint !== undefined) return { needs, checkpoint }
    before = steps
  }
  return { needs }
}

function byProduct(of: Need, result: CheckpointResult): ByProduct {
  return { type: 'by-product', of, result }
}
