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

/**
 * The rows of a trace that have not been taken yet, as columns with room for as many rows. The room grows with what is
 * recorded, never with what is planned, and is left once it is far larger than what was taken: a racer whose rows are
 * taken at regular intervals lives in constant memory. Columns that are full when they are taken are given away as they
 * are, which spares a copy.
 */
export class Recorder {
  private readonly dimension: number
  private step = new Float64Array(0)
  private loss = new Float64Array(0)
  private gradientNorm = new Float64Array(0)
  private evaluations = new Float64Array(0)
  private theta = new Float64Array(0)
  private capacity = 0
  private used = 0
  /** Rows that there is room for once there is room at all. */
  private leastRoom = leastCapacity

  constructor(dimension: number) {
    this.dimension = dimension
  }

  /** Appends one row; theta is copied. */
  record(step: number, theta: Float64Array, loss: number, gradientNorm: number, evaluations: number): void {
    const row = this.used
    if (row === this.capacity) this.makeRoom(2 * row)
    const { dimension } = this
    this.step[row] = step
    this.loss[row] = loss
    this.gradientNorm[row] = gradientNorm
    this.evaluations[row] = evaluations
    const first = row * dimension
    if (dimension === 2) {
      this.theta[first] = theta[0]
      this.theta[first + 1] = theta[1]
    } else for (let i = 0; i < dimension; i++) this.theta[first + i] = theta[i]
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
      if (rows > this.capacity) this.makeRoom(Math.max(2 * row, rows))
      this.step.set(from.subarray(columns.steps, columns.steps + count), row)
      this.loss.set(from.subarray(columns.losses, columns.losses + count), row)
      this.gradientNorm.set(from.subarray(columns.norms, columns.norms + count), row)
      this.theta.set(from.subarray(columns.thetas, columns.thetas + count * dimension), row * dimension)
      const to = this.evaluations
      for (let k = 0; k < count; k++) to[row + k] = evaluations + 1 + k
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
    const { capacity, used } = this
    const rows = this.columns(used, used)
    this.used = 0
    if (used === capacity || capacity > 2 * Math.max(used, leastCapacity)) {
      this.leastRoom = Math.max(used, leastCapacity)
      this.setColumns(this.columns(0, 0), 0)
    }
    return rows
  }

  /** Moves the rows to columns with room for so many, or for as many as were taken at once. */
  private makeRoom(rows: number): void {
    const capacity = Math.max(rows, this.leastRoom)
    this.setColumns(this.columns(this.used, capacity), capacity)
  }

  private setColumns({ step, loss, gradientNorm, evaluations, theta }: OwnColumns, capacity: number): void {
    this.step = step
    this.loss = loss
    this.gradientNorm = gradientNorm
    this.evaluations = evaluations
    this.theta = theta
    this.capacity = capacity
  }

  /** The first rows in columns with room for `capacity`: those that are here where they are just so long. */
  private columns(rows: number, capacity: number): OwnColumns {
    const resized = (column: Float64Array<ArrayBuffer>, width: number): Float64Array<ArrayBuffer> => {
      if (column.length === width * capacity) return column
      if (rows === capacity) return column.slice(0, width * rows)
      const moved = new Float64Array(width * capacity)
      moved.set(column.subarray(0, width * rows))
      return moved
    }
    return {
      step: resized(this.step, 1),
      loss: resized(this.loss, 1),
      gradientNorm: resized(this.gradientNorm, 1),
      evaluations: resized(this.evaluations, 1),
      theta: resized(this.theta, this.dimension),
    }
  }
}

type OwnColumns = Readonly<Record<Exclude<keyof TraceColumns, 'sampled'>, Float64Array<ArrayBuffer>>>
