/** The mean of places and how they spread about it. */
export interface PlaceMoments {
  /** How many places are finite; the rest is of those. */
  readonly count: number
  readonly mean: readonly [x: number, y: number]
  /** [v_xx, v_xy, v_yy] with the divisor n - 1; NaN of fewer than two. */
  readonly covariance: readonly [xx: number, xy: number, yy: number]
}

/** The moments of the places of `count` runs, x and y interleaved from `from` on, in the order of the runs. */
export function placeMoments(places: Float64Array, from: number, count: number): PlaceMoments {
  let [n, sumX, sumY] = [0, 0, 0]
  const isKept = (k: number): boolean =>
    Number.isFinite(places[from + 2 * k]!) && Number.isFinite(places[from + 2 * k + 1]!)
  for (let k = 0; k < count; k++) {
    if (!isKept(k)) continue
    n++
    sumX += places[from + 2 * k]!
    sumY += places[from + 2 * k + 1]!
  }
  const mean = [sumX / n, sumY / n] as const
  let [xx, xy, yy] = [0, 0, 0]
  for (let k = 0; k < count; k++) {
    if (!isKept(k)) continue
    const [x, y] = [places[from + 2 * k]! - mean[0], places[from + 2 * k + 1]! - mean[1]]
    xx += x * x
    xy += x * y
    yy += y * y
  }
  const divisor = n < 2 ? NaN : n - 1
  return { count: n, mean, covariance: [xx / divisor, xy / divisor, yy / divisor] }
}
