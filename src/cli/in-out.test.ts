import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { basin } from '../../test/support/command-in-process'
import { scratchFolder } from '../../test/support/scratch-folder'
import { npz, type NpzEntry, readNpz } from '../formats/npz'

const landscape = {
  kind: 'network',
  widths: [2, 3, 2],
  activation: 'tanh',
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, noise: 0.1, seed: 1 },
}
/** Parameters of the network: 3 x 2 + 3 + 2 x 3 + 2. */
const n = 17

interface Saved {
  readonly folder: string
  readonly scene: string
}

/** A scene file in a folder of its own. */
function saved(parts: object = {}, rest: object = {}): Saved {
  const folder = scratchFolder()
  const scene = join(folder, 'network.basin')
  writeFileSync(scene, JSON.stringify({ basin: 1, landscape: { ...landscape, ...parts }, ...rest }))
  return { folder, scene }
}

async function archive(path: string, arrays: Readonly<Record<string, readonly number[] | readonly number[][]>>) {
  const entries = Object.entries(arrays).map(([name, values]): NpzEntry => {
    const data = Float64Array.from(values.flat())
    const rows = values.length
    return { name, shape: data.length === rows ? [rows] : [rows, data.length / rows], chunks: [data] }
  })
  const pieces: Uint8Array[] = []
  for await (const piece of npz(entries)) pieces.push(piece)
  writeFileSync(path, Buffer.concat(pieces))
}

async function done(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await basin(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

function arraysIn(path: string): Readonly<Record<string, readonly number[]>> {
  const { arrays } = readNpz(readFileSync(path)).value!
  return Object.fromEntries(Array.from(arrays, ([name, { data }]) => [name, Array.from(data)]))
}

/** A path whose points lie along two coordinates about the last: 4 t along the third, t^2 along the eighth. */
const path = Array.from({ length: 11 }, (_, k) => {
  const t = (k - 10) / 10
  return Array.from({ length: n }, (_, j) => (j === 2 ? 1 + 4 * t : j === 7 ? t * t : 0.25))
})

describe('a recorded path', () => {
  it('is drawn on the plane of its principal directions, which a scene may name', async () => {
    const { folder, scene } = saved()
    await archive(join(folder, 'sgd.npz'), { steps: path.map((_, k) => k), theta: path })
    const out = join(folder, 'plane.npz')
    const text = await done('slice', scene, '--trajectory', join(folder, 'sgd.npz'), '--out', out)
    expect(text).toMatch(/sgd.npz: 11 points, drawn at x in \[-4.*, 0\], y in .*, at most \S+e-1\d off/)
    const found = arraysIn(out)
    expect(found['origin']).toEqual(path.at(-1))
    expect(found['shares']!.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    // The same by a scene that names the file, and one that is drawn elsewhere.
    const named = saved({ paths: [{ id: 'torch', theta: { file: 'sgd.npz' } }], slice: { kind: 'pca', of: 'torch' } })
    await archive(join(named.folder, 'sgd.npz'), { theta: path })
    const [again, axes] = ['again.npz', 'axes.npz'].map((name) => join(named.folder, name))
    await done('slice', named.scene, '--out', again!)
    expect(arraysIn(again!)['u']).toEqual(found['u'])
    expect(arraysIn(again!)['torch/plane']).toEqual(found['sgd.npz/plane'])
    const slice = { kind: 'axes', axes: [3, 8] }
    const other = saved({ paths: [{ id: 'torch', theta: path.flat() }], slice })
    await done('slice', other.scene, '--out', axes!)
    const placed = arraysIn(axes!)
    const [a, b] = [2, 7].map((axis) => placed['origin']![axis]!)
    for (const [k, point] of path.entries()) {
      expect(placed['torch/plane']![2 * k]).toBeCloseTo(point[2]! - a!, 12)
      expect(placed['torch/plane']![2 * k + 1]).toBeCloseTo(point[7]! - b!, 12)
    }
  })

  it('may be where a plane goes through, and needs no race', async () => {
    const points = [0, 1].map((k) => path[10 * k]!.map((entry, j) => entry + (j === 0 ? 1 - k : 0)))
    const paths = [{ id: 'a', theta: points.flat() }]
    const ends = ['start', 'end'].map((kind) => ({ kind, of: 'a' }))
    const { scene } = saved({ paths, slice: { kind: 'points', points: ends } }, { racers: [] })
    const { origin, u } = JSON.parse(await done('slice', scene, '--json')) as Readonly<Record<string, number[]>>
    expect(origin).toEqual(points[0])
    expect(u).toEqual(points[1]!.map((entry, j) => entry - points[0]![j]!))
  })

  it.each([
    [
      { paths: [{ id: 'a', theta: [1, 2] }] },
      'landscape.paths[0].theta: path has 2 numbers, expected 17 for each of its points',
    ],
    [{ paths: [0, 1].map(() => ({ id: 'a', theta: path[0] })) }, 'landscape.paths[1].id: two paths have the id "a"'],
    [{ paths: [{ id: 'adam', theta: path[0] }] }, 'landscape.paths[0].id: recorded path has the id of a racer, "adam"'],
    [
      { paths: [{ id: 'a', theta: path[0] }], slice: { kind: 'pca', of: 'b' } },
      'landscape.slice.of: unknown racer: "b"',
    ],
    [
      { paths: [{ id: 'a', theta: path[0] }], slice: { kind: 'pca', of: 'a' } },
      'path of a has 1 point, and a plane of principal directions needs 3',
    ],
    [{ paths: [{ id: 'a', theta: { file: 'gone.npy' } }] }, 'landscape.paths[0].theta: file "gone.npy" cannot be read'],
    [{ slice: { file: '../plane.npz' } }, 'landscape.slice: file "../plane.npz" lies elsewhere'],
  ])('wrong: %j', async (parts, message) => {
    const { code, stderr } = await basin(['slice', saved(parts, { racers: [{ optimizer: 'adam' }] }).scene, '--json'])
    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain(message)
  })
})

describe('directions', () => {
  it('come back as they were written, in either form', async () => {
    const { folder, scene } = saved({ slice: { kind: 'random', seed: 5, normalise: 'none' } })
    const [plane, tensors, again] = ['plane.npz', 'plane.h5', 'again.npz'].map((name) => join(folder, name))
    await done('slice', scene, '--out', plane!)
    await done('slice', scene, '--out', tensors!)
    for (const file of [plane!, tensors!]) {
      await done('slice', saved().scene, '--slice', file, '--out', again!)
      expect(arraysIn(again!)).toEqual(arraysIn(plane!))
    }
    writeFileSync(
      join(folder, 'drawn.basin'),
      JSON.stringify({ basin: 1, landscape: { ...landscape, slice: { file: 'plane.npz' } } }),
    )
    await done('slice', join(folder, 'drawn.basin'), '--out', again!)
    expect(arraysIn(again!)).toEqual(arraysIn(plane!))
  })

  it('of another network are told of with their place', async () => {
    const { folder, scene } = saved()
    await archive(join(folder, 'plane.npz'), { u: [1, 2], v: [2, 1] })
    const { code, stderr } = await basin(['slice', scene, '--slice', join(folder, 'plane.npz'), '--json'])
    expect(code).toBe(2)
    expect(stderr).toContain(
      'plane.npz: u: u has the shape (2,), expected (17,), a number for each parameter; flatten it',
    )
    const parallel = await basin(['slice', 'rosenbrock', '--slice', join(folder, 'plane.npz'), '--json'])
    expect(parallel.stderr).toContain('--slice: scene holds no network')
  })
})

describe('what is written', () => {
  it('a surface in every format holds the same numbers', async () => {
    const folder = scratchFolder()
    const at = (ending: string): string => join(folder, `s.${ending}`)
    const args = ['surface', 'himmelblau', '--resolution', '9', '--out']
    for (const ending of ['npy', 'npz', 'h5', 'glb', 'stl', 'vtp']) await done(...args, at(ending))
    const { z, x } = arraysIn(at('npz'))
    expect([x![0], x![8], z!.length]).toEqual([-5, 5, 81])
    for (const ending of ['h5', 'npz']) {
      const { code } = await basin(['surface', at(ending), '--resolution', '9', '--out', at('json')])
      expect(code).toBe(0)
      const { values } = JSON.parse(readFileSync(at('json'), 'utf8')) as { readonly values: readonly number[][] }
      values.flat().forEach((value, k) => expect(value).toBeCloseTo(z![k]!, 9))
    }
    expect(readFileSync(at('glb')).subarray(0, 4).toString()).toBe('glTF')
    expect(readFileSync(at('stl'))).toHaveLength(84 + 50 * 128)
    expect(readFileSync(at('vtp'), 'utf8')).toContain('NumberOfPolys="128"')
  })

  it('a line has no mesh', async () => {
    const { scene } = saved({ slice: { kind: 'axes', axes: [1] } })
    const { code, stderr } = await basin([
      'surface',
      scene,
      '--resolution',
      '9',
      '--out',
      join(scratchFolder(), 's.glb'),
    ])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '--out: line has no surface to make a mesh of; write it as .npz, .csv or .json\n',
    })
  })

  it('a spectrum', async () => {
    const folder = scratchFolder()
    const args = ['spectrum', saved().scene, '--top', '2', '--density', '--json', '--out']
    const told = JSON.parse(await done(...args, join(folder, 's.npz'))) as Readonly<Record<string, unknown>>
    const found = arraysIn(join(folder, 's.npz'))
    expect(found['eigenvalues']).toEqual(told['eigenvalues'])
    expect(found['at']).toEqual(told['at'])
    expect(found['density']).toEqual((told['density'] as { readonly value: unknown }).value)
    await done(...args, join(folder, 's.json'))
    expect(JSON.parse(readFileSync(join(folder, 's.json'), 'utf8'))).toEqual(told)
  })
})
