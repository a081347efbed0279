import { expect, test } from 'vitest'
import { orbitText } from './orbit-text'

test.each([
  ['8! 2^8 = 10321920 parameter vectors', '8! 2⁸ = 10\u202f321\u202f920 parameter vectors'],
  ['3! 2^3 = 48 parameter vectors', '3! 2³ = 48 parameter vectors'],
  ['32! 2^32 · 32! 2^32 = about 1.27e90 parameter vectors', '32! 2³² · 32! 2³² = about 1.27×10⁹⁰ parameter vectors'],
  ['7!/2! 2 = 5040 pieces of a continuum', '7!/2! 2 = 5\u202f040 pieces of a continuum'],
])('%s', (words, text) => {
  expect(orbitText(words)).toBe(text)
})
