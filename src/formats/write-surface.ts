import { type Checked, invalid, valid } from '../core/problem'
import { type CsvCell, csv } from './csv'
import { endingOf } from './ending'
import { hdf5 } from './write-hdf5'
import { loadHdf5 } from './hdf5-library'
import { glb } from './mesh/glb'
import { stl } from './mesh/stl'
import { type GridSurface, type MeshLook, surfaceMesh } from './mesh/surface-mesh'
import { vtp } from './mesh/vtp'
import { type Chunks, npy } from './npy'
import { npz } from './npz'

/** The endings of the files that a surface is written to. */
export const writtenSurfaces = ['npy', 'csv', 'npz', 'h5', 'glb', 'stl', 'vtp'] as const
export type WrittenSurface = (typeof writtenSurfaces)[number]

/**
 * A surface as a file: values alone (`npy`); points (`csv`); `x`, `y` and `z`, a row for each y (`npz`);
 * `xcoordinates`, `ycoordinates` and `train_loss`, a row for each y, which runs x fastest as files of loss-landscape do
 * (`h5`); or the mesh that is drawn, with colours (`glb`, `vtp`) or without (`stl`).
 */
export async function surfaceFile(
  fileName: string,
  surface: GridSurface,
  look: MeshLook,
): Promise<Checked<Chunks<string | Uint8Array>>> {
  const { domain, resolution, values } = surface
  const [nx, ny] = resolution
  const [x, y] = [axisOf(domain.x, nx), axisOf(domain.y, ny)]
  const ending = writtenSurfaces.find((each) => each === endingOf(fileName))
  switch (ending) {
    case 'npy':
      return valid(npy([ny, nx], [values]))
    case 'csv':
      return valid(csv(['x', 'y', 'value'], points(x, y, values)))
    case 'npz':
      return valid(
        npz([
          { name: 'x', shape: [nx], chunks: [x] },
          { name: 'y', shape: [ny], chunks: [y] },
          { name: 'z', shape: [ny, nx], chunks: [values] },
        ]),
      )
    case 'h5':
      await loadHdf5()
      return valid([
        hdf5({
          xcoordinates: { shape: [nx], data: x },
          ycoordinates: { shape: [ny], data: y },
          train_loss: { shape: [ny, nx], data: values },
        }),
      ])
    case undefined:
      throw new Error(`surface is not written to ${fileName}`)
    default: {
      const mesh = surfaceMesh(surface, look)
      if (mesh.value === undefined) return invalid(...mesh.problems)
      return valid([{ glb, stl, vtp }[ending](mesh.value)])
    }
  }
}

/** One row a point, in the order of the grid. The row is used again for the next. */
function* points(x: Float64Array, y: Float64Array, values: Float64Array): Generator<readonly CsvCell[]> {
  const row = [0, 0, 0]
  for (let k = 0; k < values.length; k++) {
    row[0] = x[k % x.length]!
    row[1] = y[Math.floor(k / x.length)]!
    row[2] = values[k]!
    yield row
  }
}

/** The grid's coordinates along one axis: evenly spaced, the last exactly the maximum. */
export function axisOf([min, max]: readonly [number, number], n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? max : min + ((max - min) * i) / (n - 1)))
}
