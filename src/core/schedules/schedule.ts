import type { HyperOf, Hyperparameters } from '../optimizers/optimizer'

/** What a schedule is asked about one step. */
export interface ScheduleTime {
  /** t, 1 at the first step. */
  readonly step: number
  /** T, the number of steps of the whole race. */
  readonly steps: number
}

/**
 * A learning-rate schedule: data and a pure function of the step, so that any step can be recomputed alone. One file per
 * schedule, `export default defineSchedule({...})`; catalogue, panel, validation and conformance tests follow from it.
 */
export interface ScheduleDefinition<P extends Hyperparameters = Hyperparameters> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  /** The factor as display TeX in t and T. */
  readonly tex: string
  readonly citation: string
  readonly hyperparameters: P
  /** What the optimizer's `lr` is multiplied by in this step: finite and >= 0. */
  factor(time: ScheduleTime, hyper: HyperOf<P>): number
}

/** A schedule's definition as pure data. */
export type ScheduleCard = Omit<ScheduleDefinition, 'factor'>

/** Declares a schedule; the identity function, so that the compiler ties `factor` to the hyperparameters. */
export function defineSchedule<const P extends Hyperparameters>(
  definition: ScheduleDefinition<P>,
): ScheduleDefinition<P> {
  return definition
}
