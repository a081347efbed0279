import { cos, log, sin } from '../elementary'

/** Random numbers that are a pure function of their key: no draw of one stream is felt by another. */
export interface Stream {
  /** The next 32 random bits, as an integer in [0, 2^32). */
  uint32(): number
  /** The next uniform number in [0, 1): a multiple of 2^-53, from two 32-bit draws. */
  uniform(): number
  /** The next standard normal number, by Box and Muller's method: a pair is made of two uniforms, both are used. */
  normal(): number
}

const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
/** The key's increments: the golden ratio and sqrt(3) - 1, as 32-bit fractions. */
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

const TWO_PI = 6.283185307179586

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aHigh = a >>> 16
  const aLow = a & 0xffff
  const bHigh = b >>> 16
  const bLow = b & 0xffff
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const carry = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) >>> 0
}

/**
 * Philox4x32-10: replaces the four words of block, the counter, by four random words under the two words of key.
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011),
 * section 3.3.
 */
export function philox(block: Uint32Array, key0: number, key1: number): void {
  let c0 = block[0]!
  let c1 = block[1]!
  let c2 = block[2]!
  let c3 = block[3]!
  for (let round = 0; round < ROUNDS; round++) {
    const next0 = multiplyHigh(MULTIPLIER_1, c2) ^ c1 ^ key0
    const next2 = multiplyHigh(MULTIPLIER_0, c0) ^ c3 ^ key1
    c1 = Math.imul(MULTIPLIER_1, c2) >>> 0
    c3 = Math.imul(MULTIPLIER_0, c0) >>> 0
    c0 = next0 >>> 0
    c2 = next2 >>> 0
    key0 = (key0 + WEYL_0) >>> 0
    key1 = (key1 + WEYL_1) >>> 0
  }
  block[0] = c0
  block[1] = c1
  block[2] = c2
  block[3] = c3
}

/** Stirs one more word into a two-word digest: the digest is the key under which the word is enciphered. */
function absorb(digest: Uint32Array, block: Uint32Array, word: number, upperWord: number, place: number): void {
  block[0] = word
  block[1] = upperWord
  block[2] = place
  block[3] = 0
  philox(block, digest[0]!, digest[1]!)
  digest[0] = block[0]!
  digest[1] = block[1]!
}

/** Marks in a digest's place word what is being absorbed, so that no seed can pass for a character or an index. */
const SEED_PLACE = 0x53454544
const PURPOSE_PLACE = 0x50555250
const INDEX_PLACE = 0x494e4458

/** What a stream is enciphered under, and what it is the digest of besides indices before the last. */
interface Key {
  readonly seed: number
  readonly purpose: string
  readonly count: number
  readonly key0: number
  readonly key1: number
}

/**
 * The last key of a stream with at most one index: the steps of a race ask for it one after the other, and it costs
 * most of a stream.
 */
let keptKey: Key | undefined

function keyOf(seed: number, purpose: string, indices: readonly number[]): Key {
  const count = indices.length
  if (keptKey !== undefined && keptKey.seed === seed && keptKey.purpose === purpose && keptKey.count === count)
    return keptKey
  const digest = new Uint32Array(2)
  const block = new Uint32Array(4)
  const absorbInteger = (value: number, place: number): void => {
    requireInteger(value)
    absorb(digest, block, value >>> 0, Math.floor(value / 4294967296) >>> 0, place)
  }
  absorbInteger(seed, SEED_PLACE)
  for (let i = 0; i < purpose.length; i++) absorb(digest, block, purpose.charCodeAt(i), i, PURPOSE_PLACE)
  for (let i = 0; i < count - 1; i++) absorbInteger(indices[i]!, INDEX_PLACE)
  absorb(digest, block, count, 0, INDEX_PLACE)
  const key = { seed, purpose, count, key0: digest[0]!, key1: digest[1]! }
  if (count <= 1) keptKey = key
  return key
}

function requireInteger(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`stream index is not a safe integer: ${value}`)
}

/**
 * The stream of this seed, purpose and indices. Seed and indices are safe integers; any number of indices will do, and
 * each place counts: (1), (1, 0) and (0, 1) are different streams. Seed, purpose and all indices but the last are
 * digested, by Philox itself, into the 64-bit key; the last index and the number of the draw are the counter. So
 * streams that differ only in the last index never share a block, and others do no more than chance allows.
 */
export function stream(seed: number, purpose: string, ...indices: readonly number[]): Stream {
  return streamUnder(keyOf(seed, purpose, indices), indices.length === 0 ? 0 : indices[indices.length - 1]!)
}

/** `stream(seed, purpose, index)` of any index: the key, which costs most of a stream, is made once. */
export function streams(seed: number, purpose: string): (index: number) => Stream {
  const key = keyOf(seed, purpose, [0])
  return (index) => streamUnder(key, index)
}

function streamUnder({ key0, key1 }: Pick<Key, 'key0' | 'key1'>, lastIndex: number): Stream {
  requireInteger(lastIndex)
  const block = new Uint32Array(4)
  const lastLow = lastIndex >>> 0
  const lastHigh = Math.floor(lastIndex / 4294967296) >>> 0
  let blocks = 0
  let used = 4
  let spareNormal = NaN

  const uint32 = (): number => {
    if (used === 4) {
      block[0] = blocks >>> 0
      block[1] = Math.floor(blocks / 4294967296)
      block[2] = lastLow
      block[3] = lastHigh
      philox(block, key0, key1)
      blocks++
      used = 0
    }
    return block[used++]!
  }
  const uniform = (): number => {
    const upper = uint32() >>> 5
    const lower = uint32() >>> 6
    return (upper * 67108864 + lower) / 9007199254740992
  }
  const normal = (): number => {
    if (spareNormal === spareNormal) {
      const spare = spareNormal
      spareNormal = NaN
      return spare
    }
    // 1 - uniform lies in (0, 1], where the logarithm is finite.
    const radius = Math.sqrt(-2 * log(1 - uniform()))
    const angle = TWO_PI * uniform()
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }
  return { uint32, uniform, normal }
}
