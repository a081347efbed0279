import { expect, test } from 'vitest'
import { effectiveRates } from './effective-rates'

test('the rate of a coordinate is its step by its gradient; one without a gradient has none', () => {
  const rates = effectiveRates(Float64Array.of(-0.2, 0.03, 0, 1, 0.5), Float64Array.of(2, -0.1, 4, 0, 0))
  expect([...rates.each].map((rate) => Number(rate.toPrecision(14)))).toEqual([0.1, 0.3, 0, NaN, NaN])
  expect([rates.least, rates.median, rates.greatest]).toEqual([0, 0.1, expect.closeTo(0.3, 15)])
  expect(effectiveRates(Float64Array.of(1), Float64Array.of(0))).toEqual({
    each: Float64Array.of(NaN),
    least: NaN,
    median: NaN,
    greatest: NaN,
  })
})
