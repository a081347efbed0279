const float = new Float64Array(1)
const words = new Int32Array(float.buffer)

/** Where the word with sign and exponent lies on this machine. */
const HIGH = (() => {
  float[0] = 1
  return words[1] === 0 ? 0 : 1
})()

/** The sign, exponent and leading 20 fraction bits of x. */
export function highWord(x: number): number {
  float[0] = x
  return words[HIGH]!
}

/** The trailing 32 fraction bits of x. */
export function lowWord(x: number): number {
  float[0] = x
  return words[1 - HIGH]!
}

const LEAST_EXPONENT = -1074

/** Every power of two that a double can be. A look-up is quicker than joining words: no store has to settle first. */
const POWERS_OF_TWO = (() => {
  const powers = new Float64Array(1024 - LEAST_EXPONENT)
  let power = 1
  for (let k = 0; k <= 1023; k++, power *= 2) powers[k - LEAST_EXPONENT] = power
  power = 0.5
  for (let k = -1; k >= LEAST_EXPONENT; k--, power *= 0.5) powers[k - LEAST_EXPONENT] = power
  return powers
})()

/** 2^k for an integer k in [-1074, 1023]. */
export function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k - LEAST_EXPONENT]!
}

/** Added and taken away again, this rounds |x| < 2^51 to the nearest integer, ties to even. */
export const ROUNDER = 6755399441055744
