import { ARCTANGENTS } from './arctangent-table'
import { highWord, powerOfTwo } from './bits'
import { productError, sumError } from './double-double'

export const HALF_PI_HIGH = 1.5707963267948966
export const HALF_PI_LOW = 6.123233995736766e-17
export const PI_HIGH = 3.141592653589793
export const PI_LOW = 1.2246467991473532e-16

/**
 * (asin(x) - x) / x for z = x^2 <= 1/4. The coefficients are those of fdlibm's e_asin.c (Sun Microsystems, 1993), a
 * rational minimax approximation.
 */
function asinExcess(z: number): number {
  const numerator =
    z *
    (0.16666666666666666 +
      z *
        (-0.3255658186224009 +
          z *
            (0.20121253213486293 +
              z * (-0.04005553450067941 + z * (0.0007915349942898145 + z * 0.00003479331075960212)))))
  const denominator =
    1 + z * (-2.403394911734414 + z * (2.0209457602335057 + z * (-0.6882839716054533 + z * 0.07703815055590194)))
  return numerator / denominator
}

/** asin(x) for |x| <= 1/2 lacks of x. */
function asinRest(x: number): number {
  return x * asinExcess(x * x)
}

const root = new Float64Array(2)

/** Writes asin(sqrt((1 - x) / 2)) for x in [1/2, 1] as two summands: half of acos(x). */
function halfAcos(x: number): void {
  const z = (1 - x) / 2
  const s = Math.sqrt(z)
  root[0] = s
  if (s === 0) {
    root[1] = 0
    return
  }
  const square = s * s
  // The square root's own rounding, undone to first order.
  root[1] = (z - square - productError(s, s, square)) / (2 * s) + s * asinExcess(z)
}

/** The angle in [-pi/2, pi/2] of sine x; at most 1 ulp from it; NaN outside [-1, 1]. */
export function asin(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.5) return size < 1e-8 ? x : x + asinRest(x)
  if (!(size <= 1)) return NaN
  halfAcos(size)
  const high = HALF_PI_HIGH - 2 * root[0]!
  const result = high + (HALF_PI_HIGH - high - 2 * root[0]! + (HALF_PI_LOW - 2 * root[1]!))
  return x < 0 ? -result : result
}

/** The angle in [0, pi] of cosine x; at most 1 ulp from it; NaN outside [-1, 1]. */
export function acos(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.5) {
    const high = HALF_PI_HIGH - x
    return high + (HALF_PI_HIGH - high - x + (HALF_PI_LOW - asinRest(x)))
  }
  if (!(size <= 1)) return NaN
  halfAcos(size)
  if (x > 0) return 2 * (root[0]! + root[1]!)
  const high = HALF_PI_HIGH - root[0]!
  return 2 * (high + (HALF_PI_HIGH - high - root[0]! + (HALF_PI_LOW - root[1]!)))
}

/** atan(t) - t for |t| < 1/16. */
function atanRest(t: number): number {
  const z = t * t
  return t * z * (-1 / 3 + z * (1 / 5 + z * (-1 / 7 + z * (1 / 9 + z * (-1 / 11 + z * (1 / 13 - z * (1 / 15)))))))
}

/**
 * The angle in [-pi/2, pi/2] of tangent x; at most 1 ulp from it.
 * atan(x) = atan(c) + atan((x - c) / (1 + x c)) with a tabled c = j/64 next to x, or next to 1/x when |x| > 1.
 */
export function atan(x: number): number {
  const size = Math.abs(x)
  let result
  if (size < 1 / 16) {
    return size < 1e-8 ? x : x + atanRest(x)
  } else if (size <= 1) {
    const j = Math.round(size * 64)
    const c = j / 64
    const t = (size - c) / (1 + size * c)
    const high = ARCTANGENTS[4 * j]!
    const leading = high + t
    result = leading + (high - leading + t + (ARCTANGENTS[4 * j + 1]! + atanRest(t)))
  } else if (size < 1e19) {
    const j = Math.round(64 / size)
    const c = j / 64
    const sizeHigh = Math.fround(size)
    const t = (sizeHigh * c - 1 + (size - sizeHigh) * c) / (c + size)
    const high = ARCTANGENTS[4 * j + 2]!
    const leading = high + t
    result = leading + (high - leading + t + (ARCTANGENTS[4 * j + 3]! + atanRest(t)))
  } else if (x !== x) {
    return NaN
  } else {
    result = HALF_PI_HIGH
  }
  return x < 0 ? -result : result
}

/** Below this ratio the angle is the ratio itself, or has none beside pi/2 or pi. */
export const LEAST_RATIO = 1e-18

/**
 * The angle in [-pi, pi] of the point (x, y) from the positive x-axis; at most 1 ulp from it; odd in y bit for bit. On
 * the negative x-axis it is pi or -pi by the sign of y's zero, and at the zeros what C99 says (ISO/IEC 9899:1999,
 * F.9.1.4). As for atan, with the ratio of the smaller coordinate to the larger, and the angle counted from the nearest
 * axis.
 */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN
  const isLeft = x < 0 || (x === 0 && 1 / x < 0)
  const result = angleOf(Math.abs(y), Math.abs(x), isLeft)
  return y < 0 || (y === 0 && 1 / y < 0) ? -result : result
}

/** The angle of (x, y), or of (-x, y) where it lies left, for x, y >= 0. */
function angleOf(y: number, x: number, isLeft: boolean): number {
  const isSteep = y > x
  let small = isSteep ? x : y
  let large = isSteep ? y : x
  if (large === Infinity) {
    if (small === Infinity) return isLeft ? 3 * (PI_HIGH / 4) : PI_HIGH / 4
    small = 0
    large = 1
  }
  const ratio = large === 0 ? 0 : small / large
  if (ratio < LEAST_RATIO) return isSteep ? HALF_PI_HIGH : isLeft ? PI_HIGH : ratio
  // Both about 1, exactly, so that no product over- or underflows.
  const exponent = (highWord(large) >> 20) - 1023
  const scale = powerOfTwo(-Math.max(-1000, Math.min(1000, exponent)))
  small *= scale
  large *= scale
  const j = ratio < 1 / 16 ? 0 : Math.round(ratio * 64)
  const c = j / 64
  const smallHigh = Math.fround(small)
  const largeHigh = Math.fround(large)
  const rest = j === 0 ? small : smallHigh - largeHigh * c + (small - smallHigh - (large - largeHigh) * c)
  const divisor = large + c * small
  const t = rest / divisor
  // Next to an axis the ratio's own rounding would show.
  const product = t * large
  const tLow = j === 0 ? (small - product - productError(t, large, product)) / large : 0
  // The nearest axis, plus or minus the tabled angle, plus or minus what is left of it.
  const axis = isSteep ? HALF_PI_HIGH : isLeft ? PI_HIGH : 0
  const axisLow = isSteep ? HALF_PI_LOW : isLeft ? PI_LOW : 0
  const turn = isSteep === isLeft ? 1 : -1
  const tabled = turn * ARCTANGENTS[4 * j]!
  const base = axis + tabled
  const baseLow = sumError(axis, tabled, base) + (axisLow + turn * ARCTANGENTS[4 * j + 1]!)
  const leading = base + turn * t
  return leading + (base - leading + turn * t + (baseLow + turn * (tLow + atanRest(t))))
}
