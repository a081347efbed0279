/**
 * The reduction of an angle to a step of pi/128 and a remainder, and the circular functions at such a step plus such a
 * remainder. Every quadrant is in the table, so nothing branches on it.
 */
import { highWord, lowWord, powerOfTwo, ROUNDER } from './bits'
import { productError } from './double-double'
import { INVERSE_TURN } from './inverse-turn-table'
import { SINES } from './sine-table'

export const STEPS_PER_UNIT = 40.74366543152521
/** pi/128 in three parts; the first two have 30 bits, so that n times them is exact for |n| < 2^23. */
export const STEP_HIGH = 0.024543692619772628
export const STEP_MIDDLE = -1.360236828230367e-11
export const STEP_LOW = 8.07841090905329e-21
/** 2^17 pi/2: the end of what three parts can reduce. */
export const EASY_LIMIT = 205887

const TURN_HIGH = 6.283185307179586
const TURN_LOW = 2.4492935982947064e-16

const LIMB = 16777216
const INVERSE_LIMB = 1 / LIMB
/** Fraction digits kept: 240 bits, where no double comes closer than 2^-62 to a multiple of pi/2. */
const DIGITS = 10
/** Zeros before the point, for angles far below a turn. */
const LEADING_ZEROS = 4
const PADDED_TURN = Float64Array.from([...new Float64Array(LEADING_ZEROS), ...INVERSE_TURN])
const turns = new Float64Array(DIGITS + 1)

/** Of the angle last reduced: the remainder in [-pi/256, pi/256] and what that lacks. */
const remainder = new Float64Array(2)

/**
 * The n for which x = n pi/128 + remainder, up to whole turns, for finite x other than 0: the digits of x / (2 pi)
 * after the point, by schoolbook multiplication in base 2^24 with just those digits of 1/(2 pi) that matter.
 * Source: M. H. Payne and R. N. Hanek, Radian reduction for trigonometric functions (1983).
 */
function reduceHardAngle(x: number): number {
  const high = highWord(x)
  const exponent = ((high >> 20) & 0x7ff) - 1075
  const place = Math.floor(exponent / 24)
  const low = lowWord(x) >>> 0
  // The significand, shifted so that its digits lie on multiples of 24 bits.
  const scale = powerOfTwo(exponent - 24 * place)
  const first = (low & 0xffffff) * scale
  const firstCarry = Math.floor(first * INVERSE_LIMB)
  const second = ((low >>> 24) + (high & 0xffff) * 256) * scale + firstCarry
  const secondCarry = Math.floor(second * INVERSE_LIMB)
  const third = (((high >> 16) & 0xf) + 16) * scale + secondCarry
  const angle3 = Math.floor(third * INVERSE_LIMB)
  const angle0 = first - firstCarry * LIMB
  const angle1 = second - secondCarry * LIMB
  const angle2 = third - angle3 * LIMB
  // Four products and a carry are an integer below 2^51: exact in any order.
  let carry = 0
  for (let p = DIGITS; p >= 1; p--) {
    const index = place + p - 1 + LEADING_ZEROS
    const value =
      carry +
      angle0 * PADDED_TURN[index]! +
      angle1 * PADDED_TURN[index + 1]! +
      angle2 * PADDED_TURN[index + 2]! +
      angle3 * PADDED_TURN[index + 3]!
    carry = Math.floor(value * INVERSE_LIMB)
    turns[p] = value - carry * LIMB
  }
  // The leading 8 bits, rounded, are the step; a remainder rounded up is the complement, with its sign turned.
  let n = turns[1]! >> 16
  let sign = x < 0 ? -1 : 1
  turns[1] = turns[1]! & 0xffff
  if (turns[1]! >= 0x8000) {
    n += 1
    sign = -sign
    turns[1] = 0xffff - turns[1]!
    for (let p = 2; p <= DIGITS; p++) turns[p] = LIMB - 1 - turns[p]!
  }
  let p = 1
  while (p < DIGITS - 3 && turns[p] === 0) p++
  const unit = sign * powerOfTwo(-24 * (p + 1))
  const leading = (turns[p]! * LIMB + turns[p + 1]!) * unit
  const trailing = (turns[p + 2]! * LIMB + turns[p + 3]!) * unit * INVERSE_LIMB * INVERSE_LIMB
  const product = leading * TURN_HIGH
  const rest = productError(leading, TURN_HIGH, product) + (leading * TURN_LOW + trailing * TURN_HIGH)
  remainder[0] = product + rest
  remainder[1] = product - remainder[0]! + rest
  return x < 0 ? -n : n
}

/**
 * For each n of a turn: sin(n pi/128) as a double and the rest; the slope cos(n pi/128) as a multiple of 1/2 and the
 * rest.
 */
export const WAVE = (() => {
  const table = new Float64Array(4 * 256)
  const quarterWave = (n: number, part: number): number => {
    const half = n & 127
    const value = SINES[2 * (half <= 64 ? half : 128 - half) + part]!
    return n & 128 ? -value : value
  }
  for (let n = 0; n < 256; n++) {
    const slope = quarterWave(n + 64, 0)
    const coarseSlope = Math.round(slope * 2) / 2
    table[4 * n] = quarterWave(n, 0)
    table[4 * n + 1] = quarterWave(n, 1)
    table[4 * n + 2] = coarseSlope
    table[4 * n + 3] = slope - coarseSlope + quarterWave(n + 64, 1)
  }
  return table
})()

/** What the last value was rounded from: two summands, the second far smaller. */
export const wavePair = new Float64Array(2)

/**
 * sin(n pi/128 + r + rLow) by the addition theorem. The product of slope and r is what rounding could spoil: the slope
 * is taken in two parts, the first of so few bits that its product is exact.
 */
function wave(n: number, r: number, rLow: number): number {
  const entry = 4 * (n & 255)
  const sine = WAVE[entry]!
  const coarseSlope = WAVE[entry + 2]!
  const fineSlope = WAVE[entry + 3]!
  const z = r * r
  const sineExcess = rLow + r * z * (-1 / 6 + z * (1 / 120 - z * (1 / 5040)))
  const cosineExcess = z * (-1 / 2 + z * (1 / 24 - z * (1 / 720)))
  const slope = coarseSlope + fineSlope
  const share = coarseSlope * r
  const high = sine + share
  const low = sine - high + share + (WAVE[entry + 1]! + (fineSlope * r + (slope * sineExcess + sine * cosineExcess)))
  wavePair[0] = high
  wavePair[1] = low
  return high + low
}

/** sin(x + shift pi/128) for an integer shift: 0 for the sine, 64 for the cosine of x. */
export function circular(x: number, shift: number): number {
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const first = x - n * STEP_HIGH
  const second = n * STEP_MIDDLE
  const r = first - second
  // Where the first two parts leave next to nothing, the third is too short.
  if (!(Math.abs(x) < EASY_LIMIT && Math.abs(r) > 2 * Math.abs(second))) return circularOfHard(x, shift)
  const rest = first - r - second - n * STEP_LOW
  const rounded = r + rest
  return wave(n + shift, rounded, r - rounded + rest)
}

function circularOfHard(x: number, shift: number): number {
  if (x === 0) return wave(shift, x, 0)
  if (!(Math.abs(x) < Infinity)) return NaN
  const n = reduceHardAngle(x)
  return wave(n + shift, remainder[0]!, remainder[1]!)
}
