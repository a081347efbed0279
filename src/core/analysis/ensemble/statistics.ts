/** Of numbers at one place, over the seeds. */
export interface EnsembleStatistics {
  /** How many of the numbers are finite; the rest of the statistics are of those. */
  readonly count: number
  /** m = sum x_i / n; NaN of none. */
  readonly mean: number
  /** Of the mean: sqrt(sum (x_i - m)^2 / (n - 1) / n); NaN of fewer than two. */
  readonly standardError: number
  /** One for each that was asked for; NaN of none. */
  readonly quantiles: readonly number[]
}

/**
 * The statistics of values given in the order of the seeds. Sums are taken in a fixed pairwise order, so that they are
 * the same bits whatever order the values were computed in, and their rounding grows with the logarithm of their
 * number.
 *
 * The p-quantile of x_0 <= ... <= x_{n-1} is x_k + (h - k)(x_{k+1} - x_k) at h = (n - 1) p, k = floor(h): definition 7
 * of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages (The American Statistician 50, 1996), which
 * NumPy takes too.
 */
export function ensembleStatistics(values: Float64Array, probabilities: readonly number[]): EnsembleStatistics {
  const finite = values.filter((value) => Number.isFinite(value))
  const n = finite.length
  const mean = pairwiseSum(finite, 0, n) / n
  const squares = finite.map((value) => (value - mean) * (value - mean))
  const standardError = n < 2 ? NaN : Math.sqrt(pairwiseSum(squares, 0, n) / (n - 1) / n)
  finite.sort()
  return { count: n, mean, standardError, quantiles: probabilities.map((p) => quantile(finite, p)) }
}

/** The sum of values [from, to): that of the first half and that of the second. */
function pairwiseSum(values: Float64Array, from: number, to: number): number {
  if (to - from <= 2) return to - from === 2 ? values[from]! + values[from + 1]! : to > from ? values[from]! : 0
  const middle = from + Math.floor((to - from) / 2)
  return pairwiseSum(values, from, middle) + pairwiseSum(values, middle, to)
}

function quantile(sorted: Float64Array, p: number): number {
  const n = sorted.length
  if (n === 0) return NaN
  const h = (n - 1) * p
  const k = Math.min(Math.floor(h), n - 1)
  const below = sorted[k]!
  const above = sorted[Math.min(k + 1, n - 1)]!
  return above === below ? below : below + (h - k) * (above - below)
}
