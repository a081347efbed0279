import type { ClockAxis } from '../../core/scene/clock-axis'
import type { Trace } from '../../engine'

export type { ClockAxis } from '../../core/scene/clock-axis'
export type { Trace } from '../../engine'

/** What the playhead counts at each row of a trace. An epoch is N examples, which an evaluation is of a mean over N. */
export function clockOf(trace: Trace, axis: ClockAxis): Float64Array {
  switch (axis) {
    case 'step':
      return trace.step
    case 'evaluation':
    case 'epoch':
      return trace.evaluations
    case 'examples':
      // A trace without them is of a landscape that has just been left.
      return trace.sampled?.examples ?? trace.evaluations
  }
}

/** The last row at or before the playhead, or -1 if none is. */
export function rowAt(trace: Trace, axis: ClockAxis, playhead: number): number {
  const clock = clockOf(trace, axis)
  let low = 0
  let high = trace.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (clock[middle]! <= playhead) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Where a racer was drawn after a step, or in the last row before it; the plane's coordinates. */
export function placeAtStep(trace: Trace, step: number): readonly [number, number] {
  const row = Math.max(0, rowAt(trace, 'step', step))
  return [trace.points[2 * row]!, trace.points[2 * row + 1]!]
}

/** Where on the axis a racer was after a step; NaN beyond its last. */
export function clockAtStep(trace: Trace, axis: ClockAxis, step: number): number {
  const row = rowAt(trace, 'step', step)
  const isWithin = row >= 0 && step <= trace.step[trace.count - 1]!
  return isWithin ? clockOf(trace, axis)[row]! : NaN
}

/** The last row at or before another whose loss was measured: of a sum over examples not every one is. */
export function measuredRow(trace: Trace, row: number): number {
  return trace.sampled === undefined ? row : measuredRowOf(trace.loss, row)
}

/** The last row at or before another in which a column has a value; the first where there is none. */
export function measuredRowOf(column: Float64Array, row: number): number {
  let measured = row
  while (measured > 0 && Number.isNaN(column[measured]!)) measured--
  return measured
}

/** The last place on the axis that any racer has reached. */
export function lengthOf(traces: readonly Trace[], axis: ClockAxis): number {
  let length = 0
  for (const trace of traces) if (trace.count > 0) length = Math.max(length, clockOf(trace, axis)[trace.count - 1]!)
  return length
}

/** Where a racer is in a row: in all coordinates where these are kept, else its place on what is drawn. */
export function thetaAt({ theta, dimension, points }: Trace, row: number): readonly number[] {
  const [numbers, width] = theta === undefined ? [points, 2] : [theta, dimension]
  return Array.from(numbers.subarray(row * width, (row + 1) * width))
}
