import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { hdf5Bytes } from '../../test/support/surface-files'
import { fitGrid, type SampledGrid, sampledGridObjective } from '../core/objectives/sampled-grid'
import { formatProblem } from '../core/problem'
import { csv } from './csv'
import { json, NumberStream } from './json'
import { npy } from './npy'
import { npz } from './npz'
import { largestFile } from '../core/scene/file-size'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { prepareSurfaceFile, readSurfaceFile } from './read-surface-file'
import type { SurfaceFile } from './surface-file'

const folder = join(import.meta.dirname, '../../test/reference/surfaces')
const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)))
const text = (content: string): Uint8Array => new TextEncoder().encode(content)

async function bytes(pieces: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(typeof piece === 'string' ? text(piece) : piece)
  return new Uint8Array(Buffer.concat(parts))
}

async function readFileAs(name: string, content: Uint8Array, reading: SurfaceReading = {}) {
  await prepareSurfaceFile(name)
  return readSurfaceFile(name, content, reading)
}

async function read(name: string, content = sample(name), reading: SurfaceReading = {}): Promise<SurfaceFile> {
  const { value, problems } = await readFileAs(name, content, reading)
  if (value === undefined) throw new Error(problems.map(formatProblem).join(' | '))
  return value
}

async function line(name: string, content: Uint8Array): Promise<string> {
  const { problems } = await readFileAs(name, content)
  expect(problems).toHaveLength(1)
  return formatProblem(problems[0]!)
}

const plain = ({ x, y, values }: SampledGrid) => ({ x: [...x], y: [...y], values: [...values] })

/** An HDF5 file of datasets by their names. */
function hdf5(datasets: Readonly<Record<string, { data: Float64Array | Int32Array | string; shape?: number[] }>>) {
  return hdf5Bytes((file) => {
    for (const [name, { data, shape }] of Object.entries(datasets)) {
      file.create_dataset({ name, data, ...(shape === undefined ? {} : { shape }) })
    }
  })
}

describe('the measured samples', () => {
  test('HDF5, NPZ and the table hold one surface', async () => {
    const { surfaces } = await read('landscape.h5', sample('landscape.h5'), { order: 'xy' })
    expect(surfaces.map(({ name }) => name)).toEqual(['train_acc', 'train_loss'])
    const loss = surfaces[1]!.grid
    expect([loss.x.length, loss.y.length]).toEqual([51, 51])
    const archive = await read('landscape.npz', sample('landscape.npz'), { order: 'xy' })
    const table = await read('landscape.csv')
    expect(archive.surfaces).toMatchObject([{ name: 'loss', grid: loss }])
    expect(table.surfaces).toMatchObject([{ name: 'loss', grid: loss }])
  })

  test('its loss falls at every step of the recorded path, as it does with these axes only', async () => {
    const { surfaces } = await read('landscape.h5', sample('landscape.h5'), { order: 'xy' })
    const { path, surfaces: none } = await read('trajectory.h5')
    expect(none).toEqual([])
    expect(path).toHaveLength(62)
    const objective = sampledGridObjective(fitGrid(surfaces[1]!.grid))
    const losses = Array.from({ length: 31 }, (_, k) => objective.value(path!.slice(2 * k, 2 * k + 2)))
    expect(losses[0]).toBeGreaterThan(0.6)
    for (let k = 1; k < 31; k++) expect(losses[k]).toBeLessThan(losses[k - 1]!)
  })
})

describe('axes', () => {
  const rows = { x: [0, 0.5, 2, 3], y: [-1, 0, 4], values: [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23] }

  test.each(['mesh.npz', 'by-x.npz', 'by-y.npz'])('are told by coordinates or shape: %s', async (name) => {
    const { surfaces } = await read(name)
    expect(surfaces.map((surface) => [surface.name, plain(surface.grid)])).toEqual([['loss', rows]])
  })

  const matrix = Float64Array.from(rows.values)
  const byX = Float64Array.from({ length: 12 }, (_, k) => matrix[(k % 3) * 4 + Math.floor(k / 3)]!)
  const axes = { xcoordinates: { data: Float64Array.from(rows.x) }, ycoordinates: { data: Float64Array.from(rows.y) } }

  test('of HDF5 are x first, but y first where the shape says so', async () => {
    for (const [data, shape] of [
      [byX, [4, 3]],
      [matrix, [3, 4]],
      [Int32Array.from(matrix), [3, 4]],
    ] as const) {
      const { surfaces } = await read('a.h5', await hdf5({ ...axes, train_loss: { data, shape: [...shape] } }))
      expect(plain(surfaces[0]!.grid)).toEqual(rows)
    }
  })

  test('of the original program run x fastest whatever it declares, and -1 is a hole', async () => {
    const data = matrix.with(5, -1)
    const content = await hdf5({ ...axes, dir_file: { data: 'directions.h5' }, train_loss: { data, shape: [4, 3] } })
    const { surfaces } = await read('a.h5', content)
    expect(plain(surfaces[0]!.grid)).toEqual({ ...rows, values: rows.values.with(5, NaN) })
  })

  const npys = [
    'c-big-f4',
    'c-big-f8',
    'c-big-i4',
    'c-i1',
    'c-little-f4',
    'c-little-f8',
    'c-little-i8',
    'c-little-u2',
    'c-u1',
  ]
  test.each([...npys, 'fortran-big-i4', 'fortran-little-f8'])(
    'of a bare matrix span the unit square: %s',
    async (name) => {
      const { surfaces } = await read(`${name}.npy`)
      const grid = { x: [0, 1 / 3, 2 / 3, 1], y: [0, 0.5, 1], values: rows.values }
      expect(surfaces.map((surface) => [surface.name, plain(surface.grid)])).toEqual([['values', grid]])
    },
  )
})

describe('what Basin writes is read back', () => {
  const x = Float64Array.of(-1, 0.25, 1.5)
  const y = Float64Array.of(2, 4)
  const values = Float64Array.of(0.1, -0, 1e-300, NaN, Infinity, 1 / 3)
  const points = Array.from(values, (value, p) => [x[p % 3]!, y[Math.floor(p / 3)]!, value])

  test('table, in any order', async () => {
    const { surfaces } = await read('a.csv', await bytes(csv(['x', 'y', 'value'], points.toReversed())))
    expect(surfaces).toMatchObject([{ name: 'value', grid: { x, y, values } }])
  })

  test('JSON, with its axes, with its domain, with neither', async () => {
    const holes = values.map((value) => (Number.isFinite(value) ? value : NaN))
    const rows = { values: new NumberStream([values], 3) }
    const grid = { x, y, values: holes }
    const surfaceOf = async (document: Parameters<typeof json>[0]) =>
      (await read('a.json', await bytes(json(document)))).surfaces[0]!.grid
    expect(await surfaceOf({ ...rows, x, y, domain: { x: [0, 1], y: [0, 1] } })).toEqual(grid)
    expect(await surfaceOf({ ...rows, domain: { x: [-1, 1.5], y: [2, 4] } })).toEqual(grid)
    const unit = { x: Float64Array.of(0, 0.5, 1), y: Float64Array.of(0, 1), values: holes }
    expect(await surfaceOf(rows)).toEqual(unit)
    expect(await surfaceOf(rows.values)).toEqual(unit)
  })

  test('NPY and NPZ', async () => {
    const grid = { x: Float64Array.of(0, 0.5, 1), y: Float64Array.of(0, 1), values }
    expect((await read('a.npy', await bytes(npy([2, 3], [values])))).surfaces[0]!.grid).toEqual(grid)
    const entries = [
      { name: 'x', shape: [3], chunks: [x] },
      { name: 'y', shape: [2], chunks: [y] },
      { name: 'f', shape: [2, 3], chunks: [values] },
    ]
    expect((await read('a.npz', await bytes(npz(entries)))).surfaces).toMatchObject([
      { name: 'f', grid: { x, y, values } },
    ])
  })
})

describe('tables', () => {
  const grid = { x: [0, 1], y: [5, 6], values: [1, 2, 3, NaN] }

  test.each([
    ['points without names', '0,5,1\n1,5,2\n0,6,3\n1,6,nan\n'],
    ['any separator, order and line end', 'loss;y;x\r\n3;6;0\r\n;6;1\r\n1;5;0\r\n2;5;1'],
    ['spaces and a comment', '# made by hand\n# twice\nx  y  f\n 0 5 1.0\n 1 5 2e0\n 0 6 3\n 1 6 null\n\n'],
    ['quoted names and a byte order mark', '\uFEFF"x"\t"y"\t"f"\n0\t5\t1\n1\t5\t2\n0\t6\t3\n1\t6\tNaN\n'],
  ])('%s', async (_, content) => {
    const { surfaces } = await read('a.csv', text(content))
    expect(plain(surfaces[0]!.grid)).toEqual(grid)
  })

  test('every further column is a surface', async () => {
    const { surfaces } = await read('a.csv', text('x,y,f,g\n0,5,1,-1\n1,5,2,-2\n0,6,3,-inf\n1,6,,-4\n'))
    expect(surfaces.map(({ name }) => name)).toEqual(['f', 'g'])
    expect([...surfaces[1]!.grid.values]).toEqual([-1, -2, -Infinity, -4])
  })

  test('a matrix on the unit square', async () => {
    const { surfaces } = await read('a.csv', text('1,2\n3,4\n'))
    expect(plain(surfaces[0]!.grid)).toEqual({ x: [0, 1], y: [0, 1], values: [1, 2, 3, 4] })
  })
})

describe('a file that is not what it says', () => {
  const header = (shape: string, descr = '<f8') => {
    const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`
    return Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(dictionary.length, 0)}${dictionary}`, 'latin1')
  }

  test.each<[string, string, Uint8Array, string]>([
    ['empty', 'a.h5', new Uint8Array(), 'file is empty; save or copy it again'],
    [
      'HDF5 named otherwise',
      'a.npz',
      sample('trajectory.h5'),
      'file ends in ".npz" and is an HDF5 file; rename it to end in .h5',
    ],
    [
      'an archive named otherwise',
      'a.csv',
      sample('mesh.npz'),
      'file ends in ".csv" and is a NumPy archive; rename it to end in .npz',
    ],
    [
      'an array named otherwise',
      'a.h5',
      sample('c-u1.npy'),
      'file ends in ".h5" and is a NumPy array; rename it to end in .npy',
    ],
    [
      'text named HDF5',
      'a.hdf5',
      text('hello, world'),
      'file is not an HDF5 file: its first eight bytes are not the signature of one; save it with h5py, or give it the ending of what it is',
    ],
    [
      'text named NPZ',
      'a.npz',
      text('hello, world'),
      'file is not a ZIP archive, expected a NumPy archive; save it with numpy.savez',
    ],
    [
      'of no known ending',
      'a.png',
      text('hello'),
      'unknown ending of a measured surface: "png"; give a file that ends in .h5, .hdf5, .mat, .npz, .npy, .csv, .tsv, .txt or .json',
    ],
    [
      'JSON cut off',
      'a.json',
      text('{"values": [[1, 2]'),
      'file is not JSON, or cut off; save or copy it again, whole',
    ],
    [
      'JSON without values',
      'a.json',
      text('{"z": 1}'),
      'values: values are missing, expected a list of rows of numbers, y ascending; write them as basin surface --out FILE.json does',
    ],
    [
      'JSON with a short row',
      'a.json',
      text('[[1, 2], [3]]'),
      'values[1]: row has 1 values, expected 2 like the first; give every row as many values as there are x coordinates, null for a hole',
    ],
    [
      'JSON with text',
      'a.json',
      text('[[1, 2], [3, "4"]]'),
      'values[1][1]: value is "4", expected a number or null; write null for a hole',
    ],
    [
      'JSON with a wrong axis',
      'a.json',
      text('{"x":[1,0,1],"y":[0,1],"values":[[1,2,3],[4,5,6]]}'),
      'x: x coordinates 2 and 3 are 1 and then 1, expected strictly ascending; sort the axis together with its values, and name each coordinate once',
    ],
    [
      'a table with a point twice',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0,2\n0,1,3\n0,0,4\n'),
      'line 5: point (0, 0) is given twice, first at line 2; keep one of them',
    ],
    [
      'a table that lacks a point',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0,2\n0,1,3\n'),
      'grid of 2 x 2 points lacks 1, the first at (1, 1); add them, with the value nan where nothing was measured',
    ],
    [
      'a cloud',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0.5,2\n2,1,3\n'),
      '3 points with 3 different x and 3 different y are no grid; measure every x at every y, and write equal coordinates with equal digits',
    ],
    [
      'a line',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0,2\n'),
      'y: y has 1 coordinate, expected at least 2; give a surface measured along two axes',
    ],
    [
      'a ragged table',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0\n'),
      'line 3: row has 2 cells, expected 3 like the first; mend it: the file may be cut off there',
    ],
    [
      'a table with text',
      'a.csv',
      text('x,y,f\n0,0,1\n1,0,two\n'),
      'line 3: cell is "two", expected a number, nan or nothing; mend it',
    ],
    [
      'a point nowhere',
      'a.csv',
      text('x,y,f\n0,0,1\nnan,0,1\n'),
      'line 3: point at (NaN, 0), expected finite coordinates; give every point a place; only values may be missing',
    ],
    [
      'an array of text',
      'a.npy',
      new Uint8Array(header('(2,)', '<U4')),
      "NumPy array holds text (<U4), expected floating-point numbers of 2, 4 or 8 bytes, or integers; save array.astype('f8')",
    ],
    [
      'an array of a claimed size',
      'a.npy',
      new Uint8Array(header('(99999999, 99999999)')),
      'NumPy array of shape (99999999, 99999999) needs 79999998400000000 bytes of data and has 0; save it again: the file was cut off or joined to another',
    ],
    [
      'an array of no rows',
      'a.npy',
      new Uint8Array(header('(0, 300000000)')),
      'values: matrix of 0 x 300000000 has no values, expected at least 2 x 2; give a surface measured along two axes',
    ],
    [
      'an array of one axis',
      'a.npy',
      new Uint8Array([...header('(1,)'), ...new Uint8Array(8)]),
      'file holds no surface: found values (1), expected a matrix; save x, y and the values, one row for each y',
    ],
  ])('%s', async (_, name, content, expected) => {
    expect(await line(name, content)).toBe(expected)
  })

  test('too large', async () => {
    expect(await line('a.csv', new Uint8Array(largestFile + 1))).toContain(
      'file has 67108865 bytes, expected at most 67108864',
    )
    const large = await bytes(npy([2, 1_000_000], [new Float64Array(2_000_000)]))
    expect(await line('a.npy', large)).toContain('values: surface has 1000000 x 2 points, expected at most 1048576')
    const data = new Float64Array(1_100_000)
    expect(await line('a.h5', await hdf5({ loss: { data, shape: [1100, 1000] } }))).toContain(
      'loss: surface has 1000 x 1100 points, expected at most 1048576',
    )
    // The size an entry claims stands 24 bytes into its record of the archive's directory.
    const archive = sample('by-y.npz')
    const record = Buffer.from(archive).indexOf('PK\x01\x02', 'latin1')
    new DataView(archive.buffer).setUint32(record + 24, 0xf0000000, true)
    expect(await line('a.npz', archive)).toContain('x: array is damaged: it does not unpack')
  })

  test('HDF5 with one axis, with no matrix, with a ragged path', async () => {
    const data = Float64Array.of(0, 1, 2)
    expect(await line('a.h5', await hdf5({ xcoordinates: { data }, train_loss: { data } }))).toContain(
      'file has coordinates along x alone, expected both x and y; add "y"',
    )
    expect(await line('a.h5', await hdf5({ x: { data }, y: { data }, f: { data } }))).toBe(
      'f: 3 points with 3 different x and 3 different y are no grid; measure every x at every y, and write equal coordinates with equal digits',
    )
    expect(await line('a.h5', await hdf5({ proj_xcoord: { data }, proj_ycoord: { data: data.slice(1) } }))).toContain(
      'proj_xcoord: path has 3 x and 2 y coordinates',
    )
  })
})

describe('any damage is told in words', () => {
  const small: readonly [string, Uint8Array][] = [
    ['a.npy', sample('c-little-f8.npy')],
    ['a.npz', sample('mesh.npz')],
    ['a.h5', sample('trajectory.h5')],
    ['a.csv', text('x,y,f\n0,0,1.5\n1,0,2\n0,1,3\n1,1,4')],
    ['a.json', text('{"x":[0,1],"y":[0,1],"values":[[1,2],[3,null]]}')],
  ]

  test.each(small)('cut off anywhere: %s', async (name, content) => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await read(name, content)
    // A table's last cell may be shortened and stay a number; everything else notices that its end is missing.
    const least = name === 'a.csv' ? content.length - 1 : content.length
    for (let length = 0; length < least; length++) {
      const { problems } = await readFileAs(name, content.slice(0, length))
      expect(problems.length, `${length} bytes`).toBeGreaterThan(0)
      for (const { message, remedy } of problems) expect(message && remedy).not.toBe('')
    }
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })

  test.each(small)('changed anywhere: %s', async (name, content) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: content.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const damaged = content.slice()
          for (const [at, byte] of changes) damaged[at] = byte
          const { value, problems } = await readFileAs(name, damaged)
          expect((value === undefined) === problems.length > 0).toBe(true)
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })
})
