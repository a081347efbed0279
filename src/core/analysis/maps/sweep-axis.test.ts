import { expect, test } from 'vitest'
import { sweepValues } from './sweep-axis'

test('even steps and equal ratios, both ends exact', () => {
  expect(sweepValues(0, 0.9, 4, 'linear')).toEqual([0, 0.3, 0.6, 0.9])
  expect(sweepValues(1e-4, 1, 5, 'log')).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1])
  expect(sweepValues(0.1234567, 2, 1, 'log')).toEqual([0.1234567])
})

test('six digits, and no value twice', () => {
  expect(sweepValues(1, 2, 3, 'log')).toEqual([1, 1.41421, 2])
  expect(sweepValues(1, 1.00001, 5, 'linear')).toEqual([1, 1.00001])
})
