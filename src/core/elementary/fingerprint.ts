import * as elementary from './index'

const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)

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
 * A 64-bit hash, as 16 hexadecimal digits, of every bit of every elementary function over a fixed set of arguments.
 * Two machines with the same fingerprint compute the same races. The hash is FNV-1a, taken twice over 32-bit words
 * with different starts.
 */
export function elementaryFingerprint(): string {
  let first = 0x811c9dc5
  let second = 0x2f0b4c47
  const add = (value: number): void => {
    // A NaN has many forms, and engines may choose freely.
    float[0] = value === value ? value : 0
    const isNaN = value === value ? 0 : 1
    for (const word of [words[0]!, words[1]!, isNaN]) {
      first = Math.imul(first ^ word, 16777619)
      second = Math.imul(second ^ word ^ (second >>> 15), 16777619)
    }
  }
  const { atan2, hypot, pow, powInteger, ...unary } = elementary
  const xs = fixedArguments()
  for (const name of Object.keys(unary).sort() as (keyof typeof unary)[]) xs.forEach((x) => add(unary[name](x)))
  xs.forEach((x, i) => {
    const y = xs[xs.length - 1 - i]!
    add(atan2(y, x))
    add(hypot(y, x))
    add(pow(Math.abs(x), y))
    add(pow(Math.abs(x), (i % 60) / 4 - 7))
    add(powInteger(x, (i % 21) - 10))
  })
  return [first, second].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
