import { expect, test } from 'vitest'
import type { Rate } from '../../core/analysis/rates/rates'
import { rateLineText, rateSentence, rateText } from './rate-text'

const fit = { from: 20, to: 500, goodness: 1 }
const cases: readonly (readonly [Rate, string, string])[] = [
  [{ kind: 'linear', factor: 0.9312, ...fit }, '×0.931', 'converges linearly, ×0.931 a step (steps 20 to 500)'],
  [{ kind: 'linear', factor: 0.99996, ...fit }, '×0.99996', 'converges linearly, ×0.99996 a step (steps 20 to 500)'],
  [
    { kind: 'sublinear', exponent: 1.01, ...fit },
    '1/k',
    'converges sublinearly, as 1/k^1.01 after k steps (steps 20 to 500)',
  ],
  [
    { kind: 'sublinear', exponent: 0.5, ...fit },
    '1/k^0.5',
    'converges sublinearly, as 1/k^0.5 after k steps (steps 20 to 500)',
  ],
  [
    { kind: 'superlinear', order: 1.98, ...fit },
    'order 1.98',
    'converges superlinearly, of order 1.98 (steps 20 to 500)',
  ],
]

test.each(cases)('%j', (rate, short, sentence) => {
  expect([rateText(rate), rateSentence(rate)]).toEqual([short, sentence])
})
const line = { law: 'power', from: 1, to: 9, points: 9, slope: -1.00069, standardError: 0.0123, intercept: 0 } as const

test.each([
  [line, 'slope −1.001 ± 0.012'],
  [{ ...line, standardError: 1.8e-6 }, 'slope −1.00069 ± 2e-6'],
  [{ ...line, standardError: NaN }, 'slope −1.001'],
  [{ ...line, law: 'geometric', slope: Math.log(0.81), standardError: 1e-4 } as const, '×0.81000 ± 0.00008 a step'],
])('a law is told to the digits that its error leaves', (given, text) => {
  expect(rateLineText(given, 'step')).toBe(text)
})
