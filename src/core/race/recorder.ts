import type { TraceColumns } from './trace'

const firstCapacity = 256

/**
 * The rows of a trace that have not been taken yet. Buffers grow with what is recorded, never with what is planned, and
 * are kept from one `take` to the next, so a racer whose rows are taken regularly lives in constant memory.
 */
export class Recorder {
  private readonly dimension: number
  /** Numbers in a row: step, loss, gradient norm, evaluations, theta. Rows lie end to end, so that recording writes in one place. */
  private readonly width: number
  private rows = new Float64Array(0)
  private used = 0

  constructor(dimension: number) {
    this.dimension = dimension
    this.width = 4 + dimension
  }

  /** Appends one row; theta is copied. */
  record(step: number, theta: Float64Array, loss: number, gradientNorm: number, evaluations: number): void {
    const at = this.used
    const next = at + this.width
    if (next > this.rows.length) this.resize(Math.max(firstCapacity * this.width, 2 * this.rows.length))
    const { rows } = this
    rows[at] = step
    rows[at + 1] = loss
    rows[at + 2] = gradientNorm
    rows[at + 3] = evaluations
    for (let i = 0; i < theta.length; i++) rows[at + 4 + i] = theta[i]
    this.used = next
  }

  /** The rows recorded since the last call, as columns in buffers that are the caller's own, to keep or to transfer. */
  take(): TraceColumns {
    const { rows, width, dimension } = this
    const count = this.used / width
    this.used = 0
    const step = new Float64Array(count)
    const theta = new Float64Array(count * dimension)
    const loss = new Float64Array(count)
    const gradientNorm = new Float64Array(count)
    const evaluations = new Float64Array(count)
    for (let row = 0, at = 0, to = 0; row < count; row++, at += width, to += dimension) {
      step[row] = rows[at]
      loss[row] = rows[at + 1]
      gradientNorm[row] = rows[at + 2]
      evaluations[row] = rows[at + 3]
      for (let i = 0; i < dimension; i++) theta[to + i] = rows[at + 4 + i]
    }
    return { step, theta, loss, gradientNorm, evaluations }
  }

  /** Lets the buffer go; for a racer that will record no more. */
  release(): void {
    this.resize(0)
  }

  private resize(length: number): void {
    const resized = new Float64Array(length)
    resized.set(this.rows.subarray(0, Math.min(this.used, length)))
    this.rows = resized
  }
}
