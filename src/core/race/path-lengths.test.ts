import { expect, test } from 'vitest'
import { PathLengths } from './path-lengths'

const start = [3, 4, 0]
const rows = (first: number, ...points: readonly number[][]) => ({
  step: Float64Array.from(points, (_, k) => first + k),
  theta: Float64Array.from(points.flat()),
})

test('lengths are Euclidean norms, across rows that come in parts', () => {
  const lengths = new PathLengths(start)
  expect(lengths.add(rows(0, start, [3, 4, 12]))).toEqual({
    norm: Float64Array.of(5, 13),
    fromStart: Float64Array.of(0, 12),
    step: Float64Array.of(NaN, 12),
  })
  expect(lengths.add(rows(2, [0, 0, 12]))).toEqual({
    norm: Float64Array.of(12),
    fromStart: Float64Array.of(13),
    step: Float64Array.of(5),
  })
})

test('of a step between rows that do not follow one another nothing is known', () => {
  const lengths = new PathLengths(start)
  lengths.add(rows(0, start))
  expect(lengths.add(rows(10, [3, 4, 1], [3, 4, 3])).step).toEqual(Float64Array.of(NaN, 2))
})

test('a racer that goes on from a checkpoint steps from there, and its start stays', () => {
  const resumed = new PathLengths(start, { step: 7, theta: Float64Array.of(3, 4, 1) })
  expect(resumed.add(rows(8, [3, 4, 3]))).toMatchObject({
    fromStart: Float64Array.of(3),
    step: Float64Array.of(2),
  })
})
