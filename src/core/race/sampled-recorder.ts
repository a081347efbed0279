import { Recorder } from './recorder'
import type { TraceColumns } from './trace'

/** The columns of a sum besides theta that lie behind it in a row: batch loss, batch gradient norm, examples. */
const columns = 3

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

  constructor(private readonly dimension: number) {
    this.recorder = new Recorder(dimension + columns)
    this.row = new Float64Array(dimension + columns)
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
  ): void {
    this.release()
    const { row, dimension } = this
    row.set(theta)
    row[dimension] = batchLoss
    row[dimension + 1] = batchGradientNorm
    row[dimension + 2] = examples
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
  ): void {
    if (!this.isHeld || this.step !== step) {
      this.record(step, theta, loss, gradientNorm, evaluations, NaN, NaN, examples)
      return
    }
    this.loss = loss
    this.gradientNorm = gradientNorm
  }

  /** The rows since the last call; the last one too where the racer `hasEnded`, or its loss is measured. */
  take(hasEnded: boolean): TraceColumns {
    if (hasEnded || !Number.isNaN(this.loss)) this.release()
    const { dimension } = this
    const { theta: wide, ...rest } = this.recorder.take()
    const count = rest.step.length
    const theta = new Float64Array(count * dimension)
    const batchLoss = new Float64Array(count)
    const batchGradientNorm = new Float64Array(count)
    const examples = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const from = i * (dimension + columns)
      theta.set(wide.subarray(from, from + dimension), i * dimension)
      batchLoss[i] = wide[from + dimension]
      batchGradientNorm[i] = wide[from + dimension + 1]
      examples[i] = wide[from + dimension + 2]
    }
    return { ...rest, theta, sampled: { batchLoss, batchGradientNorm, examples } }
  }

  private release(): void {
    if (!this.isHeld) return
    this.isHeld = false
    this.recorder.record(this.step, this.row, this.loss, this.gradientNorm, this.evaluations)
  }
}
