import { expect, test } from 'vitest'
import { binCounts } from './histogram'

test('numbers are counted by bin: the last end in the last bin, what lies beyond or is no number in none', () => {
  expect(binCounts([0, 0.9, 1, 2.5, 4, NaN, Infinity, -1, 4.1], [0, 4], 4)).toEqual([2, 1, 1, 1])
  expect(binCounts(Float64Array.of(7), [7, 8], 3)).toEqual([1, 0, 0])
})
