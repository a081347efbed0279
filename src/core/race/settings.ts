import type { HyperparameterValue } from '../definitions/optimizer'

export interface ClipSetting {
  readonly kind: 'norm' | 'value'
  readonly value: number
}

/** A learning-rate schedule with every hyperparameter. */
export interface ScheduleSetting {
  readonly id: string
  /** Steps over which the rate rises linearly to the schedule's first, before the schedule begins; 0 is none. */
  readonly warmup: number
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
}

/** Noise added to every gradient: a pure function of seed, step and coordinate, so that racers of one race see the same. */
export type NoiseSetting =
  /** Gaussian, the same standard deviation in every coordinate, each on its own. */
  | { readonly kind: 'gaussian'; readonly scale: number }
  /** Gaussian with this covariance matrix, symmetric and positive semidefinite. */
  | { readonly kind: 'covariance'; readonly covariance: readonly (readonly number[])[] }
  /** Student's t, each coordinate on its own: heavy tails, without a variance at 2 degrees of freedom or fewer. */
  | { readonly kind: 'student-t'; readonly scale: number; readonly degrees: number }

/** From step `at` on the racer goes on with other hyperparameters; its history up to there and its noise stay. */
export interface ForkSetting {
  readonly at: number
  /** The hyperparameters that change there; the others stay. */
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
}

/** Which examples the gradient of a step sees, where the objective is a mean over examples. */
export interface BatchSetting {
  /** A sampler's id. */
  readonly sampler: string
  /** Examples of a batch, 1 to N. */
  readonly size: number
  /** Of the draws; the race's where absent. */
  readonly seed?: number
}

/** When the loss over all examples is measured, where the objective is a mean over examples. */
export interface MeasureSetting {
  /** At every so many steps, besides the start and the end; one epoch where absent. */
  readonly every?: number
}
