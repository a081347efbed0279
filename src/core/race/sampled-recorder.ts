import { Recorder } from './recorder'
import type { TraceColumns } from './trace'

/** The columns of a sum that lie behind theta in a row, before what else is measured: those of `SampledColumns`. */
const ownColumns = 3

/**
 * The rows of a racer of a sum over examples that have not been taken yet. The last one is kept back until the next is
 * there or the racer has ended, since its loss may still be measured: the end is.
 */
export class SampledRecorder {
  private readonly recorder: Recorder
  private readonly row: Float64Array
  private isHeld = false
  private step = 0
  private loss = NaN
  private gradientNorm = NaN
  private evaluations = 0

  /** `names` are those of the columns that are measured besides. */
  constructor(
    private readonly dimension: number,
    private readonly names: readonly string[],
  ) {
    const width = dimension + ownColumns + names.length
    this.recorder = new Recorder(width)
    this.row = new Float64Array(width)
  }

  record(
    step: number,
    theta: Float64Array,
    loss: number,
    gradientNorm: number,
    evaluations: number,
    batchLoss: number,
    batchGradientNorm: number,
    examples: number,
    measured: Float64Array,
  ): void {
    this.release()
    const { row, dimension } = this
    row.set(theta)
    row[dimension] = batchLoss
    row[dimension + 1] = batchGradientNorm
    row[dimension + 2] = examples
    row.set(measured, dimension + ownColumns)
    this.step = step
    this.loss = loss
    this.gradientNorm = gradientNorm
    this.evaluations = evaluations
    this.isHeld = true
  }

  /** Notes the loss at a step's point, in its row where that is held, else in one of its own. */
  measured(
    step: number,
    theta: Float64Array,
    loss: number,
    gradientNorm: number,
    evaluations: number,
    examples: number,
    measured: Float64Array,
  ): void {
    if (!this.isHeld || this.step !== step) {
      this.record(step, theta, loss, gradientNorm, evaluations, NaN, NaN, examples, measured)
      return
    }
    this.row.set(measured, this.dimension + ownColumns)
    this.loss = loss
    this.gradientNorm = gradientNorm
  }

  /** The rows since the last call; the last one too where the racer `hasEnded`, or its loss is measured. */
  take(hasEnded: boolean): TraceColumns {
    if (hasEnded || !Number.isNaN(this.loss)) this.release()
    const { dimension, names } = this
    const { theta: wide, ...rest } = this.recorder.take()
    const count = rest.step.length
    const width = this.row.length
    const theta = new Float64Array(count * dimension)
    for (let i = 0; i < count; i++) theta.set(wide.subarray(i * width, i * width + dimension), i * dimension)
    const column = (k: number): Float64Array => {
      const values = new Float64Array(count)
      for (let i = 0; i < count; i++) values[i] = wide[i * width + dimension + k]!
      return values
    }
    const measured = Object.fromEntries(names.map((name, k) => [name, column(ownColumns + k)]))
    const sampled = { batchLoss: column(0), batchGradientNorm: column(1), examples: column(2), measured }
    return { ...rest, theta, sampled }
  }

  private release(): void {
    if (!this.isHeld) return
    this.isHeld = false
    this.recorder.record(this.step, this.row, this.loss, this.gradientNorm, this.evaluations)
  }
}
