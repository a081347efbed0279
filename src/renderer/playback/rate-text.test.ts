import { expect, test } from 'vitest'
import type { Rate } from '../../core/analysis/rates/rates'
import { rateSentence, rateText } from './rate-text'

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
