import { expect, test } from 'vitest'
import { numberList, readNumberList } from './number-list'

test.each([
  [[1, 0, 0, 0, 0, 0], '1 0×5'],
  [[0, 0, 0, 1.5, -2e-9], '0 0 0 1.5 -2e-9'],
  [[], ''],
])('%j is written as "%s" and read back', (numbers, text) => {
  expect(numberList(numbers)).toBe(text)
  expect(readNumberList(text)).toEqual(numbers)
})

test('numbers may be parted in any usual way', () => {
  expect(readNumberList('1, 2;3\t−4  0 * 2')).toEqual([1, 2, 3, -4, 0, 0])
})

test.each(['1 two 3', '0×', '0×2×3', '0×1e9', '×3'])('"%s" is refused by its entry', (text) => {
  expect(readNumberList(text)).toMatch(/^".+" is no number/)
})
