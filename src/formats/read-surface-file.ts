import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { fileSizeProblem } from '../core/scene/file-size'
import { surfaceExtensions } from '../core/scene/surface-extensions'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { endingOf } from './ending'
import { readHdf5 } from './hdf5'
import { loadHdf5 } from './hdf5-library'
import { readNpy } from './npy'
import { readNpz } from './npz'
import { surfacesInFolders } from './surface-folders'
import { surfacesOfMatrix } from './surface-matrix'
import { surfacesOfArrays } from './surface-arrays'
import { readSurfaceCsv } from './surface-csv'
import type { SurfaceFile } from './surface-file'
import { readSurfaceJson } from './surface-json'
import { utf8Of } from './text'

/** Loads what reading a file of this name takes and is not there from the start; nothing for most. */
export function prepareSurfaceFile(name: string): Promise<void> | undefined {
  return formatNamed(name) === 'h5' ? loadHdf5() : undefined
}

/**
 * Reads a file of measured surfaces; its name's ending says what it is. After `prepareSurfaceFile`.
 *
 * What `reading` does not say is found out, and told in notes. Axes are those arrays that are named so (`x`,
 * `y_grid`, `xcoordinates`, ...), else those whose shape and order fit; they may be lists, a mesh, or the columns of
 * points. Rows are y: entry [j][i] belongs to (x_i, y_j), whatever the format; only where the shape fits the other
 * order alone, [i][j], it is that. Files of the program that the layout `xcoordinates`, `ycoordinates`, `train_loss`,
 * ... comes from (Li, Xu, Taylor, Studer and Goldstein, Visualizing the Loss Landscape of Neural Nets, 2018) run x
 * fastest whatever shape they declare, and mark with -1 what is not computed yet. Others write that layout as its
 * shape says: so where the two differ the one is taken that is at least three times smoother, if one is.
 *
 * A bare matrix has no axes, and spans the unit square, so that its slopes do not depend on its resolution.
 */
export function readSurfaceFile(name: string, bytes: Uint8Array, reading: SurfaceReading = {}): Checked<SurfaceFile> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  if (bytes.length === 0) return invalid({ message: 'file is empty', remedy: 'save or copy it again' })
  const claimed = formatNamed(name)
  const found = formatOf(bytes)
  if (found !== undefined && found !== claimed) return invalid(mislabelled(name, found))
  switch (claimed) {
    case 'h5':
      return found === 'h5' ? ofHdf5(bytes, reading) : invalid(mislabelled(name, found, isOldMatlab(bytes)))
    case 'npz': {
      const arrays = readNpz(bytes)
      return arrays.value === undefined ? arrays : surfacesOfArrays(arrays.value, reading)
    }
    case 'npy':
      return ofNpy(bytes, reading)
    case 'csv':
      return readSurfaceCsv(utf8Of(bytes), reading)
    case 'json':
      return readSurfaceJson(utf8Of(bytes), reading)
    default:
      return invalid({
        message: `unknown ending of a measured surface: "${claimed}"`,
        remedy: `give a file that ends in ${surfaceExtensions.map((each) => `.${each}`).join(', ')} or .json`,
      })
  }
}

/** What a file's name says that it is: the ending in lower case, one word for HDF5 and one for tables. */
function formatNamed(name: string): string {
  const ending = endingOf(name)
  if (ending === 'hdf5' || ending === 'mat') return 'h5'
  return ending === 'tsv' || ending === 'txt' ? 'csv' : ending
}

function ofHdf5(bytes: Uint8Array, reading: SurfaceReading): Checked<SurfaceFile> {
  const arrays = readHdf5(bytes)
  return arrays.value === undefined ? arrays : surfacesInFolders(arrays.value, reading)
}

function ofNpy(bytes: Uint8Array, reading: SurfaceReading): Checked<SurfaceFile> {
  const array = readNpy(bytes)
  if (array.value === undefined) return array
  if (array.value.shape.length !== 2) {
    return surfacesOfArrays({ arrays: new Map([['values', array.value]]), faults: [] }, reading)
  }
  const surfaces = surfacesOfMatrix('values', array.value, reading)
  const rounded = array.value.isRounded === true ? [{ message: 'integers beyond 2^53 are rounded' }] : []
  if (surfaces.value !== undefined) return valid({ surfaces: surfaces.value, notes: rounded })
  return invalid(...surfaces.problems.map((each) => ({ ...each, where: 'values' })))
}

/** What a file is by its first bytes; undefined for text and anything else. */
function formatOf(bytes: Uint8Array): 'h5' | 'npz' | 'npy' | undefined {
  const has = (at: number, ...signature: number[]): boolean => signature.every((byte, i) => bytes[at + i] === byte)
  // An HDF5 file may stand behind a block of anybody's: MATLAB's is of 512 bytes.
  for (let at = 0; at < bytes.length; at = at === 0 ? 512 : 2 * at) {
    if (has(at, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)) return 'h5'
  }
  if (has(0, 0x50, 0x4b, 0x03, 0x04)) return 'npz'
  if (has(0, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return 'npy'
  return undefined
}

function isOldMatlab(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 10)) === 'MATLAB 5.0'
}

const titles = { h5: 'an HDF5 file', npz: 'a NumPy archive', npy: 'a NumPy array' } as const

function mislabelled(name: string, found: keyof typeof titles | undefined, isMatlab = false): Problem {
  if (isMatlab) return { message: 'file is of MATLAB before version 7.3', remedy: "save it with save(..., '-v7.3')" }
  if (found === undefined) {
    return {
      message: 'file is not an HDF5 file: its first eight bytes are not the signature of one',
      remedy: 'save it with h5py, or give it the ending of what it is',
    }
  }
  const ending = /\.[^.]*$/.exec(name)?.[0] ?? ''
  return { message: `file ends in "${ending}" and is ${titles[found]}`, remedy: `rename it to end in .${found}` }
}
