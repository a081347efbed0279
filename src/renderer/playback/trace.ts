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

/** The last place on the axis that any racer has reached. */
export function lengthOf(traces: readonly Trace[], axis: ClockAxis): number {
  let length = 0
  for (const trace of traces) if (trace.count > 0) length = Math.max(length, clockOf(trace, axis)[trace.count - 1]!)
  return length
}
