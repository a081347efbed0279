import { describe, expect, test } from 'vitest'
import { readClass, readCurve } from './output-reading'

const read = (loss: Parameters<typeof readClass>[0], classes: number, ...outputs: readonly number[]) =>
  readClass(loss, classes, Float64Array.from([NaN, ...outputs]), 1, outputs.length)

describe('the class that outputs stand for', () => {
  test('is the largest of several, as surely as its probability is above chance', () => {
    expect(read('cross-entropy', 3, 1, 1, 1)).toEqual({ label: 0, confidence: expect.closeTo(0, 12) as number })
    const { label, confidence } = read('cross-entropy', 2, 0, Math.log(3))
    expect(label).toBe(1)
    expect(confidence).toBeCloseTo((0.75 - 0.5) / 0.5, 12)
    expect(read('cross-entropy', 2, 1000, -1000)).toEqual({ label: 0, confidence: 1 })
  })

  test('is the side of 0 of one logit or margin', () => {
    const { label, confidence } = read('binary-cross-entropy', 2, -Math.log(3))
    expect(label).toBe(0)
    expect(confidence).toBeCloseTo(0.5, 12)
    expect(read('hinge', 2, 0.4)).toEqual({ label: 1, confidence: 0.4 })
    expect(read('hinge', 2, -7)).toEqual({ label: 0, confidence: 1 })
  })

  test('is the nearest of numbers', () => {
    expect(read('mse', 2, 0.9).label).toBe(1)
    expect(read('mse', 2, 0.9).confidence).toBeCloseTo(0.8, 12)
    expect(read('mse', 2, -4)).toEqual({ label: 0, confidence: 1 })
    expect(read('half-mse', 4, 2.4).label).toBe(2)
  })
})

test('a curve beside classes is the probability of one', () => {
  expect(readCurve('binary-cross-entropy', Float64Array.of(0), 0, 0, 1)).toBe(0.5)
  expect(readCurve('cross-entropy', Float64Array.of(0, Math.log(3)), 0, 1, 2)).toBeCloseTo(0.75, 12)
  expect(readCurve('mse', Float64Array.of(4.5), 0, 0, 1)).toBe(4.5)
})
