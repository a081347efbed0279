import { pieceOperations } from '../pieces'
import type { InPieces, IntervalKernel } from './kernel'
import { meanings, opcodes, operations, type Operation } from './operation'
import { registerCount, type Program } from './program'

/*
 * Encloses values by interval arithmetic: each operation takes the bounds of its operands to bounds of its results,
 * rounded outward. Exact operations need one step outward (or none); the elementary functions, wrong by at most an ulp
 * or two, need a few. Sharing of operands is not followed (x - x is not 0), except that x * x is a square.
 * Source: Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009), chapters 2 and 5.
 */

/** Relative widening, four ulps, and absolute widening, a few subnormals: more than the error of any operation. */
const widening = 8.881784197001252e-16
const smallest = 5e-324 * 8

/** Operations on intervals in a piece: each takes as long as some on numbers. */
export const intervalsInPiece = pieceOperations / 4

export function intervalKernel(program: Program): InPieces<IntervalKernel> {
  const { inputCount, constants, code, outputs } = program
  const low = new Float64Array(registerCount(program))
  const high = new Float64Array(low.length)
  low.set(constants, inputCount)
  high.set(constants, inputCount)
  const first = inputCount + constants.length
  const result: Bounds = { low: 0, high: 0 }
  const load = (lows: Float64Array, highs: Float64Array): void => {
    for (let index = 0; index < inputCount; index++) {
      low[index] = lows[index]!
      high[index] = highs[index]!
    }
  }
  const store = (outLows: Float64Array, outHighs: Float64Array): void => {
    for (let index = 0; index < outputs.length; index++) {
      outLows[index] = low[outputs[index]!]!
      outHighs[index] = high[outputs[index]!]!
    }
  }
  /** Runs the operations between two places in the code. */
  const run = (from: number, to: number): void => {
    for (let at = from; at < to; at += 4) {
      const opcode = code[at]!
      const a = code[at + 1]!
      const b = code[at + 2]!
      const register = first + at / 4
      if (opcode === opcodes.select) {
        const c = code[at + 3]!
        selectBounds(low[a]!, high[a]!, low[b]!, high[b]!, low[c]!, high[c]!, result)
      } else if (opcode === opcodes.multiply && a === b) {
        squareBounds(low[a]!, high[a]!, result)
      } else {
        rules[opcode]!(low[a]!, high[a]!, low[b]!, high[b]!, result)
      }
      low[register] = result.low
      high[register] = result.high
    }
  }
  const kernel: IntervalKernel = (lows, highs, outLows, outHighs) => {
    load(lows, highs)
    run(0, code.length)
    store(outLows, outHighs)
  }
  return Object.assign(kernel, {
    *inPieces(lows: Float64Array, highs: Float64Array, outLows: Float64Array, outHighs: Float64Array) {
      load(lows, highs)
      for (let at = 0; at < code.length; at += 4 * intervalsInPiece) {
        if (at > 0) yield
        run(at, Math.min(code.length, at + 4 * intervalsInPiece))
      }
      store(outLows, outHighs)
    },
  })
}

interface Bounds {
  low: number
  high: number
}

/** Bounds of a result from those of two operands; NaN bounds are an operand that is NaN throughout. */
type Rule = (aLow: number, aHigh: number, bLow: number, bHigh: number, out: Bounds) => void

function put(out: Bounds, low: number, high: number): void {
  out.low = low
  out.high = high
}

/** Bounds widened outward by more than any operation's rounding. */
function putWide(out: Bounds, low: number, high: number): void {
  put(out, low - Math.abs(low) * widening - smallest, high + Math.abs(high) * widening + smallest)
  // An infinite end stays, rather than becoming inf - inf.
  if (low === -Infinity || low === Infinity) out.low = low === Infinity ? 1.7976931348623157e308 : low
  if (high === Infinity || high === -Infinity) out.high = high === -Infinity ? -1.7976931348623157e308 : high
}

/** Everything: where an operand may be infinite or a quotient's divisor 0, nothing sharper is claimed. */
function putAll(out: Bounds): void {
  put(out, -Infinity, Infinity)
}

const isNothing = (low: number, high: number) => low !== low || high !== high

/** The hull of an operation's values at the four corners, which bounds it where it is monotone in each operand. */
function corners(operation: (a: number, b: number) => number): Rule {
  return (aLow, aHigh, bLow, bHigh, out) => {
    if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) return put(out, NaN, NaN)
    const p = operation(aLow, bLow)
    const q = operation(aLow, bHigh)
    const r = operation(aHigh, bLow)
    const s = operation(aHigh, bHigh)
    const low = Math.min(p, q, r, s)
    if (low !== low) return putAll(out) // inf - inf or 0 * inf at a corner
    putWide(out, low, Math.max(p, q, r, s))
  }
}

/** A function that only grows, defined on [from, to]; beyond it is NaN, which bounds leave aside. */
function increasing(operation: (a: number) => number, from = -Infinity, to = Infinity): Rule {
  return (aLow, aHigh, _bLow, _bHigh, out) => {
    const low = Math.max(aLow, from)
    const high = Math.min(aHigh, to)
    if (!(low <= high)) return put(out, NaN, NaN)
    putWide(out, operation(low), operation(high))
  }
}

function selectBounds(
  cLow: number,
  cHigh: number,
  aLow: number,
  aHigh: number,
  bLow: number,
  bHigh: number,
  out: Bounds,
): void {
  // A condition's bounds leave its NaN aside, and NaN is false, so it is never surely true.
  const mayBeTrue = cLow < 0 || cHigh > 0
  if (!mayBeTrue || isNothing(aLow, aHigh)) return put(out, bLow, bHigh)
  if (isNothing(bLow, bHigh)) return put(out, aLow, aHigh)
  put(out, Math.min(aLow, bLow), Math.max(aHigh, bHigh))
}

function squareBounds(low: number, high: number, out: Bounds): void {
  if (isNothing(low, high)) return put(out, NaN, NaN)
  const p = low * low
  const q = high * high
  putWide(out, low <= 0 && high >= 0 ? 0 : Math.min(p, q), Math.max(p, q))
  out.low = Math.max(0, out.low)
}

function divideBounds(aLow: number, aHigh: number, bLow: number, bHigh: number, out: Bounds): void {
  if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) return put(out, NaN, NaN)
  if (bLow <= 0 && bHigh >= 0) return putAll(out)
  quotientCorners(aLow, aHigh, bLow, bHigh, out)
}
const quotientCorners = corners(meanings.divide)

function powerBounds(aLow: number, aHigh: number, bLow: number, bHigh: number, out: Bounds): void {
  if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) {
    // 1^NaN and NaN^0 are 1.
    return put(out, 1, 1)
  }
  if (aLow > 0) {
    powerCorners(aLow, aHigh, bLow, bHigh, out)
    // Bounds leave NaN aside, but NaN^0 and 1^NaN are 1.
    if ((bLow <= 0 && bHigh >= 0) || (aLow <= 1 && aHigh >= 1)) put(out, Math.min(out.low, 1), Math.max(out.high, 1))
    return
  }
  if (bLow > 0 && bLow === bHigh && Number.isInteger(bLow)) {
    const [p, q] = [meanings.power(aLow, bLow), meanings.power(aHigh, bLow)]
    // Even powers have their least value at 0.
    putWide(out, bLow % 2 === 0 && aHigh >= 0 ? 0 : Math.min(p, q), Math.max(p, q))
    if (bLow % 2 === 0) out.low = Math.max(0, out.low)
    return
  }
  if (bLow > 0) {
    // |a|^b <= max |a|^b over the box, and a sign for whole b.
    const reach = Math.max(-aLow, aHigh)
    const most = Math.max(meanings.power(reach, bLow), meanings.power(reach, bHigh))
    putWide(out, aLow < 0 ? -most : 0, most)
    return
  }
  putAll(out)
}
const powerCorners = corners(meanings.power)

/** Bounds of cos(2 pi (x - shift)/period): 1 or -1 where a crest or a trough lies inside, else its ends. */
function wave(operation: (a: number) => number, crest: number): Rule {
  const period = 6.283185307179586
  return (low, high, _bLow, _bHigh, out) => {
    if (isNothing(low, high)) return put(out, NaN, NaN)
    if (!(high - low < period) || !(Math.abs(low) < 1e8 && Math.abs(high) < 1e8)) return put(out, -1, 1)
    const p = operation(low)
    const q = operation(high)
    putWide(
      out,
      holds(low, high, crest + period / 2, period) ? -1 : Math.min(p, q),
      holds(low, high, crest, period) ? 1 : Math.max(p, q),
    )
    put(out, Math.max(-1, out.low), Math.min(1, out.high))
  }
}

/** Whether place + k period lies in [low, high] for some k, rather once too often than once too seldom. */
function holds(low: number, high: number, place: number, period: number): boolean {
  const slack = 1e-6
  return Math.floor((high + slack - place) / period) >= Math.ceil((low - slack - place) / period)
}

function tangentBounds(low: number, high: number, _bLow: number, _bHigh: number, out: Bounds): void {
  if (isNothing(low, high)) return put(out, NaN, NaN)
  const pi = 3.141592653589793
  if (!(high - low < pi) || !(Math.abs(low) < 1e8 && Math.abs(high) < 1e8)) return putAll(out)
  if (holds(low, high, pi / 2, pi)) return putAll(out)
  putWide(out, meanings.tan(low), meanings.tan(high))
}

function coshBounds(low: number, high: number, _bLow: number, _bHigh: number, out: Bounds): void {
  if (isNothing(low, high)) return put(out, NaN, NaN)
  const p = meanings.cosh(low)
  const q = meanings.cosh(high)
  putWide(out, low <= 0 && high >= 0 ? 1 : Math.min(p, q), Math.max(p, q))
}

/** A comparison is 1 where it surely holds, 0 where it surely does not; with a NaN operand it is 0. */
function comparison(never: (aLow: number, aHigh: number, bLow: number, bHigh: number) => boolean): Rule {
  return (aLow, aHigh, bLow, bHigh, out) => {
    if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh) || never(aLow, aHigh, bLow, bHigh)) return put(out, 0, 0)
    // Bounds leave NaN operands aside, so "surely 1" cannot be told from them.
    put(out, 0, 1)
  }
}

function hypotBounds(aLow: number, aHigh: number, bLow: number, bHigh: number, out: Bounds): void {
  if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) return put(out, NaN, NaN)
  const least = meanings.hypot(leastSize(aLow, aHigh), leastSize(bLow, bHigh))
  putWide(out, least, meanings.hypot(Math.max(-aLow, aHigh), Math.max(-bLow, bHigh)))
  out.low = Math.max(0, out.low)
}

function leastSize(low: number, high: number): number {
  return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high))
}

function atan2Bounds(aLow: number, aHigh: number, bLow: number, bHigh: number, out: Bounds): void {
  if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) return put(out, NaN, NaN)
  // Across the negative x-axis the angle jumps; around the origin it takes every value. Elsewhere corners bound it.
  if (bLow <= 0 && aLow <= 0 && aHigh >= 0) return putWide(out, -3.141592653589793, 3.141592653589793)
  atan2Corners(aLow, aHigh, bLow, bHigh, out)
}
const atan2Corners = corners(meanings.atan2)

/**
 * Bounds of an even function that is monotone in |x| up to its first turn, of which it takes the values within `hull`
 * beyond and sizes of at most 1/|x|.
 */
function fading(operation: (a: number) => number, turn: number, hull: readonly [low: number, high: number]): Rule {
  return (low, high, _bLow, _bHigh, out) => {
    if (isNothing(low, high)) return put(out, NaN, NaN)
    const near = leastSize(low, high)
    const far = Math.max(-low, high)
    const first = operation(near)
    const last = operation(Math.min(far, turn))
    if (near >= turn) putWide(out, Math.max(hull[0], -1 / near), Math.min(hull[1], 1 / near))
    else if (far <= turn) putWide(out, Math.min(first, last), Math.max(first, last))
    else putWide(out, Math.min(first, hull[0]), Math.max(first, hull[1]))
  }
}

const ruleTable: Readonly<Record<Operation, Rule>> = {
  add: corners(meanings.add),
  subtract: corners(meanings.subtract),
  multiply: (aLow, aHigh, bLow, bHigh, out) => productCorners(aLow, aHigh, bLow, bHigh, out),
  divide: divideBounds,
  power: powerBounds,
  minimum: (aLow, aHigh, bLow, bHigh, out) => {
    if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) put(out, NaN, NaN)
    else put(out, Math.min(aLow, bLow), Math.min(aHigh, bHigh))
  },
  maximum: (aLow, aHigh, bLow, bHigh, out) => {
    if (isNothing(aLow, aHigh) || isNothing(bLow, bHigh)) put(out, NaN, NaN)
    else put(out, Math.max(aLow, bLow), Math.max(aHigh, bHigh))
  },
  less: comparison((aLow, _aHigh, _bLow, bHigh) => aLow >= bHigh),
  lessEqual: comparison((aLow, _aHigh, _bLow, bHigh) => aLow > bHigh),
  equal: comparison((aLow, aHigh, bLow, bHigh) => aLow > bHigh || aHigh < bLow),
  unequal: comparison((aLow, aHigh, bLow, bHigh) => aLow === aHigh && bLow === bHigh && aLow === bLow),
  hypot: hypotBounds,
  atan2: atan2Bounds,
  select: (_aLow, _aHigh, _bLow, _bHigh, out) => putAll(out),
  negate: (low, high, _bLow, _bHigh, out) => put(out, -high, -low),
  absolute: (low, high, _bLow, _bHigh, out) => {
    if (isNothing(low, high)) put(out, NaN, NaN)
    else put(out, leastSize(low, high), Math.max(-low, high))
  },
  sign: (low, high, _bLow, _bHigh, out) => put(out, Math.sign(low), Math.sign(high)),
  squareRoot: increasing((a) => Math.sqrt(a), 0),
  exp: increasing(meanings.exp),
  log: increasing(meanings.log, 0),
  log10: increasing(meanings.log10, 0),
  sin: wave(meanings.sin, 1.5707963267948966),
  cos: wave(meanings.cos, 0),
  tan: tangentBounds,
  asin: increasing(meanings.asin, -1, 1),
  acos: (low, high, bLow, bHigh, out) => {
    fallingArc(-high, -low, bLow, bHigh, out)
  },
  atan: increasing(meanings.atan),
  sinh: increasing(meanings.sinh),
  cosh: coshBounds,
  tanh: increasing(meanings.tanh),
  sigmoid: increasing(meanings.sigmoid),
  floor: (low, high, _bLow, _bHigh, out) => put(out, Math.floor(low), Math.floor(high)),
  log2: increasing(meanings.log2, 0),
  log1p: increasing(meanings.log1p, -1),
  expm1: increasing(meanings.expm1),
  cbrt: increasing(meanings.cbrt),
  asinh: increasing(meanings.asinh),
  acosh: increasing(meanings.acosh, 1),
  atanh: increasing(meanings.atanh, -1, 1),
  softplus: increasing(meanings.softplus),
  erf: increasing(meanings.erf),
  normalDistribution: increasing(meanings.normalDistribution),
  // The extrema beyond the first turn, the first minimum of sinc and the first maximum of its slope, are bounded by the
  // hulls.
  sinc: fading(meanings.sinc, 4.493409457909064, [-0.21723362821122166, 0.1283746]),
  sincSlope: fading(meanings.sincSlope, 5.763459196894549, [-0.0118682, 0.0287236313873025]),
}
/** acos(x) grows with -x. */
const fallingArc = increasing((a) => meanings.acos(-a), -1, 1)
const productCorners = corners(meanings.multiply)

const rules: readonly Rule[] = operations.map((name) => ruleTable[name])
