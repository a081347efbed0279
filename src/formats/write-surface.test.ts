import { describe, expect, test } from 'vitest'
import { readHdf5 } from './hdf5'
import type { GridSurface, MeshLook } from './mesh/surface-mesh'
import { readSurfaceFile } from './read-surface-file'
import { prepareWriting, surfaceFile } from './write-surface'

const look: MeshLook = { height: { scale: 'linear', exaggeration: 1 }, colorMap: 'viridis' }

/** f = sin(3 x) + 2 y on nx x ny points of [-1, 2] x [10, 11]. */
function surface(nx: number, ny: number, hole?: number): GridSurface {
  const values = Float64Array.from(
    { length: nx * ny },
    (_, k) => Math.sin(3 * (-1 + (3 * (k % nx)) / (nx - 1))) + 2 * (10 + Math.floor(k / nx) / (ny - 1)),
  )
  if (hole !== undefined) values[hole] = NaN
  return { domain: { x: [-1, 2], y: [10, 11] }, resolution: [nx, ny], values, range: [19, 23] }
}

describe('surfaces written and read again', () => {
  test.each([
    ['s.h5', 7, 7],
    ['s.h5', 9, 5],
    ['s.h5', 5, 9],
    ['s.npz', 7, 7],
    ['s.npz', 9, 5],
  ])('%s of %i x %i: rows are y, axes and holes stay', async (name, nx, ny) => {
    const given = surface(nx, ny, 2 * nx + 3)
    await prepareWriting(name)
    const bytes = surfaceFile(name, given, look).value!
    const { value } = readSurfaceFile(name, bytes)
    const { grid, name: called } = value!.surfaces[0]!
    expect(called).toBe({ 's.h5': 'train_loss', 's.npz': 'z' }[name])
    expect([grid.x[0], grid.x.at(-1), grid.y[0], grid.y.at(-1)]).toEqual([-1, 2, 10, 11])
    expect([grid.x.length, grid.y.length]).toEqual([nx, ny])
    expect(Array.from(grid.values)).toEqual(Array.from(given.values))
  })

  test('HDF5 declares a row for each y, so that others plot it as it is', async () => {
    await prepareWriting('s.h5')
    const { arrays } = readHdf5(surfaceFile('s.h5', surface(9, 5), look).value!).value!
    expect(Array.from(arrays, ([name, { shape }]) => [name, shape])).toEqual([
      ['train_loss', [5, 9]],
      ['xcoordinates', [9]],
      ['ycoordinates', [5]],
    ])
  })

  test('what has no mesh is told of', () => {
    const line = { ...surface(9, 5), resolution: [45, 1] as const }
    expect(surfaceFile('s.stl', line, look).problems[0]?.message).toBe('line has no surface to make a mesh of')
  })
})
