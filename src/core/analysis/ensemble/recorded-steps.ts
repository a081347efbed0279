/** The steps that a racer records if nothing ends it before: 0, k, 2k, ... and the last. */
export function recordedSteps(steps: number, record: number): Float64Array {
  const count = Math.floor(steps / record) + 1
  const isWhole = (count - 1) * record === steps
  return Float64Array.from({ length: isWhole ? count : count + 1 }, (_, row) => Math.min(row * record, steps))
}

/**
 * Losses recorded at ascending steps, as they stand at `at`: that of the last row at or before it whose loss is
 * measured, since a sum over examples has rows whose is not (NaN). A racer that ended before rests at its last loss.
 */
export function lossesAt(at: Float64Array, step: Float64Array, loss: Float64Array): Float64Array {
  let row = 0
  let last = loss[0]!
  return at.map((wanted) => {
    while (row + 1 < step.length && step[row + 1]! <= wanted) {
      row++
      if (!Number.isNaN(loss[row]!)) last = loss[row]!
    }
    return last
  })
}
