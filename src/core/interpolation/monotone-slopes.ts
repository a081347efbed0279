import type { SplineSlopes } from './cubic-spline'

/**
 * The slopes of a cubic that rises and falls with its data and nowhere else, so that one value far from all others does
 * not ring through those around it: C1, and a slope depends on the two neighbours alone. With h_k = x_{k+1} - x_k and
 * d_k = (f_{k+1} - f_k) / h_k the slope at a knot is 0 where d_{k-1} and d_k have not the same sign, else the harmonic
 * mean
 *
 *   m_k = 3 (h_{k-1} + h_k) / ((2 h_k + h_{k-1}) / d_{k-1} + (h_k + 2 h_{k-1}) / d_k)
 *
 * and at the ends that of the parabola through three knots, limited to keep the curve monotone. Of order 2, and exact
 * for lines.
 *
 * Source: F. N. Fritsch and J. Butland, A method for constructing local monotone piecewise cubic interpolants, SIAM
 * Journal on Scientific and Statistical Computing 5, 1984; ends as in C. Moler, Numerical Computing with MATLAB, 3.6.
 */
export function monotoneSlopes(knots: Float64Array): SplineSlopes {
  const n = knots.length
  if (n < 2) throw new Error(`an interpolant needs two knots, got ${n}`)
  const h = Float64Array.from({ length: n - 1 }, (_, k) => knots[k + 1]! - knots[k]!)
  return {
    along(data, out, from, stride) {
      const slope = (k: number): number => (data[from + (k + 1) * stride]! - data[from + k * stride]!) / h[k]!
      if (n === 2) {
        out[from] = slope(0)
        out[from + stride] = slope(0)
        return
      }
      out[from] = endSlope(h[0]!, h[1]!, slope(0), slope(1))
      for (let k = 1; k < n - 1; k++) {
        const [before, after] = [h[k - 1]!, h[k]!]
        out[from + k * stride] = innerSlope(before, after, slope(k - 1), slope(k))
      }
      out[from + (n - 1) * stride] = endSlope(h[n - 2]!, h[n - 3]!, slope(n - 2), slope(n - 3))
    },
  }
}

function innerSlope(before: number, after: number, left: number, right: number): number {
  if (!(left > 0 && right > 0) && !(left < 0 && right < 0)) return 0
  return (3 * (before + after)) / ((2 * after + before) / left + (after + 2 * before) / right)
}

/** The slope at an end, whose interval has width h and slope d, and the next one width g and slope e. */
function endSlope(h: number, g: number, d: number, e: number): number {
  const parabola = ((2 * h + g) * d - h * e) / (h + g)
  if (!(parabola > 0 && d > 0) && !(parabola < 0 && d < 0)) return 0
  const isTurning = d > 0 !== e > 0
  return isTurning && Math.abs(parabola) > 3 * Math.abs(d) ? 3 * d : parabola
}
