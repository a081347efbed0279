/** A line fitted through points. */
export interface FittedLine {
  readonly slope: number
  /** The line's value at 0. */
  readonly intercept: number
  /** R^2, 1 where the points lie on the line. */
  readonly goodness: number
  /** Of the slope, if the deviations from the line are independent and alike; NaN of fewer than three points. */
  readonly standardError: number
}

/**
 * The least-squares line y = a + b x through points: b = S_xy / S_xx, its standard error sqrt(S_rr / (n - 2) / S_xx)
 * with S_rr the sum of the squared deviations. NaN where all x are one; R^2 is NaN where all y are.
 *
 * Source: N. R. Draper and H. Smith, Applied Regression Analysis, 3rd edition (1998), sections 1.2 and 1.4.
 */
export function leastSquares(xs: readonly number[], ys: readonly number[]): FittedLine {
  const n = xs.length
  const [meanX, meanY] = [xs.reduce((a, b) => a + b, 0) / n, ys.reduce((a, b) => a + b, 0) / n]
  let [xx, xy, yy] = [0, 0, 0]
  for (let k = 0; k < n; k++) {
    const [x, y] = [xs[k]! - meanX, ys[k]! - meanY]
    xx += x * x
    xy += x * y
    yy += y * y
  }
  const slope = xy / xx
  let rest = 0
  for (let k = 0; k < n; k++) {
    const deviation = ys[k]! - meanY - slope * (xs[k]! - meanX)
    rest += deviation * deviation
  }
  return {
    slope,
    intercept: meanY - slope * meanX,
    goodness: (xy * xy) / (xx * yy),
    standardError: n < 3 ? NaN : Math.sqrt(rest / (n - 2) / xx),
  }
}
