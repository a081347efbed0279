import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { hdf5Bytes, npyBytes } from '../../test/support/surface-files'
import { formatProblem } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { mostNames } from './most-names'
import { prepareSurfaceFile, readSurfaceFile } from './read-surface-file'
import { surfaceScene } from './surface-scene'

async function read(name: string, content: string | Uint8Array, reading: SurfaceReading = {}) {
  await prepareSurfaceFile(name)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const { value, problems } = readSurfaceFile(name, bytes, reading)
  return value ?? problems.map(formatProblem).join(' | ')
}

const hdf5 = (names: readonly string[]): Promise<Uint8Array> =>
  hdf5Bytes((file) => names.forEach((name) => file.create_dataset({ name, data: Float64Array.of(1, 2) })))

const names = (count: number): string[] => Array.from({ length: count }, (_, k) => `c${k}`)

describe('names are counted before axes are looked for', () => {
  const many = names(20_000)
  const table = (separator: string, each: readonly string[]): string =>
    [each, each.map(() => '1'), each.map(() => '2')].map((cells) => cells.join(separator)).join('\n')

  test.each<[string, string, () => string | Uint8Array | Promise<Uint8Array>, string]>([
    ['columns of CSV', 'a.csv', () => table(',', many), '20000 named columns'],
    ['columns between spaces', 'a.txt', () => table(' ', many), '20000 named columns'],
    ['columns that are all named x', 'a.csv', () => table(',', Array<string>(20_000).fill('x')), '20000 named columns'],
    ['lists of JSON', 'a.json', () => `{${many.map((name) => `"${name}":[1,2,3]`).join()}}`, '20000 named arrays'],
    [
      'keys of records',
      'a.json',
      () => JSON.stringify([0, 1].map((k) => Object.fromEntries(many.map((name) => [name, k])))),
      '20000 named columns',
    ],
    [
      'keys of pandas',
      'a.json',
      () => JSON.stringify({ columns: many, data: [many.map(() => 1), many.map(() => 2)] }),
      '20000 named columns',
    ],
    [
      'arrays of NPZ',
      'a.npz',
      async () => {
        const list = await npyBytes([2], [1, 2])
        return zipSync(Object.fromEntries(many.map((name) => [`${name}.npy`, list])), { level: 0 })
      },
      '20000 named arrays',
    ],
    ['arrays of HDF5', 'a.h5', () => hdf5(names(1500)), '1500 named arrays'],
  ])('%s', async (_, name, content, count) => {
    const what = count.split(' ').at(-1)
    expect(await read(name, await content())).toBe(
      `file has ${count}, expected at most ${mostNames}; save the ${what} that are needed in a file of their own`,
    )
  })

  test('as many as there may be are read, and a few told', async () => {
    const each = ['x', 'y', ...names(mostNames - 2)]
    const rows = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map((point, row) => [...point, ...names(mostNames - 2).map((_, k) => 10 + k + row)].join())
    const file = await read('a.csv', [each.join(), ...rows].join('\n'))
    if (typeof file === 'string') throw new Error(file)
    expect(file.surfaces).toHaveLength(mostNames - 2)
    expect([...file.surfaces[500]!.grid.values]).toEqual([510, 511, 512, 513])
    expect(surfaceScene('a.csv', file).value!.measured.notes).toEqual([
      { option: 'surface', message: 'c0 of c0, c1, c2, c3, c4, c5, c6, c7, and 990 more' },
    ])
  })

  test('columns without names are no names', async () => {
    const row = names(4000).map((_, k) => Math.sin(k))
    const file = await read('a.csv', [row.join(), row.join()].join('\n'))
    if (typeof file === 'string') throw new Error(file)
    expect(file.surfaces[0]!.grid.x).toHaveLength(4000)
    const headed = await read('a.csv', [names(4000).join(), row.join(), row.join()].join('\n'), { axes: 'none' })
    if (typeof headed === 'string') throw new Error(headed)
    expect(headed.surfaces[0]!.grid.x).toHaveLength(4000)
  })
})

describe('JSON that is a list is read a piece at a time', () => {
  const count = 90_000
  const points = Array.from({ length: count }, (_, i) => [i % 300, Math.floor(i / 300), i])

  test.each<[string, readonly unknown[]]>([
    ['records', points.map(([x, y, loss]) => ({ x, y, loss, note: '],}"\\' }))],
    ['rows', points],
  ])('%s', async (_, list) => {
    const file = await read('a.json', `\ufeff ${JSON.stringify(list)}\n`)
    if (typeof file === 'string') throw new Error(file)
    expect([...file.surfaces[0]!.grid.values.slice(-2)]).toEqual([count - 2, count - 1])
  })

  test('of points, which have more numbers than a surface has', async () => {
    const side = 600
    const each = Array.from({ length: side * side }, (_, i) => `[${i % side},${Math.floor(i / side)},${i % 7}]`)
    const file = await read('a.json', `[${each.join()}]`)
    if (typeof file === 'string') throw new Error(file)
    expect(file.surfaces[0]!.grid.values).toHaveLength(side * side)
  })

  test('and so in NumPy', async () => {
    const numbers = points.map((point) => [...point, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).flat()
    const file = await read('a.npy', await npyBytes([count, 13], numbers))
    if (typeof file === 'string') throw new Error(file)
    expect(file.surfaces).toHaveLength(11)
  })

  test('what is wrong is told of the place', async () => {
    const text = JSON.stringify(points)
    const notJson = 'file is not JSON, or cut off; save or copy it again, whole'
    expect(await read('a.json', text.slice(0, -1))).toBe(notJson)
    expect(await read('a.json', `${text},`)).toBe(notJson)
    expect(await read('a.json', text.replace(/]$/, ',]'))).toBe(notJson)
    expect(await read('a.json', text.replace('[299,', '[,299,'))).toBe(notJson)
    expect(await read('a.json', text.replace('299]]', '"a"]]').replace(/\d+]]$/, '"a"]]'))).toContain(
      `values[${count - 1}][2]: value is "a", expected a number or null`,
    )
    expect(await read('a.json', '[]')).toContain('expected a list of rows of numbers')
  })
})
