import { describe, expect, test } from 'vitest'
import { readAs } from '../../test/support/surface-files'

const points = (separator: string, rows: readonly (readonly string[])[]): string =>
  [['x', 'y', 'loss'], ...rows].map((row) => row.join(separator)).join('\n')

const losses = (a: string, b: string, c: string, d: string): readonly (readonly string[])[] => [
  ['0', '0', a],
  ['1', '0', b],
  ['0', '1', c],
  ['1', '1', d],
]

describe('commas that could be two things', () => {
  test.each([';', '\t', '|'])('with three digits after each: %j', async (separator) => {
    expect(await readAs('a.csv', points(separator, losses('3,972', '978', '1,005', '2,100')))).toBe(
      'line 2: cell is "3,972", which could be read in two ways: all commas of the table have three digits after them, as those that part thousands; write decimal points, and numbers without separators of thousands',
    )
  })

  test.each([
    ['another number of digits', losses('3,972', '978', '1,005', '2,1'), [3.972, 978, 1.005, 2.1]],
    ['a zero before', losses('3,972', '978', '-0,005', '2,100'), [3.972, 978, -0.005, 2.1]],
    ['thousands that are not parted', losses('3,972', '1978', '1,005', '2,100'), [3.972, 1978, 1.005, 2.1]],
    ['an exponent', losses('3,972', '978', '1,005e2', '2,100'), [3.972, 978, 100.5, 2.1]],
  ])('are decimal points where one cell says so: %s', async (_, rows, values) => {
    expect(await readAs('a.csv', points(';', rows))).toMatchObject({ values })
  })

  test('between cells', async () => {
    expect(await readAs('a.csv', '2,97,2,30\n1,05,0,40\n3,10,1,75\n')).toBe(
      'line 2: cell is "05": the commas could be decimal ones, of 2 numbers a line, or part 4 cells; write decimal points, or put semicolons between the cells',
    )
    expect(await readAs('a.csv', points(',', losses('3,9', '1,2', '1,1', '2,5')))).toContain(
      'line 2: row has 4 cells, expected 3 like the first; mend it; where commas are decimal points',
    )
    expect(await readAs('a.csv', 'x,y,loss\n0,5,0,5,1,5\n')).toBe(
      'line 2: row has 6 cells, expected 3 like the first; mend it; where commas are decimal points, put semicolons between the cells',
    )
  })

  test.each([
    ['integers', '12,97,2,30\n1,5,0,40\n'],
    ['a sign where decimals have none', '2,97,2,30\n1,-05,0,40\n'],
    ['a point somewhere', '2,97,2,30\n1,05,0,40.5\n'],
  ])('are between cells where one says so: %s', async (_, text) => {
    expect(await readAs('a.csv', text)).toMatchObject({ x: [0, 1 / 3, 2 / 3, 1] })
  })
})

test('a table of more cells than a surface has points is told so', async () => {
  const wide = Array<string>(3000).fill('1').join()
  expect(await readAs('a.csv', Array<string>(3000).fill(wide).join('\n'))).toBe(
    'table has 3000 rows of 3000 cells, expected at most 1048576 points (1024 x 1024); take every second or third point along each axis',
  )
})
