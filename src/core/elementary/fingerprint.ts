import { BitHash } from './bit-hash'
import * as elementary from './index'

/** Arguments where the functions have their joints and borders. */
const MARKS = [
  0, 5e-324, 2.2250738585072014e-308, 1e-9, 0.004, 0.0625, 0.125, 0.25, 0.5, 1, 20, 22, 40, 709.5, 1e5, 1e22,
]
const ARGUMENTS_PER_SCALE = 40
/** Factors that spread uniform numbers in (-1, 1) over what the functions distinguish. */
const SCALES = [1e-300, 1e-6, 0.1, 1, 10, 700, 1e5, 1e15, 1e300]

function fixedArguments(): number[] {
  const result = [NaN, Infinity, -Infinity]
  for (const mark of MARKS) result.push(mark, -mark)
  let state = 1
  for (const scale of SCALES) {
    for (let i = 0; i < ARGUMENTS_PER_SCALE; i++) {
      // Marsaglia's xorshift32; two draws fill the significand.
      let fraction = 0
      for (let draw = 0; draw < 2; draw++) {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        fraction = (fraction + (state >>> 0)) / 4294967296
      }
      result.push((2 * fraction - 1) * scale)
    }
  }
  return result
}

/**
 * For every elementary function, by its name, a hash of its bits over a fixed set of arguments: 16 hexadecimal digits
 * that are the same on every machine. Two machines with the same fingerprints compute the same races.
 */
export function elementaryFingerprints(): Readonly<Record<string, string>> {
  const { atan2, hypot, pow, powInteger, ...unary } = elementary
  const xs = fixedArguments()
  const binary: Readonly<Record<string, (x: number, i: number) => number>> = {
    atan2: (x, i) => atan2(xs[xs.length - 1 - i]!, x),
    hypot: (x, i) => hypot(xs[xs.length - 1 - i]!, x),
    pow: (x, i) => pow(Math.abs(x), xs[xs.length - 1 - i]!),
    // Exponents that a person writes.
    'pow to quarters': (x, i) => pow(Math.abs(x), (i % 60) / 4 - 7),
    powInteger: (x, i) => powInteger(x, (i % 21) - 10),
  }
  const hashOf = (f: (x: number, i: number) => number): string => {
    const hash = new BitHash()
    hash.add(Float64Array.from(xs, f))
    return hash.digest()
  }
  return Object.fromEntries(Object.entries({ ...unary, ...binary }).map(([name, f]) => [name, hashOf(f)]))
}
