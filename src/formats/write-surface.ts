import { type Checked, invalid, valid } from '../core/problem'
import { endingOf } from './ending'
import { loadHdf5 } from './hdf5-library'
import { glb } from './mesh/glb'
import { stl } from './mesh/stl'
import { type GridSurface, type MeshLook, surfaceMesh } from './mesh/surface-mesh'
import { vtp } from './mesh/vtp'
import { npzBytes } from './npz'
import { hdf5 } from './write-hdf5'

/** The endings of the files that `surfaceFile` writes. */
export const surfaceFileExtensions = ['npz', 'h5', 'glb', 'stl', 'vtp'] as const

/** Loads what writing a file of this name takes and is not there from the start; nothing for most. */
export function prepareWriting(fileName: string): Promise<void> | undefined {
  return endingOf(fileName) === 'h5' ? loadHdf5() : undefined
}

/**
 * A surface as a file, after `prepareWriting`: `x`, `y` and `z`, a row for each y (`npz`), or along a line, whose grid
 * has one row, `x` and `z`; `xcoordinates`, `ycoordinates` and `train_loss`, a row for each y, which runs x fastest as
 * files of loss-landscape do (`h5`), of a line without `ycoordinates`; or the mesh that is drawn, with colours (`glb`,
 * `vtp`) or without (`stl`).
 */
export function surfaceFile(fileName: string, surface: GridSurface, look: MeshLook): Checked<Uint8Array> {
  const { domain, resolution, values } = surface
  const [nx, ny] = resolution
  const x = { shape: [nx], data: axisOf(domain.x, nx) }
  const y = { shape: [ny], data: axisOf(domain.y, ny) }
  const isLine = ny === 1
  const z = { shape: isLine ? [nx] : [ny, nx], data: values }
  const ending = surfaceFileExtensions.find((each) => each === endingOf(fileName))
  switch (ending) {
    case 'npz':
      return valid(npzBytes(isLine ? { x, z } : { x, y, z }))
    case 'h5':
      return valid(hdf5({ xcoordinates: x, ...(!isLine && { ycoordinates: y }), train_loss: z }))
    case undefined:
      throw new Error(`surface is not written to ${fileName}`)
    default: {
      const mesh = surfaceMesh(surface, look)
      return mesh.value === undefined ? invalid(...mesh.problems) : valid({ glb, stl, vtp }[ending](mesh.value))
    }
  }
}

/** The grid's coordinates along one axis: evenly spaced, the last exactly the maximum. */
export function axisOf([min, max]: readonly [number, number], n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? max : min + ((max - min) * i) / (n - 1)))
}
