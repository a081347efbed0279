/** The middle value of those that are not NaN, the mean of the two middle ones of an even number; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1 || sorted.length === 0) return sorted[middle] ?? NaN
  return (sorted[middle - 1]! + sorted[middle]!) / 2
}
