import { describe, expect, test } from 'vitest'
import { hdf5Bytes, npyBytes, npyOfType, npzBytes, readAs } from '../../test/support/surface-files'

const axes = { x: [[3], [0, 1, 2]], y: [[2], [0, 1]] } as const
const z = [
  [2, 3],
  [1, 2, 3, 4, 5, 6],
] as const
const complex = npyOfType("'<c16'", '(2, 3)', new Uint8Array(96))
const text = npyOfType("'<U1'", '(2, 3)', new Uint8Array(24))
const long = npyOfType("'<f16'", '(2, 3)', new Uint8Array(96))

describe('arrays that hold no numbers of ours', () => {
  test('are named beside a good one, but for text', async () => {
    expect(await readAs('a.npz', await npzBytes({ ...axes, z, complex, long, text }))).toMatchObject({
      values: z[1],
      said:
        'complex is left out: NumPy array holds complex numbers (<c16), expected floating-point numbers of 2, 4 or 8 bytes, or integers; ' +
        'long is left out: NumPy array holds long doubles (<f16), expected floating-point numbers of 2, 4 or 8 bytes, or integers',
    })
  })

  test.each([
    ['complex', complex, 'z: NumPy array holds complex numbers (<c16)', 'save array.real or abs(array)'],
    ['long doubles', long, 'z: NumPy array holds long doubles (<f16)', "save array.astype('f8')"],
    ['text', text, 'z: NumPy array holds text (<U1)', "save array.astype('f8')"],
  ])('are named where there is nothing else: %s', async (_, array, what, remedy) => {
    for (const content of [await npzBytes({ ...axes, z: array }), await npzBytes({ z: array })]) {
      const refused = await readAs('a.npz', content)
      expect(refused).toContain(what)
      expect(refused).toContain(remedy)
    }
  })

  test('in HDF5 too', async () => {
    const content = await hdf5Bytes((file) => {
      file.create_dataset({ name: 'z', data: ['a', 'b'] })
    })
    expect(await readAs('a.h5', content)).toContain('z: array holds text or other values')
  })
})

test('a group that links back is read once', async () => {
  const content = await hdf5Bytes((file) => {
    for (const [name, [shape, numbers]] of Object.entries({ ...axes, z })) {
      file.create_dataset({ name, data: Float64Array.from(numbers), shape: [...shape] })
    }
    file.create_soft_link('/', 'loop')
    file.create_soft_link('/nowhere', 'dead')
  })
  expect(await readAs('a.h5', content)).toMatchObject({ values: z[1], said: undefined, measured: { surfaces: ['z'] } })
})

describe('integers beyond 2^53', () => {
  const bytes = (last: bigint): Uint8Array => new Uint8Array(BigInt64Array.of(1n, 2n, 3n, last).buffer)
  const said = 'without axes it lies on the unit square; rows are y, by default; '

  test('are rounded, and said to be', async () => {
    const file = npyOfType("'<i8'", '(2, 2)', bytes(2n ** 53n + 1n))
    expect(await readAs('a.npy', file)).toMatchObject({
      said: `${said}integers beyond 2^53 are rounded; change with --axes, --order`,
    })
    expect(await readAs('a.npz', await npzBytes({ z: file }))).toMatchObject({
      said: `${said}integers beyond 2^53 are rounded in z; change with --axes, --order`,
    })
    const h5 = await hdf5Bytes((each) => {
      each.create_dataset({ name: 'z', data: BigInt64Array.of(1n, 2n, 3n, 2n ** 60n), shape: [2, 2] })
    })
    expect(await readAs('a.h5', h5)).toMatchObject({
      said: `${said}integers beyond 2^53 are rounded in z; change with --axes, --order`,
    })
  })

  test('are none up to there', async () => {
    expect(await readAs('a.npy', npyOfType("'<i8'", '(2, 2)', bytes(2n ** 53n - 1n)))).toMatchObject({
      said: `${said.slice(0, -2)}; change with --axes, --order`,
    })
  })
})

describe('every format reads alike', () => {
  const rows = [
    [1, 5, 2],
    [4, 7, 9],
    [6, 3, 8],
    [2, 2, 7],
  ]
  const inFormats = async (matrix: readonly number[][]) =>
    [
      ['a.npy', await npyBytes([matrix.length, matrix[0]!.length], matrix.flat())],
      ['a.npz', await npzBytes({ values: [[matrix.length, matrix[0]!.length], matrix.flat()] })],
      ['a.json', JSON.stringify(matrix)],
      ['a.csv', matrix.map((row) => row.join()).join('\n')],
    ] as const

  test('three columns that are no grid could be points or a matrix', async () => {
    for (const [name, content] of await inFormats(rows)) {
      const refused = await readAs(name, content)
      expect(refused).toContain('4 points with 4 different x and 4 different y are no grid; measure every x at every y')
      expect(refused).toContain('or say --axes none where they are a matrix of values alone')
      expect(await readAs(name, content, { axes: 'none' })).toMatchObject({ x: [0, 0.5, 1] })
    }
  })

  test('three rows of three are too few for points', async () => {
    for (const [name, content] of await inFormats(rows.slice(0, 3))) {
      expect(await readAs(name, content)).toMatchObject({ x: [0, 0.5, 1], y: [0, 0.5, 1] })
    }
  })

  test('points may have their value first', async () => {
    const points = [0, 1].flatMap((b) => [0, 1].map((a) => [10 * a + b + 0.5, a, b]))
    for (const [name, content] of await inFormats(points)) {
      expect(await readAs(name, content)).toMatchObject({
        values: [0.5, 10.5, 1.5, 11.5],
        said: 'columns 2 and 3 are x and y; change with --axes',
      })
    }
  })

  test('a matrix under names is said to be one', async () => {
    const refused = await readAs('a.csv', 'a,b,c,d\n1,5,2,3\n4,7,9,3\n6,3,8,4\n')
    expect(refused).toContain('or say --axes none where they are a matrix of values alone')
  })

  test('a wide table of pandas, columns by number', async () => {
    const frame = { '-1.5': { '0': 1, '0.5': 2, '10': 3 }, '2': { '0': 4, '0.5': 5, '10': null } }
    expect(await readAs('a.json', JSON.stringify(frame))).toMatchObject({
      x: [-1.5, 2],
      y: [0, 0.5, 10],
      values: [1, 4, 2, 5, 3, NaN],
      said: 'the first row and column are its axes; x along the first row, rows are y; change with --axes, --order',
    })
  })
})
