import { expect, test } from 'vitest'
import { keepsTheta, leastRecordWithTheta, mostThetaBytes, type RaceSize, rowBytes } from './kept-rows'

const size: RaceSize = { racers: 2, dimension: 1024, isSliced: true, steps: 8191, record: 1 }

test('theta is kept while that of all racers fits, and none of it beyond', () => {
  expect(2 * 8192 * 1024 * 8).toBe(mostThetaBytes)
  expect(keepsTheta(size)).toBe(true)
  for (const more of [{ racers: 3 }, { dimension: 1025 }, { steps: 8192 }])
    expect(keepsTheta({ ...size, ...more })).toBe(false)
  expect(keepsTheta({ ...size, steps: 16_000, record: 2 })).toBe(true)
  // In the plane theta is what is drawn.
  expect(keepsTheta({ racers: 6, dimension: 2, isSliced: false, steps: 1e7, record: 1 })).toBe(true)
})

test('it is kept again once rows are recorded seldom enough', () => {
  const long = { ...size, steps: 1_000_000 }
  const record = leastRecordWithTheta(long)!
  expect(keepsTheta({ ...long, record })).toBe(true)
  expect(keepsTheta({ ...long, record: record - 1 })).toBe(false)
  expect(leastRecordWithTheta({ ...size, dimension: 10_000_000 })).toBeUndefined()
})

test('a row takes what is kept of it', () => {
  expect(rowBytes(size)).toBe(8 * (4 + 1024 + 3))
  expect(rowBytes({ ...size, steps: 8192 })).toBe(8 * (4 + 3))
  expect(rowBytes({ ...size, dimension: 2, isSliced: false })).toBe(8 * (4 + 2))
})
