import { describe, expect, test } from 'vitest'
import { batchesInOrder, batchesSummary, batchesText, readBatches } from './listed-batches'

const sum = { examples: 8, isDrawn: false }

describe('listed batches', () => {
  test.each([
    ['lines', '0 1\n2,3 , 4\n7;7\n\n'],
    ['lines of Windows', '0, 1\r\n2 3 4\r\n7 7'],
    ['JSON', ' [[0, 1],\n [2, 3, 4], [7, 7.0]]\n'],
  ])('are read from %s', (_, text) => {
    expect(readBatches(text, sum)).toEqual({ value: [[0, 1], [2, 3, 4], [7, 7]], problems: [] }) // prettier-ignore
  })

  test('are what they were after being written', () => {
    const batches = [[3], [0, 7, 3]]
    expect(batchesText(batches)).toBe('3\n0 7 3')
    expect(readBatches(batchesText(batches), sum).value).toEqual(batches)
  })

  test.each([
    ['', 'no batch is listed'],
    ['0 1\n\n2', 'line 2 is empty'],
    ['0 1\n2 1.5', 'line 2, index 2: 1.5 is no whole number'],
    ['0 one', 'line 1, index 2: one is no whole number'],
    ['0\n8', 'line 2, index 1: there is no example 8 among 8'],
    ['-1', 'line 1, index 1: there is no example -1 among 8'],
    ['[[0], []]', 'batch 2 is empty'],
    ['[[0, null]]', 'batch 1, index 2: null is no whole number'],
    ['[[0], [3, 9]]', 'batch 2, index 2: there is no example 9 among 8'],
    ['[0, 1]', 'batch 1 is 0, expected a list'],
    ['[]', 'no batch is listed'],
    ['[[0, 1],\n[2, 3', 'line 2, column 6: list is not JSON'],
  ])('that are wrong, %j, are told by line and index', (text, message) => {
    const { value, problems } = readBatches(text, sum)
    expect(value).toBeUndefined()
    expect(problems.map((problem) => problem.message)).toEqual([message])
    expect(problems[0]!.remedy).not.toBe('')
  })

  test('tell everything that is wrong, and what normalisation cannot take', () => {
    expect(readBatches('0 x\n9 -1\n3', { ...sum, leastBatch: 2 }).problems.map(({ message }) => message)).toEqual([
      'line 1, index 2: x is no whole number',
      'line 2, index 1: there is no example 9 among 8',
      'line 2, index 2: there is no example -1 among 8',
      'line 3 has 1 example, of which batch normalisation takes 2 at least',
    ])
  })

  test('are summed up', () => {
    expect(batchesSummary([[0, 1], [1, 2]], 8)).toBe('2 batches of 2, 4 draws, 3 different examples of 8') // prettier-ignore
    expect(batchesSummary([[0], [1, 2, 2]], 8)).toBe('2 batches of 1 to 3, 4 draws, 3 different examples of 8')
    expect(batchesSummary([[5]], 8)).toBe('1 batch of 1, 1 draw, 1 different example of 8')
  })

  test('begin with the examples in order, in whole batches', () => {
    expect(batchesInOrder(3, 8)).toEqual([[0, 1, 2], [3, 4, 5]]) // prettier-ignore
    expect(batchesInOrder(8, 8)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]])
    expect(batchesInOrder(64, 100_000)).toHaveLength(16)
    expect(batchesInOrder(2000, 5000).map(({ length }) => length)).toEqual([2000])
  })
})
