import { describe, expect, test } from 'vitest'
import { leastSquares } from './least-squares'
import { errorOnLine, rateLine } from './rate-line'

const clock = Float64Array.from({ length: 1001 }, (_, k) => k)
const errorsOf = (law: (k: number) => number): Float64Array => clock.map(law)

describe('a least-squares line', () => {
  test('has the slope, the intercept and the standard error of the textbooks', () => {
    // numpy.polyfit of the same five points; the error is sqrt(S_rr / 3 / S_xx).
    const { slope, intercept, goodness, standardError } = leastSquares([1, 2, 3, 4, 6], [2, 1, 4, 3, 7])
    expect(slope).toBeCloseTo(1.0540540540540542, 14)
    expect(intercept).toBeCloseTo(0.027027027027026307, 14)
    expect(goodness).toBeCloseTo(0.7756246812850587, 14)
    expect(standardError).toBeCloseTo(0.3273135517943234, 14)
  })

  test('of two points has no error to tell', () => {
    expect(leastSquares([1, 2], [3, 5])).toMatchObject({ slope: 2, intercept: 1, standardError: NaN })
  })
})

describe('a law of an error', () => {
  test('is the power that it falls by, over the range alone', () => {
    const errors = errorsOf((k) => (k < 100 ? 7 : 3 / (k * k)))
    const line = rateLine(clock, errors, 1001, 'power', [100, 900])!
    expect(line).toMatchObject({ law: 'power', from: 100, to: 900, points: 801 })
    expect(line.slope).toBeCloseTo(-2, 12)
    expect(line.standardError).toBeLessThan(1e-12)
    expect(errorOnLine(line, 200)).toBeCloseTo(3 / 40_000, 15)
    expect(rateLine(clock, errors, 1001, 'power', [50, 900])!.slope).not.toBeCloseTo(-2, 1)
  })

  test('is the factor that each step leaves', () => {
    const line = rateLine(
      clock,
      errorsOf((k) => 5 * 0.9 ** k),
      1001,
      'geometric',
      [0, 200],
    )!
    expect(Math.exp(line.slope)).toBeCloseTo(0.9, 14)
    expect(errorOnLine(line, 10)).toBeCloseTo(5 * 0.9 ** 10, 12)
  })

  test('rests on what has a logarithm: no errors of zero or below, none that is not finite, no power at 0', () => {
    const errors = errorsOf((k) => [1 / (k + 1), 0, -1, NaN, Infinity][k % 5]!)
    expect(rateLine(clock, errors, 1001, 'power', [0, 1000])).toMatchObject({ points: 200, from: 5, to: 1000 })
    expect(rateLine(clock, errors, 1001, 'geometric', [0, 1000])).toMatchObject({ points: 201, from: 0 })
    expect(rateLine(clock, errors, 3, 'power', [0, 1000])).toBeUndefined()
    expect(rateLine(clock, errors, 1001, 'power', [5, 9])).toBeUndefined()
  })
})
