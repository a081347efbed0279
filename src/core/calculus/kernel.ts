import type { Pieces } from '../pieces'

/**
 * The back ends of a program. Each repeats the meanings of `operation.ts` to the last bit; where they differ is in how
 * many points they take at once and what that costs. A kernel owns its registers and is not reentrant.
 */

/**
 * A kernel that can be run in pieces too, for a long program: inputs are read before the first piece, outputs written
 * in the last, and nobody else may run it in between.
 */
export type InPieces<Kernel extends (...given: never[]) => void> = Kernel & {
  inPieces(...given: Parameters<Kernel>): Pieces<void>
}

/** Evaluates a program at one point: reads one number per input, writes one per output. */
export type PointKernel = (inputs: Float64Array, outputs: Float64Array) => void

/**
 * Evaluates a program at many points: `inputs[j]` is either one number for all points or at least `count` numbers,
 * one per point; `outputs[k]` receives `count` numbers. Both belong to the caller.
 */
export type RowKernel = (
  inputs: readonly (number | Float64Array)[],
  count: number,
  outputs: readonly Float64Array[],
) => void

/**
 * Encloses a program's values over a box: input j ranges over [lows[j], highs[j]], and every value that the point
 * kernel takes there, NaN aside, lies in [outLows[k], outHighs[k]]. An output that is NaN throughout has NaN bounds.
 */
export type IntervalKernel = (
  lows: Float64Array,
  highs: Float64Array,
  outLows: Float64Array,
  outHighs: Float64Array,
) => void
