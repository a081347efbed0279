import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fitGrid, type SampledGrid, sampledGridObjective } from '../core/objectives/sampled-grid'
import { formatProblem } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { prepareSurfaceFile, readSurfaceFile } from './read-surface-file'
import { notesLine, type SurfaceScene, surfaceScene } from './surface-scene'

const folder = join(import.meta.dirname, '../../test/reference/files')

async function open(name: string, reading: SurfaceReading = {}, surface?: string): Promise<SurfaceScene | string> {
  await prepareSurfaceFile(name)
  const file = readSurfaceFile(name, new Uint8Array(readFileSync(join(folder, name))), reading)
  const scene = file.value === undefined ? file : surfaceScene(name, file.value, surface, reading)
  return scene.value ?? scene.problems.map(formatProblem).join(' | ')
}

async function opened(name: string, reading: SurfaceReading = {}, surface?: string): Promise<SurfaceScene> {
  const scene = await open(name, reading, surface)
  if (typeof scene === 'string') throw new Error(scene)
  return scene
}

function valueAt(grid: SampledGrid, x: number, y: number): number {
  return sampledGridObjective(fitGrid(grid)).value(Float64Array.of(x, y))
}

/**
 * Of a file: what is said of it, where its value at (0.5, 0.25) is not 0.71 that value, where it is refused the
 * reason.
 */
interface Right {
  readonly said?: string
  readonly value?: number
  readonly at?: readonly [number, number]
  /** Digits that the file's type holds. */
  readonly digits?: number
  readonly refused?: string
  /** Cells that were not measured. */
  readonly holes?: number
}

const byDefault = 'rows are y, by default; change with --order'
const both = 'train_loss of train_acc, train_loss; '
const smoother = 'rows are y, 17.16 times smoother so'
const labels = 'the first row and column are its axes; x along the first row, rows are y; change with --axes, --order'
const commas = 'commas are decimal points'
const spikes = (most: string, least: string): string =>
  `2 cells stand out from all around: ${least} to ${most} at x = -0.76, y = -0.8 to -0.76; a spline rings around them: take them as holes, or interpolate monotonically; change with --spikes, --interpolation`

const table: Readonly<Record<string, Right>> = {
  'lzf.h5': {
    refused:
      'train_loss: array is compressed with the filter "lzf", which cannot be read here; save it with compression="gzip" or none, or as .npz',
  },
  'traj-lzf.h5': {
    refused:
      'proj_xcoord: array is compressed with the filter "lzf", which cannot be read here; save it with compression="gzip" or none, or as .npz',
  },
  'gz-corrupt.h5': {
    refused:
      'train_loss: array cannot be read: a chunk is damaged, or it lies in a file that is not here; save or copy it again, whole',
  },
  'fork-square.h5': { said: `${both}rows are y, by default; change with --surface, --order` },
  'fork-nonsquare.h5': { said: `${both}${smoother}; change with --surface, --order` },
  'fork-partial.h5': {
    said: `${both}rows are y, 16.65 times smoother so; 9 values of -1 stand for what is not computed; change with --surface, --order, --missing`,
    holes: 9,
  },
  'gold-nodirfile-sq.h5': { said: `${both}rows are y, by default; change with --surface, --order` },
  'gold-nodirfile-partial.h5': {
    said: 'rows are y, 15.32 times smoother so; 23 values of -1 stand for what is not computed; change with --order, --missing',
    value: NaN,
    holes: 23,
  },
  'dirattr.h5': {
    said: 'rows are y, 15.32 times smoother so; 23 values of -1 stand for what is not computed; change with --order, --missing',
    value: NaN,
    holes: 23,
  },
  // Seen transposed: f(1/3, 3/8).
  'dirfile-ij-square.h5': { said: byDefault, value: 1.0554861 },
  'dirfile-ij-nonsquare.h5': { said: 'rows are x, 47.43 times smoother so; change with --order' },
  'f16.h5': { said: `${smoother}; change with --order`, digits: 3 },
  'f16.npz': { said: byDefault, digits: 3 },
  'f16axes.npz': { said: byDefault, digits: 3 },
  'f16axis-nonsq.npz': { digits: 3 },
  'f16.npy': {
    said: 'without axes it lies on the unit square; rows are y, by default; change with --axes, --order',
    value: 0.36,
    digits: 3,
  },
  'group.h5': { said: 'rows are x, 47.43 times smoother so; change with --order' },
  'one-empty.h5': { said: `${smoother}; test_loss is left out: surface has no finite value; change with --order` },
  'one-empty.npz': { said: 'val_loss is left out: surface has no finite value' },
  'trailing-comma-header.csv': { said: 'column 4 is empty and left out' },
  'mat73.h5': {},
  'mat73.mat': {},
  'sq-xy-default.npz': { said: byDefault },
  'ab.npz': { said: 'x is alphas and y is betas; rows are y, by default; change with --axes, --order' },
  'arr012.npz': { said: 'x is arr_0 and y is arr_1; change with --axes' },
  'w0w1.npz': { said: 'x is w0 and y is w1; change with --axes' },
  'xgrid.npz': { said: byDefault },
  'shuffled.npz': { said: 'x was sorted, with its columns' },
  'flat.npz': {},
  'triples.npy': { said: 'columns 1 and 2 are x and y; change with --axes' },
  'triples.json': { said: 'columns 1 and 2 are x and y; change with --axes' },
  'records.json': {},
  'pandas.json': {},
  'pivot.csv': { said: labels },
  'pivot-empty.csv': { said: labels },
  'pivot-nan.csv': { said: labels },
  'pivot-zero.csv': { said: labels },
  'pivot-pandas.csv': { said: labels },
  'savetxt-comment4.csv': { said: 'train_loss of train_loss, test_loss; change with --surface' },
  'percent-comment.csv': {},
  'trailing-comma.csv': { said: 'column 4 is empty and left out' },
  'pandas-index-z.csv': {},
  'index-w0w1.csv': { said: 'x is w0 and y is w1; change with --axes' },
  'step-w0w1.csv': { said: 'x is w0 and y is w1; change with --axes' },
  'decimal-comma.csv': { said: commas },
  'decimal-comma-header.csv': { said: commas },
  'decimal-comma-tab.csv': { said: commas },
  'decimal-comma-ints.csv': { said: commas, value: 0.071 },
  'sep-line.csv': {},
  'utf16.csv': {},
  'plain.tsv': {},
  'plain.txt': {},
  'nan.json': { holes: 1 },
  'z.json': {},
  'plotly.json': {},
  'mesh.json': {},
  'desc.json': {},
  'spike1e3.npz': { said: spikes('1000', '500'), value: 0.575 },
  'spike1e10.npz': { said: spikes('10000000000', '5000000000'), value: 0.575 },
  'spike3e38.npz': { said: spikes('3.403e+38', '1.701e+38'), at: [0, 0], value: 0.2 },
  'spike1e300.npz': { said: spikes('1e+300', '5e+299'), at: [0, 0], value: 0.2 },
  'spikenan.npz': { value: 0.575, holes: 2 },
  'noise.csv': { said: 'coordinates that differ by round-off were merged' },
}

describe('the files of the table', () => {
  const files = readdirSync(folder).filter((name) => !name.endsWith('.md'))

  test('are all here', () => {
    expect(files).toHaveLength(74)
    const listed = files.filter((name) => !name.startsWith('hole-'))
    expect(Object.keys(table).sort()).toEqual(listed.sort())
    expect(files.length - listed.length).toBe(11)
  })

  test.each(files)('%s', async (name) => {
    const right = table[name] ?? { holes: 1 }
    const scene = await open(name)
    if (typeof scene === 'string' || right.refused !== undefined) {
      expect(scene).toBe(right.refused)
      return
    }
    const { grid, measured } = scene
    expect(notesLine(measured)).toBe(right.said)
    // Far from the cells that blew up; beside them the spline rings as its data ask for.
    const isExact = !name.startsWith('spike3e38') && !name.startsWith('spike1e300')
    const [x, y] = right.at ?? [0.5, 0.25]
    const value = isExact ? valueAt(grid, x, y) : grid.values[25 * 51 + 25]!
    if (Number.isNaN(right.value)) expect(value).toBeNaN()
    else expect(value).toBeCloseTo(right.value ?? 0.71, right.digits ?? 6)
    expect(grid.values.filter((each) => !Number.isFinite(each))).toHaveLength(right.holes ?? 0)
  })
})

describe('what was found out can be said otherwise', () => {
  test('the order of a square matrix', async () => {
    const { grid, measured } = await opened('dirfile-ij-square.h5', { order: 'xy' })
    expect(measured.notes).toEqual([])
    expect(valueAt(grid, 0.25, -0.375)).toBeCloseTo(0.0475, 9)
    expect(valueAt((await opened('dirfile-ij-nonsquare.h5')).grid, 0.25, -0.375)).toBeCloseTo(0.0475, 9)
    // Transposed: f with x and y exchanged.
    expect(valueAt((await opened('sq-xy-default.npz', { order: 'xy' })).grid, 0.5, 0.25)).toBeCloseTo(1.535, 2)
    expect(valueAt((await opened('f16.npy', { order: 'xy' })).grid, 0.25, 0.5)).toBeCloseTo(0.36, 3)
  })

  test('an order that the shape does not fit is refused', async () => {
    expect(await open('f16axis-nonsq.npz', { order: 'xy' })).toBe(
      'order: matrix fits the order yx alone, and xy was asked for; leave the order out',
    )
  })

  test('the axes: by name, exchanged, labels, numbers of columns or none', async () => {
    const exchanged = await opened('ab.npz', { axes: 'betas,alphas', order: 'xy' })
    expect(valueAt(exchanged.grid, 0.25, 0.5)).toBeCloseTo(0.71, 9)
    const mesh = await opened('arr012.npz', { axes: 'arr_1,arr_0' })
    expect(valueAt(mesh.grid, 0.25, 0.5)).toBeCloseTo(0.71, 9)
    const none = await opened('pivot-zero.csv', { axes: 'none' })
    expect([none.grid.x.length, none.grid.y.length]).toEqual([10, 8])
    const triples = await opened('triples.npy', { axes: 'none' })
    expect([triples.grid.x.length, triples.grid.y.length]).toEqual([3, 63])
    expect(valueAt((await opened('triples.json', { axes: '2,1' })).grid, 0.25, 0.5)).toBeCloseTo(0.71, 9)
    expect(valueAt((await opened('pivot.csv', { axes: 'labels', order: 'xy' })).grid, 0.25, 0.5)).toBeCloseTo(0.71, 9)
    expect(await open('ab.npz', { axes: 'alpha,betas' })).toBe(
      'axes: unknown array: "alpha" (did you mean "alphas"?); take two of alphas, betas, losses, or none',
    )
  })

  test('the number that stands for a missing value', async () => {
    const kept = await opened('gold-nodirfile-partial.h5', { missing: 'none' })
    expect(kept.grid.values.filter((value) => value === -1)).toHaveLength(23)
    const holed = await opened('fork-square.h5', { missing: 0.7600000000000002 })
    expect(holed.grid.values.filter((value) => Number.isNaN(value))).toHaveLength(1)
  })

  test('cells that stand out, as holes', async () => {
    for (const name of ['spike1e3.npz', 'spike1e10.npz', 'spike3e38.npz', 'spike1e300.npz']) {
      const { grid, measured } = await opened(name, { spikes: 'holes' })
      expect(grid.values).toEqual((await opened('spikenan.npz')).grid.values)
      expect(measured).toMatchObject({ notes: [], standingOut: expect.stringMatching(/^2 cells/) as string })
      const kept = await opened(name, { spikes: 'keep' })
      expect(kept.measured).toMatchObject({ notes: [], standingOut: expect.stringMatching(/^2 cells/) as string })
    }
  })
})
