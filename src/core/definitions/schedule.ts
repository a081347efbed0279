import type { HyperOf, Hyperparameters } from './optimizer'

/** What a schedule is asked about one step. */
export interface ScheduleTime {
  /** t, 1 at the first step. */
  readonly step: number
  /** T, the number of steps of the whole race. */
  readonly steps: number
}

/** What a schedule that looks at the loss remembers: plain numbers, kept in checkpoints. */
export type ScheduleState = { [name: string]: number }

/**
 * A learning-rate schedule: data and a pure function of the step, so that any step can be recomputed alone; one that
 * reacts to the loss keeps what it has seen in a state. One file per schedule, `export default defineSchedule({...})`;
 * catalogue, panel, validation and conformance tests follow from it.
 */
export interface ScheduleDefinition<
  P extends Hyperparameters = Hyperparameters,
  S extends ScheduleState = ScheduleState,
> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  /** One or two sentences for a person choosing. */
  readonly description: string
  /** The factor as display TeX in t and T. */
  readonly tex: string
  readonly citation: string
  /**
   * Whether it meets the Robbins-Monro conditions, sum of rates infinite and sum of their squares finite, carried on
   * forever: what stochastic gradients need to converge in the limit. Source: Robbins, Monro, 1951; Bottou, Curtis,
   * Nocedal, 2018, section 4.3.
   */
  readonly robbinsMonro: { readonly holds: boolean; readonly why: string }
  readonly hyperparameters: P
  /** What the optimizer's `lr` is multiplied by in this step: finite and >= 0. */
  factor(time: ScheduleTime, hyper: HyperOf<P>, state: S): number
  /** The state before the first step. Absent: the schedule does not look at the loss. */
  init?(hyper: HyperOf<P>): S
  /** Notes the loss that a step has led to. */
  observe?(state: S, hyper: HyperOf<P>, loss: number): void
}

/** A schedule's definition as pure data. */
export type ScheduleCard = Omit<ScheduleDefinition, 'factor' | 'init' | 'observe'>

/**
 * Declares a schedule; the identity function, so that the compiler ties `factor` to the hyperparameters and the state.
 */
export function defineSchedule<const P extends Hyperparameters, S extends ScheduleState = ScheduleState>(
  definition: ScheduleDefinition<P, S>,
): ScheduleDefinition<P, S> {
  return definition
}
