import { type Interval, minus, over, times } from './enclosure'

/**
 * Bounds of the eigenvalues, ascending, of every matrix [[a, b], [b, c]] with entries in the given intervals.
 *
 * The eigenvalues of the middle matrix are off by at most the Frobenius norm of the entries' half-widths (Weyl). The
 * smaller in magnitude may be lost in that, so it is also the determinant over the larger: products of rounded entries
 * keep their leading digits where sums do not.
 */
export function eigenvalueBounds(a: Interval, b: Interval, c: Interval): readonly [Interval, Interval] {
  const [p, q, r] = [middle(a), middle(b), middle(c)]
  const norm = Math.hypot(p, q, q, r)
  // A few roundings of the closed form below, each of the size of the norm.
  const radius = Math.hypot(half(a), half(b), half(b), half(c)) + 2 ** -49 * norm
  const mean = (p + r) / 2
  const split = Math.hypot((p - r) / 2, q)
  const around = (value: number): Interval => [value - radius, value + radius]
  const least = around(mean - split)
  const greatest = around(mean + split)
  const isLeastLarger = Math.abs(mean - split) > Math.abs(mean + split)
  const [larger, smaller] = isLeastLarger ? [least, greatest] : [greatest, least]
  if (larger[0] <= 0 && larger[1] >= 0) return [least, greatest]
  const quotient = over(minus(times(a, c), times(b, b)), larger)
  const sharp: Interval = [Math.max(smaller[0], quotient[0]), Math.min(smaller[1], quotient[1])]
  return isLeastLarger ? [larger, sharp] : [sharp, larger]
}

const middle = ([low, high]: Interval): number => low + (high - low) / 2
const half = ([low, high]: Interval): number => (high - low) / 2
