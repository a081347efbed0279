import type { ProbeResult } from '../analysis/region/probe-result'

/**
 * How far each point of a plane lies above the minimum of a quadratic that is known at one point t, by its gradient g
 * and its positive definite Hessian H there: (p - m)'H(p - m) / 2 with m = t - H^-1 g.
 */
export function quadraticExcess({ at, gradient: g, hessian: h }: ProbeResult): (point: ArrayLike<number>) => number {
  const [a, b, c] = [h[0]!, h[1]!, h[3]!]
  const determinant = a * c - b * b
  const x = at[0]! - (c * g[0]! - b * g[1]!) / determinant
  const y = at[1]! - (a * g[1]! - b * g[0]!) / determinant
  return (point) => {
    const [dx, dy] = [point[0]! - x, point[1]! - y]
    return (a * dx * dx + 2 * b * dx * dy + c * dy * dy) / 2
  }
}
