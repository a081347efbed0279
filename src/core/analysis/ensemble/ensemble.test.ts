import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meets } from './predicate'
import { RecordedValues, recordedSteps } from './recorded-steps'
import { ensembleStatistics } from './statistics'

describe('statistics over seeds', () => {
  test('are the textbook ones of the finite values', () => {
    const { count, mean, standardError, quantiles } = ensembleStatistics(
      Float64Array.of(4, NaN, 1, 2, Infinity, 3),
      [0, 0.1, 0.5, 1],
    )
    expect([count, mean]).toEqual([4, 2.5])
    // Variance 5 / 3 of four values.
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 12), 15)
    expect(quantiles[0]).toBe(1)
    expect(quantiles[1]).toBeCloseTo(1.3, 15)
    expect(quantiles.slice(2)).toEqual([2.5, 4])
  })

  test('of one seed and of none', () => {
    expect(ensembleStatistics(Float64Array.of(7), [0.5])).toEqual({
      count: 1,
      mean: 7,
      standardError: NaN,
      quantiles: [7],
    })
    expect(ensembleStatistics(Float64Array.of(NaN), [0.5])).toEqual({
      count: 0,
      mean: NaN,
      standardError: NaN,
      quantiles: [NaN],
    })
  })

  test('quantiles lie among the values, ascend, and know the order of none', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(values, (given) => {
        const probabilities = [0, 0.25, 0.5, 0.75, 1]
        const { quantiles } = ensembleStatistics(Float64Array.from(given), probabilities)
        expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b))
        expect([quantiles[0], quantiles[4]].map((value) => value! + 0)).toEqual(
          [Math.min(...given), Math.max(...given)].map((value) => value + 0),
        )
        expect(ensembleStatistics(Float64Array.from(given).reverse(), probabilities).quantiles).toEqual(quantiles)
      }),
      { seed: 7 },
    )
  })
})

describe('recorded steps', () => {
  test('begin at the start and end at the last step', () => {
    expect([...recordedSteps(10, 4)]).toEqual([0, 4, 8, 10])
    expect([...recordedSteps(8, 4)]).toEqual([0, 4, 8])
    expect([...recordedSteps(0, 4)]).toEqual([0])
    expect([...recordedSteps(3, 4)]).toEqual([0, 3])
  })

  test('of a racer that ended before have its last value, or none where it is one of steps', () => {
    const told = (rests: boolean) => {
      const recorded = new RecordedValues(recordedSteps(10, 4))
      recorded.add(Float64Array.of(0, 2), Float64Array.of(9, 7))
      recorded.add(Float64Array.of(4, 5), Float64Array.of(NaN, 4))
      return [...recorded.end(rests)]
    }
    expect(told(true)).toEqual([9, 7, 4, 4])
    expect(told(false)).toEqual([9, 7, NaN, NaN])
  })
})

describe('a predicate', () => {
  const ending = { outcome: 'max-steps', step: 5, reason: '', lastFinite: { step: 5, theta: [0], loss: 0.5 } } as const

  test('is about the last loss or the outcome', () => {
    expect(meets({ loss: { below: 0.6 } }, ending)).toBe(true)
    expect(meets({ loss: { below: 0.5 } }, ending)).toBe(false)
    expect(meets({ loss: { below: 1 } }, { ...ending, outcome: 'non-finite' })).toBe(false)
    expect(meets({ outcome: 'max-steps' }, ending)).toBe(true)
    expect(meets({ outcome: 'converged' }, ending)).toBe(false)
  })
})
