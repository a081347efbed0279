/** The steps that a racer records if nothing ends it before: 0, k, 2k, ... and the last. */
export function recordedSteps(steps: number, record: number): Float64Array {
  const count = Math.floor(steps / record) + 1
  const isWhole = (count - 1) * record === steps
  return Float64Array.from({ length: isWhole ? count : count + 1 }, (_, row) => Math.min(row * record, steps))
}

/**
 * Values that are recorded at ascending steps, as they stand at the recorded steps of a race: each that of the last row
 * at or before it that is measured, since a sum over examples has rows that are not (NaN). Rows come in their order.
 */
export class RecordedValues {
  private readonly values: Float64Array
  /** The next to be told. */
  private next = 0
  private last = NaN
  private lastStep = 0

  constructor(private readonly at: Float64Array) {
    this.values = new Float64Array(at.length)
  }

  add(step: Float64Array, values: Float64Array): void {
    for (let row = 0; row < step.length; row++) {
      this.tell(step[row]!)
      this.lastStep = step[row]!
      if (!Number.isNaN(values[row])) this.last = values[row]!
    }
  }

  /** A racer that has ended before rests at its last value; what is one of steps is NaN then, since it takes none. */
  end(rests: boolean): Float64Array {
    this.tell(this.lastStep + 1)
    if (!rests) this.last = NaN
    this.tell(Infinity)
    return this.values
  }

  /** Those before a step. */
  private tell(step: number): void {
    while (this.next < this.at.length && this.at[this.next]! < step) this.values[this.next++] = this.last
  }
}
