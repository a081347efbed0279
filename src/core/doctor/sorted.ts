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

/**
 * The least difference of two among sorted values that differ, beside the whole that they span: of numbers that were
 * rounded, or count something, what they were rounded to; of others next to nothing. 1 where there are fewer than two.
 */
export function coarseness(sorted: Float64Array): number {
  const span = quantile(sorted, 1) - quantile(sorted, 0)
  let least = span
  for (let k = 1; k < sorted.length; k++) {
    const difference = sorted[k]! - sorted[k - 1]!
    if (difference > 0 && difference < least) least = difference
  }
  return span > 0 ? least / span : 1
}
