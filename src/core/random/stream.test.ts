import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { philox, stream, type Stream } from './stream'

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next)
const mean = (xs: number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length

describe('Philox4x32-10', () => {
  // The known answers published with Random123 (D. E. Shaw Research, 2011), kat_vectors: counter, key, result.
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('counter %s, key %s', (counter, key, expected) => {
    const words = (text: string): number[] => text.split(' ').map((word) => parseInt(word, 16))
    const block = Uint32Array.from(words(counter))
    const [key0, key1] = words(key)
    philox(block, key0!, key1!)
    expect([...block]).toEqual(words(expected))
  })
})

describe('stream', () => {
  const integer = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })

  it('has not changed: noise recorded before still comes out bit for bit', () => {
    const { uint32, uniform, normal } = stream(7, 'noise', 1, 2, 3)
    expect([uint32(), uint32(), uniform(), normal(), normal()]).toEqual([
      1956624090, 3800942430, 0.6851631042045505, 0.37371197556805125, -0.20086726590627677,
    ])
  })

  it('is a pure function of its key, whatever else is drawn and when', () => {
    fc.assert(
      fc.property(integer, fc.string(), fc.array(integer, { maxLength: 5 }), (seed, purpose, indices) => {
        const alone = draw(20, stream(seed, purpose, ...indices).uint32)
        const [again, other] = [stream(seed, purpose, ...indices), stream(seed, purpose, ...indices, 0)]
        const interleaved = draw(20, () => {
          other.normal()
          return again.uint32()
        })
        expect(interleaved).toEqual(alone)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('differs with the seed, the purpose, each index, their number and order, to the last bit of a safe integer', () => {
    const keys: [number, string, ...number[]][] = [
      [0, ''],
      [1, ''],
      [-1, ''],
      [0, 'a'],
      [0, 'ab'],
      [0, 'ba'],
      [0, '\0'],
      [0, 'noise'],
      [0, '', 0],
      [0, '', 0, 0],
      [0, '', 0, 0, 0],
      [0, '', 1, 0],
      [0, '', 0, 1],
      [0, '', 1, 0, 0],
      [0, '', 0, 1, 0],
      [0, '', 0, 0, 1],
      [0, '', -1],
      [0, '', 4294967296],
      [0, '', 4294967295],
      [0, '', 97],
      [97, ''],
      [Number.MAX_SAFE_INTEGER, ''],
      [Number.MAX_SAFE_INTEGER - 1, ''],
      [Number.MIN_SAFE_INTEGER, ''],
      [4294967296, ''],
    ]
    const first = keys.map((key) => draw(4, stream(...key).uint32).join())
    expect(new Set(first).size).toBe(keys.length)
  })

  it.each([0.5, NaN, Infinity, 9007199254740992])('refuses %d, which is not a safe integer', (bad) => {
    expect(() => stream(bad, '')).toThrow('safe integer')
    expect(() => stream(0, '', bad)).toThrow('safe integer')
    expect(() => stream(0, '', bad, 0)).toThrow('safe integer')
  })

  it('serves the four words of each block in order', () => {
    const { uint32 } = stream(0, 'order')
    const words = draw(4096, uint32)
    expect(words.every((word) => Number.isInteger(word) && word >= 0 && word < 4294967296)).toBe(true)
    // Among 4096 words of 32 bits two coincide with probability 0.002.
    expect(new Set(words).size).toBe(4096)
  })
})

/**
 * The seeds are fixed, so these tests give the same verdict every time; the bounds are 5 standard errors of what they
 * bound, which a faultless generator exceeds once in 1.7 million.
 */
describe('statistics', () => {
  const count = 200_000
  const sources: [string, (next: (s: Stream) => number) => number[]][] = [
    ['one stream', (next) => draw(count, () => next(long))],
    ['the first draw of neighbouring steps', (next) => draw(count, () => next(stream(3, 'noise', 0, step++)))],
    ['the first draw of neighbouring racers', (next) => draw(count, () => next(stream(3, 'noise', step++, 0)))],
    ['the first draw of neighbouring seeds', (next) => draw(count, () => next(stream(step++, 'noise', 0, 0)))],
  ]
  const long = stream(3, 'statistics')
  let step = 0

  it.each(sources)('uniform() of %s: moments, cells and neighbours', (_, take) => {
    const xs = take((s) => s.uniform())
    expect(xs.every((x) => x >= 0 && x < 1)).toBe(true)
    expect(Math.abs(mean(xs) - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
    // The variance of (x - 1/2)^2 is 1/180, that of the product of two independent deviations 1/144.
    expect(Math.abs(mean(xs.map((x) => (x - 0.5) ** 2)) - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count))
    const products = xs.slice(1).map((x, i) => (x - 0.5) * (xs[i]! - 0.5))
    expect(Math.abs(mean(products))).toBeLessThan(5 * Math.sqrt(1 / 144 / count))
    // Chi-squared over 256 cells: mean 255, standard deviation sqrt(510).
    const cells = new Float64Array(256)
    for (const x of xs) cells[Math.floor(x * 256)]!++
    const chiSquared = cells.reduce((sum, cell) => sum + (cell - count / 256) ** 2 / (count / 256), 0)
    expect(Math.abs(chiSquared - 255)).toBeLessThan(5 * Math.sqrt(510))
  })

  it.each(sources)('every bit of uint32() of %s is set half of the time', (_, take) => {
    const words = take((s) => s.uint32())
    for (let bit = 0; bit < 32; bit++) {
      const set = words.filter((word) => (word >>> bit) & 1).length
      expect(Math.abs(set - count / 2)).toBeLessThan(5 * Math.sqrt(count / 4))
    }
  })

  it.each(sources)('normal() of %s: moments, tails and cells', (_, take) => {
    const xs = take((s) => s.normal())
    // The k-th power has mean 1, 0, 3 and variance 2, 15, 96 for k = 2, 3, 4.
    expect(Math.abs(mean(xs))).toBeLessThan(5 * Math.sqrt(1 / count))
    expect(Math.abs(mean(xs.map((x) => x ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    expect(Math.abs(mean(xs.map((x) => x ** 3)))).toBeLessThan(5 * Math.sqrt(15 / count))
    expect(Math.abs(mean(xs.map((x) => x ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / count))
    // P(X < t) of the standard normal, to 16 digits by the error function.
    for (const [t, probability] of [
      [-3, 0.0013498980316300933],
      [-2, 0.022750131948179195],
      [-1, 0.15865525393145707],
      [0, 0.5],
      [0.5, 0.6914624612740131],
      [1.5, 0.9331927987311419],
      [2.5, 0.9937903346742238],
    ] as const) {
      const below = xs.filter((x) => x < t).length / count
      expect(Math.abs(below - probability)).toBeLessThan(5 * Math.sqrt((probability * (1 - probability)) / count))
    }
  })

  it('both normals of a pair are used, and are uncorrelated, as are their squares', () => {
    const { normal } = stream(5, 'pairs')
    const pairs = draw(count, () => [normal(), normal()] as const)
    expect(Math.abs(mean(pairs.map(([a, b]) => a * b)))).toBeLessThan(5 * Math.sqrt(1 / count))
    expect(Math.abs(mean(pairs.map(([a, b]) => (a * a - 1) * (b * b - 1))))).toBeLessThan(5 * Math.sqrt(4 / count))
  })
})
