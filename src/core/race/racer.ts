import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { OptimizerDefinition, Tap } from '../definitions/optimizer'
import type { BatchSetting, MeasureSetting, NoiseSetting, RacerSettings } from './settings'
import type { Pieces } from '../pieces'
import type { WarmedUp } from '../annealing/warmup'
import type { Checkpoint } from './checkpoint'
import type { Box } from './stop'
import type { Ending, StopRules, TraceColumns } from './trace'

/**
 * A rule with all that makes it a racer. Of its settings the schedule has its definition, and noise and batches of its
 * own stand in for the race's.
 *
 * A fork has other hyperparameters, all of them, for every step after step `at`. What has been until then stays: the
 * memory of rule and schedule, the best loss, and the noise, which knows no hyperparameters. `forkProblems` says where
 * a rule's memory cannot be carried over.
 */
export interface RacerSpec extends Omit<RacerSettings, 'schedule'> {
  readonly optimizer: OptimizerDefinition
  /** Every hyperparameter, as `checkHyperparameters` returns them. */
  readonly hyper: HyperparameterValues
  readonly start: ArrayLike<number>
  /** The learning rate is constant where absent. */
  readonly schedule?: WarmedUp
}

/** What the racers of one race share. */
export interface RaceOptions {
  /** The number of steps of the whole race, by which schedules measure; nothing is sized by it. */
  readonly steps: number
  /** A row is recorded every so many steps, at step 0 and at the last step. */
  readonly record: number
  readonly stop: StopRules
  readonly seed: number
  /** On every gradient of every racer that has none of its own. */
  readonly noise: NoiseSetting
  /** Of an objective that is a sum: the batches of every racer that has none of its own; all examples where absent. */
  readonly batch?: BatchSetting
  readonly measure?: MeasureSetting
  /** [min, max] of each coordinate of the domain, by which `stop.escape` is measured. Absent: nothing is too far. */
  readonly box?: Box
}

/** A racer on its way: advanced a number of steps at a time, with rows to take and at last an ending. */
export interface Racer {
  /** Steps taken so far. */
  readonly step: number
  /**
   * Evaluations so far, in gradients, as the objective counted them: see `evaluationsOf`; of a sum, examples over N.
   */
  readonly evaluations: number
  /** How it ended; undefined while it can still be advanced. */
  readonly ending: Ending | undefined
  /** The rate of the last step, by hyperparameter and schedule; the hyperparameter before the first. */
  readonly learningRate: number
  /**
   * Takes at most `maxSteps` steps and returns how many it took: fewer only if it ended. A tap sees the chain's stages,
   * the rule's stages and at last `update`, of every step taken.
   */
  advance(maxSteps: number, tap?: Tap): number
  /**
   * As `advance`, yielding about every millisecond, within steps too where one takes long. Nothing else is asked of it
   * meanwhile.
   */
  run(maxSteps: number, tap?: Tap): Pieces<number>
  /** The rows recorded since the last call, in buffers that are the caller's own. */
  takeRows(): TraceColumns
  /** A copy of all that its future depends on; `resumeRacer` goes on from it bit for bit. */
  snapshot(): Checkpoint
}
