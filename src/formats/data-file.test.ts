import { describe, expect, test } from 'vitest'
import type { DataTask } from '../core/definitions/data-set'
import { formatProblem } from '../core/problem'
import { readDataFile } from './data-file'
import { type DataChoice, dataOfFile } from './data-of-file'
import { npz, type NpzEntry } from './npz'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function archive(...entries: readonly NpzEntry[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of npz(entries)) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

function read(content: string | Uint8Array, choice: DataChoice = {}, wanted: DataTask = 'classification') {
  const isText = typeof content === 'string'
  const file = readDataFile(isText ? 'data.csv' : 'data.npz', isText ? bytesOf(content) : content)
  return file.value === undefined ? file : dataOfFile(file.value, choice, wanted)
}

function dataOf(...given: Parameters<typeof read>) {
  const { value, problems } = read(...given)
  expect(problems.map(formatProblem)).toEqual([])
  return value!
}

const problemsOf = (...given: Parameters<typeof read>): readonly string[] =>
  (read(...given).problems as Parameters<typeof formatProblem>[0][]).map(formatProblem)

const iris = 'width,length,species\n1.5,2,setosa\n2,2.5,virginica\n\n0.5,-1,setosa\n'

describe('a table of examples', () => {
  test('has its last column for the target, and classes that are words by the alphabet', () => {
    expect(dataOf(iris)).toEqual({
      inputs: { shape: [3, 2], values: [1.5, 2, 2, 2.5, 0.5, -1] },
      targets: { shape: [3, 1], values: [0, 1, 0] },
      names: { inputs: ['width', 'length'], targets: ['species'], classes: ['setosa', 'virginica'] },
    })
  })

  test('has columns by name or by number, in the order that is asked for', () => {
    const { inputs, targets, names } = dataOf(iris, { inputs: [2, 'width'], target: 3 })
    expect([inputs.values, targets.values]).toEqual([
      [2, 1.5, 2.5, 2, -1, 0.5],
      [0, 1, 0],
    ])
    expect(names.inputs).toEqual(['length', 'width'])
    expect(dataOf(iris, { inputs: ['width'], target: 'length' }, 'regression').targets.values).toEqual([2, 2.5, -1])
    const both = dataOf('a,b,c\n1,2,3\n4,5,7\n', { target: ['a', 'c'] }, 'regression')
    expect(both.targets).toEqual({ shape: [2, 2], values: [1, 3, 4, 7] })
  })

  test('has the target that is called so, wherever it stands', () => {
    expect(dataOf('y,a,b\n0,2,3\n1,5,7\n').names).toEqual({ inputs: ['a', 'b'], targets: ['y'] })
  })

  test.each([
    ['without names', '1,2,0\n3,4,1\n', ['column 1', 'column 2']],
    ['with semicolons and decimal commas', 'a;b;y\n1,0;2;0\n3;4;1\n', ['a', 'b']],
    ['with tabs, a separator at each end and Windows’ lines', 'a\tb\ty\t\r\n1\t2\t0\t\r\n3\t4\t1\t\r\n', ['a', 'b']],
    ['with quotes and comments', '# made by hand\n"a","b","y"\n1,"2",0\n3,4,1\n', ['a', 'b']],
    ['with a mark of its encoding', '\uFEFFa b y\n1 2 0\n3 4 1\n', ['a', 'b']],
  ])('%s is read alike', (_, text, inputs) => {
    const data = dataOf(text)
    expect(data.inputs.values).toEqual([1, 2, 3, 4])
    expect(data.targets.values).toEqual([0, 1])
    expect(data.names.inputs).toEqual(inputs)
  })

  test.each<readonly [string, string, DataChoice, DataTask, readonly string[]]>([
    ['no bytes', '', {}, 'regression', ['file is empty; save or copy it again']],
    ['blank lines alone', '\n\n  \n', {}, 'regression', ['table is empty; give each example a line']],
    ['names alone', 'a,b,y\n', {}, 'regression', ['line 1: table has names and no rows; add the examples']],
    ['a cell missing', 'a,y\n1,2\n,3\n4,nan\n', {}, 'regression', ['line 3: input "a" is missing, expected a number; fill', 'line 4: target "y" is missing']], // prettier-ignore
    ['infinity', 'a,y\n1,2\n-inf,3\n', {}, 'regression', ['line 3: input "a" is -Infinity, expected a number']],
    ['text in a column of numbers', 'a,y\n1,2\n2,3\nx2,4\n', {}, 'regression', ['line 4: input "a" is "x2", expected a number; mend it, or leave the column out']], // prettier-ignore
    ['words for numbers', iris, {}, 'regression', ['line 2: target "species" is "setosa"', 'line 3: ', 'line 5: ']],
    [
      'a row too short',
      'a,b,y\n1,2,3\n1,2\n',
      {},
      'regression',
      ['line 3: row has 2 cells, expected 3 like the first'],
    ],
    ['a constant column', 'a,b,y\n1,7,0\n2,7,1\n', {}, 'classification', ['inputs: input column "b" is 7 in every row, from line 2 to line 3, expected one that varies']], // prettier-ignore
    ['one class', 'a,y\n1,1\n2,1\n', {}, 'classification', ['target: target is class 1 in every row, from line 2 to line 3, expected two classes or more']], // prettier-ignore
    ['one word', 'a,y\n1,b\n2,b\n', {}, 'classification', ['target: target is class "b" in every row']],
    ['a class missing', 'a,y\n1,0\n2,2\n3,0\n', {}, 'classification', ['target: targets have classes up to 2, and no row has class 1; number the classes from 0 without a gap']], // prettier-ignore
    ['no classes', 'a,y\n1,-1\n2,1\n3,0.5\n', {}, 'classification', ['target: target in line 2, column "y" is -1, expected a class', 'line 4: target in line 4, column "y" is 0.5']], // prettier-ignore
    ['a class that is missing', 'a,y\n1,b\n2,\n3,c\n', {}, 'classification', ['line 3: target "y" is missing, expected a class']], // prettier-ignore
    ['one column', 'y\n1\n2\n', {}, 'regression', ['inputs: data without inputs; take a column for the target']],
    ['another name', iris, { inputs: ['with'], target: 9 }, 'regression', ['inputs: file has no column "with"; take one of width, length, species, or a number from 1 to 3', 'target: file has no column 9']], // prettier-ignore
    ['a column twice', iris, { inputs: [1, 3], target: 'species' }, 'classification', ['inputs: column "species" is an input and a target']], // prettier-ignore
    ['an input twice', iris, { inputs: ['width', 1] }, 'classification', ['inputs: column "width" is named twice; name it once']], // prettier-ignore
    ['two columns of a name', 'a,a,y\n1,2,3\n', {}, 'regression', ['line 1: column "a" is there twice']],
  ])('with %s is refused by line and column', (_, text, choice, wanted, expected) => {
    expect(problemsOf(text, choice, wanted)).toEqual(expected.map((each) => expect.stringContaining(each)))
  })

  test('tells the first of many wrong cells, and that there are more', () => {
    const problems = problemsOf(`a,y\n${'x,1\n'.repeat(50)}1,2\n`, {}, 'regression')
    expect(problems.length).toBe(9)
    expect(problems.at(-1)).toContain('more cells are wrong in the same ways')
  })

  test('of too many examples or columns is refused before memory is taken', () => {
    const [message] = problemsOf('1,2\n'.repeat(100_001))
    expect(message).toContain('data are 100001 examples of 2 columns, expected at most 100000 examples')
    expect(problemsOf(`${'1,'.repeat(4097)}2\n`)[0]).toContain('of more than 4097 columns')
  })
})

describe('an archive of examples', () => {
  const X: NpzEntry = { name: 'X', shape: [3, 2], chunks: [Float64Array.of(1, 2, 3, 4, 5, 7)] }
  const y: NpzEntry = { name: 'y', shape: [3], chunks: [Float64Array.of(1, 0, 1)] }

  test('has a matrix whole or by its columns', async () => {
    const bytes = await archive(X, y)
    const whole = dataOf(bytes)
    expect(whole.inputs).toEqual({ shape: [3, 2], values: [1, 2, 3, 4, 5, 7] })
    expect(whole.names).toEqual({ inputs: ['X[0]', 'X[1]'], targets: ['y'] })
    expect(dataOf(bytes, { inputs: ['X'], target: 'y' })).toEqual(whole)
    expect(dataOf(bytes, { inputs: ['X[1]'] }).inputs.values).toEqual([2, 4, 7])
    expect(dataOf(await archive(y, X)).targets.values).toEqual([1, 0, 1])
  })

  test('has pictures as flat rows', async () => {
    const pictures = { name: 'images', shape: [2, 2, 2], chunks: [Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)] }
    const labels = { name: 'labels', shape: [2], chunks: [Float64Array.of(0, 1)] }
    expect(dataOf(await archive(pictures, labels)).inputs).toEqual({ shape: [2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8] })
  })

  test('is refused with NaN, rows that do not go together, or nothing', async () => {
    const nan = { name: 'X', shape: [3, 2], chunks: [Float64Array.of(1, 2, 3, NaN, 5, 7)] }
    expect(problemsOf(await archive(nan, y))).toEqual([
      'row 1: input "X[1]" is missing, expected a number; fill it in, or leave the row out',
    ])
    const short = { name: 'y', shape: [2], chunks: [Float64Array.of(1, 0)] }
    expect(problemsOf(await archive(X, short))[0]).toContain('y: y has 2 rows, and X has 3')
    expect(problemsOf(await archive())[0]).toContain('archive')
    expect(problemsOf(bytesOf('PK'))[0]).toContain('cut off or damaged')
  })
})

test('a file of another ending is refused', () => {
  expect(readDataFile('data.xlsx', bytesOf('x')).problems.map(formatProblem)).toEqual([
    'file of data ends in "xlsx", expected .csv or .npz; save a table as .csv, or arrays with numpy.savez',
  ])
})
