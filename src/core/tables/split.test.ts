import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitExamples } from './split'
import { type SplitFractions, splitSizes } from './split-sizes'

test.each<[number, SplitFractions, readonly number[]]>([
  [400, [0.7, 0.15, 0.15], [280, 60, 60]],
  [10, [0.7, 0.15, 0.15], [7, 2, 1]],
  [11, [0.7, 0.15, 0.15], [8, 2, 1]],
  [20, [0.7, 0.15, 0.15], [14, 3, 3]],
  [100, [0.29, 0.3, 0.41], [29, 30, 41]],
  [2, [1 / 3, 1 / 3, 1 / 3], [1, 1, 0]],
  [7, [1, 0, 0], [7, 0, 0]],
  [1, [0.5, 0.25, 0.25], [1, 0, 0]],
])('%d examples by %o are %o', (count, fractions, sizes) => {
  expect(splitSizes(count, fractions)).toEqual(sizes)
})

test('a split is disjoint and complete, its sizes the nearest whole numbers to either side', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.tuple(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 20 })),
      fc.nat(1000),
      (count, [a, b, c], seed) => {
        const fractions = [a, b, c].map((part) => part / (a + b + c)) as unknown as SplitFractions
        const { training, validation, test: testing } = splitExamples(count, fractions, seed)
        expect([...training, ...validation, ...testing].toSorted((x, y) => x - y)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        )
        for (const [part, rows] of [training, validation, testing].entries()) {
          expect(rows.toSorted()).toEqual(rows)
          expect(Math.abs(rows.length - fractions[part]! * count)).toBeLessThan(1 + 1e-9)
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  )
})

test('which examples are for what is drawn by the seed', () => {
  const split = (seed: number) => splitExamples(50, [0.5, 0.25, 0.25], seed)
  expect(split(1)).toEqual(split(1))
  expect(split(1)).not.toEqual(split(2))
})
