import { highWord, powerOfTwo } from './bits'
import { productError, sumError } from './double-double'

const TWO_54 = 18014398509481984
const LEAST_NORMAL = 2.2250738585072014e-308

/**
 * The real cube root; at most 1 ulp from it; odd bit for bit; its own image at the zeros and infinities.
 * With |x| = 8^k m, m in [1, 8): a line through the root's graph is 6 % off, two of Halley's steps leave 1e-9 and less,
 * and Newton's step on the exact residual the last place.
 * Source: Halley's and Newton's methods, e.g. Gander, On Halley's iteration method (1985).
 */
export function cbrt(x: number): number {
  if (x === 0 || !(Math.abs(x) < Infinity)) return x
  let size = Math.abs(x)
  let shift = 0
  if (size < LEAST_NORMAL) {
    size *= TWO_54
    shift = -18
  }
  const third = Math.floor(((highWord(size) >> 20) - 1023) / 3)
  const m = size * powerOfTwo(-3 * third)
  let r = 0.92 + m * 0.1428
  for (let step = 0; step < 2; step++) {
    const cube = r * r * r
    r = (r * (cube + 2 * m)) / (2 * cube + m)
  }
  const square = r * r
  const cube = square * r
  const residual = cube - m + (productError(square, r, cube) + productError(r, r, square) * r)
  const root = (r - residual / (3 * square)) * powerOfTwo(third + shift)
  return x < 0 ? -root : root
}

/**
 * sqrt(x^2 + y^2) without overflow on the way; at most 1 ulp from it. NaN where an argument is, even beside an infinity
 * (unlike C99).
 */
export function hypot(x: number, y: number): number {
  const a = Math.max(Math.abs(x), Math.abs(y))
  const b = Math.min(Math.abs(x), Math.abs(y))
  // Where b cannot be seen beside a; also the zeros, the infinities and NaN.
  if (!(b > a * 1e-9)) return a
  const scale = powerOfTwo(-Math.max(-1000, Math.min(1000, (highWord(a) >> 20) - 1023)))
  const p = a * scale
  const q = b * scale
  const pp = p * p
  const qq = q * q
  const sum = pp + qq
  const low = sumError(pp, qq, sum) + (productError(p, p, pp) + productError(q, q, qq))
  const root = Math.sqrt(sum)
  const square = root * root
  const residual = sum - square - productError(root, root, square) + low
  return (root + residual / (2 * root)) / scale
}
