import { expect, test } from 'vitest'
import { createTrace } from '../../engine/accumulations/race'
import type { Trace } from '../playback/trace'
import { stopMarks } from './stop-marks'

const traceOf = (validation: readonly number[], gradientNorm: readonly number[]): Trace => ({
  ...createTrace('sgd'),
  count: gradientNorm.length,
  gradientNorm: Float64Array.from(gradientNorm),
  sampled: { measured: { validation: Float64Array.from(validation) } } as unknown as Trace['sampled'],
})

// The best of all comes after three rows without a better one than the second measured one.
const trace = traceOf([5, 3, 4, NaN, 4, 4, 2], [9, NaN, 4, 2, 1, 0.5, 0.1])
const rowOf = (rule: string, marks: object): number | undefined =>
  stopMarks(trace, marks).find((mark) => mark.rule === rule)?.row

test.each([
  [1, 1],
  [3, 1],
  // What is not measured is no row to wait at.
  [4, 6],
  [100, 6],
])('with patience %i early stopping goes back to row %i', (patience, row) => {
  expect(rowOf('validation', { patience })).toBe(row)
})

test.each([
  [9, 0],
  [1, 4],
  [0.7, 5],
  [0.01, undefined],
])('a gradient of at most %d is first there at row %s', (gradientNorm, row) => {
  expect(rowOf('gradient-norm', { gradientNorm })).toBe(row)
})

test('a race that has not come so far, or measures no validation loss, has no marks', () => {
  expect(stopMarks(trace, {})).toEqual([])
  expect(stopMarks({ ...trace, count: 2 }, { patience: 3, gradientNorm: 4 })).toEqual([{ rule: 'validation', row: 1 }])
  expect(stopMarks({ ...trace, sampled: undefined }, { patience: 3 })).toEqual([])
})
