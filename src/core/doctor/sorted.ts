/** The finite ones of some values, ascending. */
export function sortedFinite(values: Float64Array): Float64Array {
  const sorted = values.slice()
  let count = 0
  for (const value of values) if (Number.isFinite(value)) sorted[count++] = value
  return sorted.subarray(0, count).sort()
}

/** Of sorted values the one below which a part of them lies, the nearest that there is; NaN of none. */
export function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? NaN
}
