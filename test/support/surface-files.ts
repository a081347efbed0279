import { zipSync } from 'fflate'
import type * as h5wasm from 'h5wasm'
import { formatProblem } from '../../src/core/problem'
import type { SurfaceReading } from '../../src/core/scene/surface-reading'
import { npy } from '../../src/formats/npy'
import { prepareSurfaceFile, readSurfaceFile } from '../../src/formats/read-surface-file'
import { notesLine, surfaceScene } from '../../src/formats/surface-scene'

/** A NumPy array as a file. */
export async function npyBytes(shape: readonly number[], numbers: readonly number[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of npy(shape, [Float64Array.from(numbers)])) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

/** A NumPy file of any type, its header and data as given. */
export function npyOfType(type: string, shape: string, data: Uint8Array): Uint8Array {
  const dictionary = `{'descr': ${type}, 'fortran_order': False, 'shape': ${shape}, }\n`
  const header = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(dictionary.length, 0)}${dictionary}`, 'latin1')
  return new Uint8Array(Buffer.concat([header, data]))
}

/** Arrays under their names as a NumPy archive: files, or a shape and numbers. */
export async function npzBytes(
  arrays: Readonly<Record<string, Uint8Array | readonly [shape: readonly number[], numbers: readonly number[]]>>,
): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const [name, array] of Object.entries(arrays)) {
    files[`${name}.npy`] = array instanceof Uint8Array ? array : await npyBytes(...array)
  }
  return zipSync(files, { level: 0 })
}

/** An HDF5 file, written by the library that reads it. */
export async function hdf5Bytes(write: (file: InstanceType<typeof h5wasm.File>) => void): Promise<Uint8Array> {
  const { ready, File } = await import('h5wasm')
  const { FS } = await ready
  const file = new File('/written.h5', 'w')
  write(file)
  file.close()
  const content = FS.readFile('/written.h5')
  FS.unlink('/written.h5')
  return content
}

/** What a file is read as: its axes and rows and what is said of it; or the lines in which it is refused. */
export async function readAs(name: string, content: string | Uint8Array, reading: SurfaceReading = {}) {
  await prepareSurfaceFile(name)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const file = readSurfaceFile(name, bytes, reading)
  const scene = file.value === undefined ? file : surfaceScene(name, file.value, undefined, reading)
  if (scene.value === undefined) return scene.problems.map(formatProblem).join(' | ')
  const { grid, measured } = scene.value
  const { x, y, values } = grid
  return { x: [...x], y: [...y], values: [...values], said: notesLine(measured), measured }
}
