import { productError } from './double-double'
import { expSum } from './exponential'
import { logParts } from './logarithm'

const parts = new Float64Array(2)

/** Beyond this every double is an even integer, and x^y is 0, 1 or Infinity for every double x but a NaN. */
export const HUGE_EXPONENT = 18446744073709551616

/**
 * x^y = e^(y log x), the logarithm and its product with y carried to about 68 bits; at most 1 ulp from it (and exact
 * wherever x^y is a double). y = -1, 1 and 2 are one division, none and one multiplication, rounded once.
 * The special cases are those of C99 (ISO/IEC 9899:1999, F.9.4.4). Differs from Math.pow: 1^y = 1 for every y, NaN and
 * infinities included, and (-1)^(+-Infinity) = 1; Math.pow gives NaN there. NaN for a negative finite x and a
 * fractional y.
 */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x
  if (y === 1) return x
  if (y === -1) return 1 / x
  if (y === 0 || x === 1) return 1
  if (!(x > 0 && x < Infinity && y > -HUGE_EXPONENT && y < HUGE_EXPONENT)) return powOfSpecial(x, y)
  return powPositive(x, y)
}

function powPositive(x: number, y: number): number {
  logParts(x, parts)
  const high = parts[0]!
  const product = high * y
  if (!(product < 800)) return Infinity
  if (product < -800) return 0
  if (product < 1e-18 && product > -1e-18) return 1 + product
  return expSum(product, productError(high, y, product) + parts[1]! * y)
}

function powOfSpecial(x: number, y: number): number {
  if (x !== x || y !== y) return NaN
  const size = Math.abs(x)
  if (Math.abs(y) >= HUGE_EXPONENT) {
    if (size === 1) return 1
    return size > 1 === y > 0 ? Infinity : 0
  }
  const isOdd = Math.abs(y % 2) === 1
  if (size === 0 || size === Infinity) {
    const result = (size === 0) === y > 0 ? 0 : Infinity
    return isOdd && (x < 0 || 1 / x < 0) ? -result : result
  }
  if (Math.floor(y) !== y) return NaN
  const result = size === 1 ? 1 : powPositive(size, y)
  return isOdd ? -result : result
}

/**
 * x^n for an integer n by squaring, from the lowest bit of |n| up: x^2 = x x, x^3 = x (x x), x^5 = x ((x x)(x x)). This
 * fixed chain of at most 2 log2 |n| multiplications is what a compiler of formulas may unroll, bit for bit.
 * x^-n = 1 / x^n, so where x^n overflows a subnormal result comes out 0. Every multiplication rounds: the result is
 * within |n| ulp of x^n, exact while x^|n| needs no more than 53 bits. Use pow for the last place of high powers. 1 for
 * n = 0, NaN for any other n that is not an integer.
 */
export function powInteger(x: number, n: number): number {
  if (Math.floor(n) !== n) return NaN
  let rest = Math.abs(n)
  if (rest === 0) return 1
  let power = x
  while (rest % 2 === 0) {
    power *= power
    rest /= 2
  }
  let result = power
  for (rest = (rest - 1) / 2; rest > 0; rest = Math.floor(rest / 2)) {
    power *= power
    if (rest % 2 === 1) result *= power
  }
  return n < 0 ? 1 / result : result
}
