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
    ['1/0', 'it is not finite'],
    ['sqrt(-1)', 'it is not finite'],
  ])('%s means none', (text, message) => expect(read(text)).toEqual({ message }))

  test('what is no formula is said to be wrong', () => {
    expect(read('2*').message).toBeTypeOf('string')
    expect(read('2*').value).toBeUndefined()
  })
})
