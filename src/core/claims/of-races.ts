import { euclideanNorm } from '../linalg/euclidean-norm'
import type { MeasuredRacer } from './measurement'

/** Theta in a row; a negative one counts from the end. */
export function pointAt({ theta, dimension, step }: MeasuredRacer, row: number): Float64Array {
  const from = (row < 0 ? step.length + row : row) * dimension
  return theta.subarray(from, from + dimension)
}

/** Theta after a step; the last one that was recorded before it, where it was not. */
export function pointAfter(racer: MeasuredRacer, step: number): Float64Array {
  return pointAt(racer, rowOf(racer, step))
}

/** The row of a step, or the last before it; -1 where there is none. */
export function rowOf({ step: steps }: MeasuredRacer, step: number): number {
  return steps.findLastIndex((recorded) => recorded <= step)
}

export function lastPoint(racer: MeasuredRacer): Float64Array {
  return pointAt(racer, -1)
}

/** The farthest from the origin that a racer has been, of the recorded steps. */
export function farthest(racer: MeasuredRacer): number {
  return racer.step.reduce((most, _, row) => Math.max(most, euclideanNorm(pointAt(racer, row))), 0)
}

export function lastLoss({ loss }: MeasuredRacer): number {
  return loss.at(-1) ?? NaN
}

/** The first recorded step whose point is as wanted; NaN where none is. */
export function stepsUntil(racer: MeasuredRacer, isReached: (theta: Float64Array) => boolean): number {
  for (let row = 0; row < racer.step.length; row++) if (isReached(pointAt(racer, row))) return racer.step[row]!
  return NaN
}

/** The first recorded step whose loss is below a bound; NaN where none is. */
export function stepsBelow({ step, loss }: MeasuredRacer, bound: number): number {
  return step[loss.findIndex((each) => each < bound)] ?? NaN
}
