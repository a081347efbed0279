import { expect, test } from 'vitest'
import { coordinatePlane, sliceIn } from './slice-pattern'

test('a pattern begins with its first entries and repeats the rest, in any dimension', () => {
  const pattern = {
    origin: { first: [1, 2], rest: [3] },
    u: { first: [], rest: [1, 0] },
    v: { first: [9], rest: [0, 1] },
  }
  expect(sliceIn(pattern, 5)).toEqual({ origin: [1, 2, 3, 3, 3], u: [1, 0, 1, 0, 1], v: [9, 0, 1, 0, 1] })
  expect(sliceIn(pattern, 2)).toEqual({ origin: [1, 2], u: [1, 0], v: [9, 0] })
})

test('the plane of the first two coordinates', () => {
  expect(sliceIn(coordinatePlane, 4)).toEqual({ origin: [0, 0, 0, 0], u: [1, 0, 0, 0], v: [0, 1, 0, 0] })
})
