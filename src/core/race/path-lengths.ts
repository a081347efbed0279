import { euclideanNorm } from '../linalg/euclidean-norm'
import type { Checkpoint } from './checkpoint'
import type { TraceColumns } from './trace'

/** How far the points of some rows lie from others, in Euclidean norms: one number for each row. */
export interface LengthColumns {
  /** |theta_k| */
  readonly norm: Float64Array
  /** |theta_k - theta_0| */
  readonly fromStart: Float64Array
  /** |theta_k - theta_{k-1}|; NaN in row 0 and in rows that do not follow the row of the step before. */
  readonly step: Float64Array
}

/** The lengths along the path of one racer, whose rows come in their order and go: theta is not kept for them. */
export class PathLengths {
  private readonly start: Float64Array
  private readonly last: Float64Array
  private readonly at: Float64Array
  private readonly difference: Float64Array
  private lastStep: number

  /** `resumed` is where a racer goes on whose rows before have their lengths already. */
  constructor(start: ArrayLike<number>, resumed?: Pick<Checkpoint, 'step' | 'theta'>) {
    this.start = Float64Array.from(start)
    this.last = Float64Array.from(resumed?.theta ?? start)
    this.at = new Float64Array(start.length)
    this.difference = new Float64Array(start.length)
    this.lastStep = resumed?.step ?? NaN
  }

  /** Of the next rows. */
  add({ step: steps, theta }: Pick<TraceColumns, 'step' | 'theta'>): LengthColumns {
    const { start, last, at } = this
    const n = start.length
    const columns = {
      norm: new Float64Array(steps.length),
      fromStart: new Float64Array(steps.length),
      step: new Float64Array(steps.length),
    }
    for (let row = 0; row < steps.length; row++) {
      for (let i = 0; i < n; i++) at[i] = theta[row * n + i]!
      columns.norm[row] = euclideanNorm(at)
      columns.fromStart[row] = this.lengthFrom(start)
      columns.step[row] = steps[row] === this.lastStep + 1 ? this.lengthFrom(last) : NaN
      last.set(at)
      this.lastStep = steps[row]!
    }
    return columns
  }

  private lengthFrom(point: Float64Array): number {
    const { at, difference } = this
    for (let i = 0; i < at.length; i++) difference[i] = at[i]! - point[i]!
    return euclideanNorm(difference)
  }
}
