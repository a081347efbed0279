import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import type { Batch } from './objective'
import { type ExampleTerms, sumObjective } from './sum'

const numbers = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 10 ** (i % 7))

/** f(theta; a) = a theta, so that the sum is that of the numbers, which shows the order it was taken in. */
function line(examples: number, workPerExample = 1): ExampleTerms {
  const each = (batch: Batch | undefined, from: number, to: number, add: (a: number) => void): void => {
    for (let k = from; k < to; k++) add(numbers[batch === undefined ? k : batch[k]!]!)
  }
  return {
    dimension: 1,
    layout: [{ name: 'theta', role: 'coordinate', offset: 0, shape: [] }],
    examples,
    workPerExample,
    addValues: (theta, batch, from, to, sum) => each(batch, from, to, (a) => (sum[0]! += a * theta[0]!)),
    addGradients: (theta, batch, from, to, sum) =>
      each(batch, from, to, (a) => {
        sum[0]! += a * theta[0]!
        sum[1]! += a
      }),
    addHessians: () => undefined,
    addHessianVectors: () => undefined,
  }
}

/** The sum of blocks of 64, in pairs, as the definition says. */
function inPairs(values: readonly number[]): number {
  let sums = Array.from({ length: Math.ceil(values.length / 64) }, (_, block) =>
    values.slice(64 * block, 64 * block + 64).reduce((sum, value) => sum + value, 0),
  )
  // Pairs level by level; one that has no partner waits, and is added from the last on.
  const waiting: number[] = []
  while (sums.length > 0) {
    if (sums.length % 2 === 1) waiting.push(sums.at(-1)!)
    sums = Array.from({ length: Math.floor(sums.length / 2) }, (_, pair) => sums[2 * pair]! + sums[2 * pair + 1]!)
  }
  return waiting.reduce((sum, larger) => larger + sum)
}

describe('a mean over examples', () => {
  test.each([1, 63, 64, 65, 128, 200, 448, 1000])('of %i is summed in blocks and in pairs', (examples) => {
    const objective = sumObjective(line(examples))
    const gradient = new Float64Array(1)
    const expected = inPairs([...numbers.subarray(0, examples)]) / examples
    expect(objective.valueGrad(Float64Array.of(1), gradient)).toBe(expected)
    expect(gradient[0]).toBe(expected)
    expect(objective.value(Float64Array.of(1))).toBe(expected)
  })

  test('is the same in however many pieces, and yields between them', () => {
    const slow = sumObjective(line(1000, 100_000))
    const pieces = slow.inPieces.value(Float64Array.of(1))
    let yields = 0
    let turn = pieces.next()
    for (; turn.done !== true; turn = pieces.next()) yields++
    expect(turn.value).toBe(sumObjective(line(1000)).value(Float64Array.of(1)))
    expect(yields).toBe(500)
  })

  test('yields between evaluations that are short each', () => {
    // 26 of them, of 100 times 100 multiplications, are a piece.
    const quick = sumObjective(line(100, 100))
    const yieldsOf = (): number => [...quick.inPieces.value(Float64Array.of(1))].length
    const yields = Array.from({ length: 130 }, yieldsOf)
    expect(Math.max(...yields)).toBe(1)
    expect(yields.reduce((sum, each) => sum + each, 0)).toBe(5)
  })

  test('counts examples exactly, those of a batch too', () => {
    const objective = sumObjective(line(200))
    const theta = Float64Array.of(1)
    finish(objective.inPieces.valueGrad(theta, new Float64Array(1), Uint32Array.of(3, 3, 5)))
    objective.value(theta)
    expect(objective.counts.examples).toBe(203)
    finish(objective.inPieces.hessian(theta, new Float64Array(1), Uint32Array.of(1, 2)))
    expect(objective.counts.examples).toBe(205)
  })

  test('is that of a batch in its order, one that comes up twice included', () => {
    const objective = sumObjective(line(1000))
    const batch = Uint32Array.from({ length: 150 }, (_, k) => (k * 37) % 90)
    const expected = inPairs([...batch].map((index) => numbers[index]!)) / 150
    expect(finish(objective.inPieces.value(Float64Array.of(1), batch))).toBe(expected)
  })
})
