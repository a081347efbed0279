import type { Rate } from '../../core/analysis/rates/rates'
import type { Ending, TraceColumns } from '../../core/race/trace'

export type ClockAxis = 'step' | 'evaluation'

/**
 * One racer's recorded rows as they arrive, in arrays that grow by doubling; rows [0, count) are valid.
 * The points are kept as x, y interleaved: theta in the plane, else where it is projected to on the slice.
 */
export interface Trace {
  readonly id: string
  count: number
  step: Float64Array
  evaluations: Float64Array
  points: Float64Array
  loss: Float64Array
  gradientNorm: Float64Array
  ending: Ending | undefined
  /** What to know before one trusts it. */
  warning: string | undefined
  /** How fast the losses approach their limit, where a law fits them. */
  rate: Rate | undefined
}

export function createTrace(id: string): Trace {
  const empty = (): Float64Array => new Float64Array(0)
  return {
    id,
    count: 0,
    step: empty(),
    evaluations: empty(),
    points: empty(),
    loss: empty(),
    gradientNorm: empty(),
    ending: undefined,
    warning: undefined,
    rate: undefined,
  }
}

export function appendRows(trace: Trace, rows: TraceColumns, plane: Float64Array = rows.theta): void {
  const from = trace.count
  const to = from + rows.step.length
  trace.step = withRows(trace.step, rows.step, from)
  trace.evaluations = withRows(trace.evaluations, rows.evaluations, from)
  trace.points = withRows(trace.points, plane, from * 2)
  trace.loss = withRows(trace.loss, rows.loss, from)
  trace.gradientNorm = withRows(trace.gradientNorm, rows.gradientNorm, from)
  trace.count = to
}

function withRows(column: Float64Array, rows: Float64Array, from: number): Float64Array {
  const needed = from + rows.length
  const target = needed <= column.length ? column : new Float64Array(Math.max(needed, 2 * column.length))
  if (target !== column) target.set(column.subarray(0, from))
  target.set(rows, from)
  return target
}

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
