import { log } from '../elementary'

/**
 * The slope of the straight line through points (x_i, y_i) by least squares, with the means mx and my:
 * sum (x_i - mx)(y_i - my) / sum (x_i - mx)^2. NaN of fewer than two places. x and y are of equal length.
 */
export function slope(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length
  let [mx, my] = [0, 0]
  for (let i = 0; i < n; i++) {
    mx += x[i]! / n
    my += y[i]! / n
  }
  let [above, below] = [0, 0]
  for (let i = 0; i < n; i++) {
    above += (x[i]! - mx) * (y[i]! - my)
    below += (x[i]! - mx) * (x[i]! - mx)
  }
  return above / below
}

/** The power p of a law y = c x^p, by least squares of log y over log x; of positive numbers. */
export function power(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return slope(Float64Array.from(x, log), Float64Array.from(y, log))
}
