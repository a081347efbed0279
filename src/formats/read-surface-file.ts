import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { fileSizeProblem } from '../core/scene/file-size'
import { surfaceExtensions } from '../core/scene/surface-extensions'
import { loadHdf5, readHdf5 } from './hdf5'
import { readNpy } from './npy'
import { readNpz } from './npz'
import { surfacesOfArrays } from './surface-arrays'
import { readSurfaceCsv } from './surface-csv'
import type { SurfaceFile } from './surface-file'
import { readSurfaceJson } from './surface-json'
import { textOf } from './text'

/** Loads what reading a file of this name takes and is not there from the start; nothing for most. */
export function prepareSurfaceFile(name: string): Promise<void> | undefined {
  return endingOf(name) === 'h5' ? loadHdf5() : undefined
}

/**
 * Reads a file of measured surfaces; its name's ending says what it is. After `prepareSurfaceFile`.
 *
 * Which axis is which: where axes are named (`x`, `xcoordinates`, ...) beside an array of shape (nx, ny), entry [i][j]
 * belongs to (x_i, y_j); an array of shape (ny, nx) is taken as rows of equal y, and one of equal sides as [x][y].
 * Files of the program that the layout `xcoordinates`, `ycoordinates`, `train_loss`, ... comes from (Li, Xu, Taylor,
 * Studer and Goldstein, Visualizing the Loss Landscape of Neural Nets, 2018; they hold a `dir_file`) run x fastest
 * instead, whatever shape they declare, and mark with -1 what is not computed yet. Coordinates given for every point (a
 * mesh, or a table of x, y, value) leave no question.
 *
 * A bare matrix has no axes: its rows are y ascending, and it spans the unit square, so that its slopes do not depend
 * on its resolution.
 */
export function readSurfaceFile(name: string, bytes: Uint8Array): Checked<SurfaceFile> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  if (bytes.length === 0) return invalid({ message: 'file is empty', remedy: 'save or copy it again' })
  const claimed = endingOf(name)
  const found = formatOf(bytes)
  if (found !== undefined && found !== claimed) return invalid(mislabelled(name, found))
  switch (claimed) {
    case 'h5':
      return found === 'h5' ? fromArrays(readHdf5(bytes)) : invalid(mislabelled(name, found))
    case 'npz':
      return fromArrays(readNpz(bytes))
    case 'npy': {
      const array = readNpy(bytes)
      return fromArrays(array.value === undefined ? array : valid(new Map([['values', array.value]])))
    }
    case 'csv':
      return readSurfaceCsv(textOf(bytes))
    case 'json':
      return readSurfaceJson(textOf(bytes))
    default:
      return invalid({
        message: `unknown ending of a measured surface: "${claimed}"`,
        remedy: `give a file that ends in ${surfaceExtensions.map((each) => `.${each}`).join(', ')} or .json`,
      })
  }
}

/** What a file's name says that it is: the ending in lower case, one word for HDF5. */
function endingOf(name: string): string {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return ending === 'hdf5' ? 'h5' : ending
}

function fromArrays(arrays: ReturnType<typeof readHdf5>): Checked<SurfaceFile> {
  return arrays.value === undefined ? arrays : surfacesOfArrays(arrays.value)
}

/** What a file is by its first bytes; undefined for text and anything else. */
function formatOf(bytes: Uint8Array): 'h5' | 'npz' | 'npy' | undefined {
  const begins = (...signature: number[]): boolean => signature.every((byte, i) => bytes[i] === byte)
  if (begins(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)) return 'h5'
  if (begins(0x50, 0x4b, 0x03, 0x04)) return 'npz'
  if (begins(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return 'npy'
  return undefined
}

const titles = { h5: 'an HDF5 file', npz: 'a NumPy archive', npy: 'a NumPy array' } as const

function mislabelled(name: string, found: keyof typeof titles | undefined): Problem {
  if (found === undefined) {
    return {
      message: 'file is not an HDF5 file: its first eight bytes are not the signature of one',
      remedy: 'save it with h5py, or give it the ending of what it is',
    }
  }
  const ending = /\.[^.]*$/.exec(name)?.[0] ?? ''
  return { message: `file ends in "${ending}" and is ${titles[found]}`, remedy: `rename it to end in .${found}` }
}
