import type { TraceColumns } from './trace'

/** Rows the first buffer has room for, and the least that any later one has. */
const leastCapacity = 256

/** Where columns of rows begin; those of theta row by row. */
export interface RowColumns {
  readonly steps: number
  readonly losses: number
  readonly norms: number
  readonly thetas: number
}

/** The columns besides theta, in the order they lie in: step, loss, gradient norm, evaluations; theta follows. */
const singleColumns = 4

/**
 * The rows of a trace that have not been taken yet. The columns lie end to end in one buffer, each with room for as
 * many rows: a race records a row every few nanoseconds, in which finding one array costs less than finding five. The
 * buffer grows with what is recorded, never with what is planned, and is left once it is far larger than what was
 * taken: a racer whose rows are taken at regular intervals lives in constant memory.
 */
export class Recorder {
  private readonly dimension: number
  private data: Float64Array = new Float64Array(0)
  private capacity = 0
  private used = 0

  constructor(dimension: number) {
    this.dimension = dimension
  }

  /** Appends one row; theta is copied. */
  record(step: number, theta: Float64Array, loss: number, gradientNorm: number, evaluations: number): void {
    const row = this.used
    if (row === this.capacity) this.makeRoom(Math.max(2 * row, leastCapacity))
    const { data, capacity, dimension } = this
    data[row] = step
    data[capacity + row] = loss
    data[2 * capacity + row] = gradientNorm
    data[3 * capacity + row] = evaluations
    const first = singleColumns * capacity + row * dimension
    if (dimension === 2) {
      data[first] = theta[0]
      data[first + 1] = theta[1]
    } else for (let i = 0; i < dimension; i++) data[first + i] = theta[i]
    this.used = row + 1
  }

  /**
   * Appends, of so many rows that lie in columns, those whose step is a multiple of `every`. Each is an evaluation more
   * than the one before, the first than `evaluations`.
   */
  recordMany(from: Float64Array, columns: RowColumns, count: number, every: number, evaluations: number): void {
    const { dimension } = this
    if (every === 1) {
      const row = this.used
      const rows = row + count
      if (rows > this.capacity) this.makeRoom(Math.max(2 * row, rows, leastCapacity))
      const { data, capacity } = this
      const copy = (column: number, to: number, width: number): void => {
        data.set(from.subarray(column, column + width * count), to * capacity + width * row)
      }
      copy(columns.steps, 0, 1)
      copy(columns.losses, 1, 1)
      copy(columns.norms, 2, 1)
      for (let k = 0; k < count; k++) data[3 * capacity + row + k] = evaluations + 1 + k
      copy(columns.thetas, singleColumns, dimension)
      this.used = rows
      return
    }
    const first = from[columns.steps]!
    for (let k = (every - (first % every)) % every; k < count; k += every) {
      const theta = columns.thetas + k * dimension
      this.record(
        first + k,
        from.subarray(theta, theta + dimension),
        from[columns.losses + k]!,
        from[columns.norms + k]!,
        evaluations + 1 + k,
      )
    }
  }

  /** The rows recorded since the last call, as columns in buffers that are the caller's own, to keep or to transfer. */
  take(): TraceColumns {
    const { data, capacity, used, dimension } = this
    const column = (index: number, width: number): Float64Array =>
      data.slice(index * capacity, index * capacity + used * width)
    const columns = {
      step: column(0, 1),
      loss: column(1, 1),
      gradientNorm: column(2, 1),
      evaluations: column(3, 1),
      theta: column(singleColumns, dimension),
    }
    this.used = 0
    if (capacity > 2 * Math.max(used, leastCapacity)) this.makeRoom(0)
    return columns
  }

  /** Moves the rows to a buffer with room for so many. */
  private makeRoom(capacity: number): void {
    const { data, capacity: before, used, dimension } = this
    const moved = new Float64Array((singleColumns + dimension) * capacity)
    for (let index = 0; index < singleColumns; index++)
      moved.set(data.subarray(index * before, index * before + used), index * capacity)
    const theta = singleColumns * before
    moved.set(data.subarray(theta, theta + used * dimension), singleColumns * capacity)
    this.data = moved
    this.capacity = capacity
  }
}
