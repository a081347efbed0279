/**
 * The minimiser of the cubic with values f and slopes g at a and b; where f(a) and f(b) differ by no more than
 * `rounding`, the zero of the slope's secant instead, which for a parabola is the same. NaN or outside every bound
 * where there is none: the caller checks.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, eq. (3.59).
 */
export function interpolatedMinimizer(
  a: number,
  fa: number,
  ga: number,
  b: number,
  fb: number,
  gb: number,
  rounding: number,
): number {
  if (Math.abs(fb - fa) <= rounding) return b - (gb * (b - a)) / (gb - ga)
  const d1 = ga + gb - (3 * (fa - fb)) / (a - b)
  const d2 = (b > a ? 1 : -1) * Math.sqrt(d1 * d1 - ga * gb)
  return b - ((b - a) * (gb + d2 - d1)) / (gb - ga + 2 * d2)
}
