import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'

const read = (text: string) => computeDirectly('number', { text })

describe('a number as a formula', () => {
  test.each([
    ['2*pi', 2 * 3.141592653589793],
    ['1/3', 1 / 3],
    ['-sqrt(4)', -2],
    ['2^10 - 24', 1000],
    ['tau', 2 * 3.141592653589793],
  ])('%s is read', (text, value) => expect(read(text)).toEqual({ value }))

  test.each([
    ['x', '"x" is a name'],
    ['2*a', '"a" is a name'],
  ])('%s has a name', (text, message) => expect(read(text)).toEqual({ message }))

  test.each(['2*', '1/0', 'sqrt(-1)', ''])('%j is said to be wrong', (text) => {
    expect(read(text)).toEqual({ message: expect.any(String) })
  })
})
