import type { TraceColumns } from './trace'

const firstCapacity = 256

/**
 * The rows of a trace that have not been taken yet. Buffers grow with what is recorded, never with what is planned, and
 * are kept from one `take` to the next, so a racer whose rows are taken regularly lives in constant memory.
 */
export class Recorder {
  private readonly dimension: number
  private rows = 0
  private capacity = 0
  private step = new Float64Array(0)
  private theta = new Float64Array(0)
  private loss = new Float64Array(0)
  private gradientNorm = new Float64Array(0)
  private evaluations = new Float64Array(0)

  constructor(dimension: number) {
    this.dimension = dimension
  }

  /** Appends one row; theta is copied. */
  record(step: number, theta: Float64Array, loss: number, gradientNorm: number, evaluations: number): void {
    const row = this.rows
    if (row === this.capacity) this.grow(Math.max(firstCapacity, 2 * row))
    const n = this.dimension
    for (let i = 0, to = row * n; i < n; i++, to++) this.theta[to] = theta[i]
    this.step[row] = step
    this.loss[row] = loss
    this.gradientNorm[row] = gradientNorm
    this.evaluations[row] = evaluations
    this.rows = row + 1
  }

  /** The rows recorded since the last call, in buffers that are the caller's own, to keep or to transfer. */
  take(): TraceColumns {
    const rows = this.rows
    this.rows = 0
    return {
      step: this.step.slice(0, rows),
      theta: this.theta.slice(0, rows * this.dimension),
      loss: this.loss.slice(0, rows),
      gradientNorm: this.gradientNorm.slice(0, rows),
      evaluations: this.evaluations.slice(0, rows),
    }
  }

  /** Lets the buffers go; for a racer that will record no more. */
  release(): void {
    this.grow(0)
  }

  private grow(capacity: number): void {
    this.capacity = capacity
    this.step = resized(this.step, capacity)
    this.theta = resized(this.theta, capacity * this.dimension)
    this.loss = resized(this.loss, capacity)
    this.gradientNorm = resized(this.gradientNorm, capacity)
    this.evaluations = resized(this.evaluations, capacity)
  }
}

function resized(old: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const fresh = new Float64Array(length)
  fresh.set(old.subarray(0, length))
  return fresh
}
