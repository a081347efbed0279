import { expect, test } from 'vitest'
import { spokenMath } from './spoken-math'

test.each([
  ['about 100', 'about 100'],
  ['below $2/\\lambda$, or at it', 'below 2/λ, or at it'],
  ['$\\epsilon<\\frac{2}{\\lambda_{max}}$', 'ε<2/(λ_max)'],
  ['$\\sqrt{\\kappa}$ times', '√κ times'],
  ['$\\kappa^2$ and $x \\le 1$', 'κ^2 and x ≤1'],
])('%s is spoken as %s', (text, words) => expect(spokenMath(text)).toBe(words))
