import type { TraceColumns } from './trace'

/** Shorter buffers are not worth making anew: they are kept, and copied from. */
const leastCapacity = 256

/**
 * The rows of a trace that have not been taken yet. Buffers grow with what is recorded, never with what is planned. Full
 * ones are handed over as they are, and the next are as long as what was taken last: a racer whose rows are taken at
 * regular intervals lives in constant memory and copies nothing.
 */
export class Recorder {
  private columns: TraceColumns
  private capacity = 0
  private nextCapacity = leastCapacity
  private used = 0

  constructor(private readonly dimension: number) {
    this.columns = emptyColumns(0, dimension)
  }

  /** Appends one row; theta is copied. */
  record(step: number, theta: Float64Array, loss: number, gradientNorm: number, evaluations: number): void {
    const row = this.used
    if (row === this.capacity) this.grow()
    const { columns } = this
    columns.step[row] = step
    columns.loss[row] = loss
    columns.gradientNorm[row] = gradientNorm
    columns.evaluations[row] = evaluations
    const thetas = columns.theta
    const first = row * theta.length
    for (let i = 0; i < theta.length; i++) thetas[first + i] = theta[i]
    this.used = row + 1
  }

  /** The rows recorded since the last call, as columns in buffers that are the caller's own, to keep or to transfer. */
  take(): TraceColumns {
    const { columns, used, capacity, dimension } = this
    const isFull = used === capacity
    this.used = 0
    this.nextCapacity = Math.max(used, leastCapacity)
    if (isFull || capacity > this.nextCapacity) this.replace(emptyColumns(0, dimension), 0)
    return isFull ? columns : copyRows(columns, used, emptyColumns(used, dimension))
  }

  private grow(): void {
    const { columns, used, dimension } = this
    const capacity = used === 0 ? this.nextCapacity : 2 * used
    this.replace(copyRows(columns, used, emptyColumns(capacity, dimension)), capacity)
  }

  private replace(columns: TraceColumns, capacity: number): void {
    this.columns = columns
    this.capacity = capacity
  }
}

function emptyColumns(rows: number, dimension: number): TraceColumns {
  return {
    step: new Float64Array(rows),
    theta: new Float64Array(rows * dimension),
    loss: new Float64Array(rows),
    gradientNorm: new Float64Array(rows),
    evaluations: new Float64Array(rows),
  }
}

/** Copies the first rows; all of `to` must be at least as long. */
function copyRows(from: TraceColumns, rows: number, to: TraceColumns): TraceColumns {
  const dimension = rows === 0 ? 0 : from.theta.length / from.step.length
  to.step.set(from.step.subarray(0, rows))
  to.theta.set(from.theta.subarray(0, rows * dimension))
  to.loss.set(from.loss.subarray(0, rows))
  to.gradientNorm.set(from.gradientNorm.subarray(0, rows))
  to.evaluations.set(from.evaluations.subarray(0, rows))
  return to
}
