/**
 * The slopes of cubic splines through lines of data over one set of knots; the work that depends on the knots alone is
 * done once.
 */
export interface SplineSlopes {
  /**
   * Writes the slopes at the knots of the spline through `data[from + k stride]`, k = 0 .. n - 1, to the same places of
   * `out`, which belongs to the caller and may not be `data`. Allocates nothing.
   */
  along(data: Float64Array, out: Float64Array, from: number, stride: number): void
}

/**
 * The C2 cubic spline that interpolates n >= 2 strictly ascending knots, with the not-a-knot end condition, in Hermite
 * form: by its slopes m_k at the knots. With h_k = x_{k+1} - x_k and d_k = (f_{k+1} - f_k) / h_k a continuous second
 * derivative at x_k asks
 *
 *   h_k m_{k-1} + 2 (h_{k-1} + h_k) m_k + h_{k-1} m_{k+1} = 3 (h_k d_{k-1} + h_{k-1} d_k),  k = 1 .. n - 2,
 *
 * and a continuous third derivative at x_1 and x_{n-2} gives the first and the last equation. Through four knots or
 * fewer there is only the polynomial of degree n - 1: a line for two, a parabola for three.
 *
 * Not-a-knot and not natural: nothing is known of the second derivative at the edge of a measurement, and setting it to
 * 0 there costs two orders of accuracy; this spline reproduces cubics and is of order 4 up to the edge.
 *
 * Source: C. de Boor, A Practical Guide to Splines, 2001, chapter IV, program CUBSPL.
 */
export function splineSlopes(knots: Float64Array): SplineSlopes {
  const n = knots.length
  if (n < 2) throw new Error(`a spline needs two knots, got ${n}`)
  const h = Float64Array.from({ length: n - 1 }, (_, k) => knots[k + 1]! - knots[k]!)
  if (n === 2) return { along: (data, out, from, stride) => line(data, out, from, stride, h[0]!) }
  if (n === 3) return { along: (data, out, from, stride) => parabola(data, out, from, stride, h[0]!, h[1]!) }

  // Gauss elimination without pivoting: the matrix is diagonally dominant but for its first and last row, and those
  // leave it so.
  const firstSum = h[0]! + h[1]!
  const lastSum = h[n - 2]! + h[n - 3]!
  /** What each row takes of the one above, and the pivots. */
  const factor = new Float64Array(n)
  const pivot = new Float64Array(n)
  pivot[0] = h[1]!
  for (let k = 1; k < n - 1; k++) {
    factor[k] = h[k]! / pivot[k - 1]!
    pivot[k] = 2 * (h[k - 1]! + h[k]!) - factor[k]! * above(k - 1)
  }
  factor[n - 1] = lastSum / pivot[n - 2]!
  pivot[n - 1] = h[n - 3]! - factor[n - 1]! * above(n - 2)

  /** The entry right of the diagonal in row k. */
  function above(k: number): number {
    return k === 0 ? firstSum : h[k - 1]!
  }

  return {
    along(data, out, from, stride) {
      const slope = (k: number): number => (data[from + (k + 1) * stride]! - data[from + k * stride]!) / h[k]!
      let before = slope(0)
      let here = slope(1)
      out[from] = ((h[0]! + 2 * firstSum) * h[1]! * before + h[0]! * h[0]! * here) / firstSum
      for (let k = 1; k < n - 1; k++) {
        here = slope(k)
        const right = 3 * (h[k]! * before + h[k - 1]! * here)
        out[from + k * stride] = right - factor[k]! * out[from + (k - 1) * stride]!
        before = here
      }
      const last = h[n - 2]!
      const right = (last * last * slope(n - 3) + (2 * lastSum + last) * h[n - 3]! * slope(n - 2)) / lastSum
      out[from + (n - 1) * stride] = right - factor[n - 1]! * out[from + (n - 2) * stride]!
      out[from + (n - 1) * stride] = out[from + (n - 1) * stride]! / pivot[n - 1]!
      for (let k = n - 2; k >= 0; k--) {
        const at = from + k * stride
        out[at] = (out[at]! - above(k) * out[at + stride]!) / pivot[k]!
      }
    },
  }
}

function line(data: Float64Array, out: Float64Array, from: number, stride: number, h: number): void {
  const slope = (data[from + stride]! - data[from]!) / h
  out[from] = slope
  out[from + stride] = slope
}

function parabola(
  data: Float64Array,
  out: Float64Array,
  from: number,
  stride: number,
  first: number,
  second: number,
): void {
  const before = (data[from + stride]! - data[from]!) / first
  const after = (data[from + 2 * stride]! - data[from + stride]!) / second
  /** Half the second derivative. */
  const bend = (after - before) / (first + second)
  out[from] = before - bend * first
  out[from + stride] = before + bend * first
  out[from + 2 * stride] = after + bend * second
}
