import { expect, test } from 'vitest'
import { keepsTheta, leastRecordWithTheta, mostThetaBytes, type RaceSize, recordedRows, rowBytes } from './kept-rows'

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

test('what is measured is recorded besides', () => {
  const sum = { ...size, steps: 9000, record: 100, measureEvery: 30 }
  expect(recordedRows(sum)).toBe(91 + 300)
  expect(recordedRows({ ...sum, measureEvery: 1 })).toBe(9001)
  expect([keepsTheta(sum), keepsTheta({ ...sum, measureEvery: 1 })]).toEqual([true, false])
  expect(leastRecordWithTheta({ ...sum, measureEvery: 1 })).toBeUndefined()
})

test('it is kept again once rows are recorded seldom enough', () => {
  const long = { ...size, steps: 1_000_000 }
  const record = leastRecordWithTheta(long)!
  expect(keepsTheta({ ...long, record })).toBe(true)
  expect(keepsTheta({ ...long, record: record - 1 })).toBe(false)
  expect(leastRecordWithTheta({ ...size, dimension: 10_000_000 })).toBeUndefined()
})

test('a row takes what is kept of it', () => {
  expect(rowBytes(size)).toBe(8 * (4 + 1024 + 6))
  expect(rowBytes({ ...size, steps: 8192 })).toBe(8 * (4 + 6))
  expect(rowBytes({ ...size, dimension: 2, isSliced: false })).toBe(8 * (4 + 2))
})
