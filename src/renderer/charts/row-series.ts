/** More points than this are not told apart on a chart a few hundred pixels wide. */
const mostPoints = 1500

/** Values over a clock. */
export interface RowSeries {
  readonly x: number[]
  readonly y: number[]
  /** Where the playhead is when a point is reached; the playhead may count by another clock. */
  readonly at: number[]
}

/**
 * The values of rows [0, count) over their clock, thinned to what a chart can show: in each run of rows the first, the
 * lowest and the highest, so that no spike is lost. Rows without a value (NaN) are passed over. Over a logarithmic
 * clock runs grow with their place, and what is at 0 has none.
 */
export function rowSeries(
  clock: Float64Array,
  values: Float64Array,
  count: number,
  playhead: Float64Array = clock,
  isLog = false,
): RowSeries {
  const runs = mostPoints / 3
  const rows = Math.max(1, Math.ceil(count / runs))
  const growth = count <= mostPoints ? 1 : 10 ** (Math.log10(count) / runs)
  const endOf = (from: number): number => Math.min(count, isLog ? Math.ceil(growth * from) + 1 : from + rows)
  const series: RowSeries = { x: [], y: [], at: [] }
  const add = (row: number): void => {
    const place = clock[row]!
    const value = values[row]!
    if (!Number.isFinite(value) || series.x.at(-1) === place || (isLog && !(place > 0))) return
    series.x.push(place)
    series.y.push(value)
    series.at.push(playhead[row]!)
  }
  for (let from = 0, to = endOf(0); from < count; from = to, to = endOf(from)) {
    let first = from
    while (first < to && Number.isNaN(values[first]!)) first++
    if (first === to) continue
    let [lowest, highest] = [first, first]
    for (let row = first; row < to; row++) {
      if (values[row]! < values[lowest]!) lowest = row
      if (values[row]! > values[highest]!) highest = row
    }
    for (const row of [first, lowest, highest].sort((a, b) => a - b)) add(row)
  }
  if (count > 0) add(count - 1)
  return series
}
