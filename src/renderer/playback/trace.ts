import type { Trace } from '../../engine'

export type { Trace } from '../../engine'

export type ClockAxis = 'step' | 'evaluation'

export function clockOf(trace: Trace, axis: ClockAxis): Float64Array {
  return axis === 'step' ? trace.step : trace.evaluations
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

/** The last row at or before another whose loss was measured: of a sum over examples not every one is. */
export function measuredRow(trace: Trace, row: number): number {
  if (trace.sampled === undefined) return row
  let measured = row
  while (measured > 0 && Number.isNaN(trace.loss[measured]!)) measured--
  return measured
}

/** The last place on the axis that any racer has reached. */
export function lengthOf(traces: readonly Trace[], axis: ClockAxis): number {
  let length = 0
  for (const trace of traces) if (trace.count > 0) length = Math.max(length, clockOf(trace, axis)[trace.count - 1]!)
  return length
}
