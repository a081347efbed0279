import type * as h5wasm from 'h5wasm'
import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'
import type { NdArray } from './npy'
import { originalMark } from './surface-arrays'

type Library = Pick<typeof h5wasm, 'File' | 'Dataset'> & Pick<Awaited<typeof h5wasm.ready>, 'FS'>

let library: Library | undefined

/**
 * Loads the HDF5 library for `readHdf5`, once: h5wasm, 4 MB with its WebAssembly, which it holds as text, so that
 * nothing is fetched and no text is run. For a worker or a command, not for a window.
 */
export async function loadHdf5(): Promise<void> {
  if (library !== undefined) return
  const { ready, File, Dataset } = await import('h5wasm')
  const { FS } = await ready
  silence(FS)
  library = { File, Dataset, FS }
}

/** Reads the arrays of numbers at the root of an HDF5 file, by name. Throws where the library was not loaded before. */
export function readHdf5(bytes: Uint8Array): Checked<ReadonlyMap<string, NdArray>> {
  if (library === undefined) throw new Error('the HDF5 library is not loaded')
  const { File, Dataset, FS } = library
  const place = '/surface.h5'
  FS.writeFile(place, bytes)
  let file: InstanceType<typeof File> | undefined
  try {
    file = new File(place, 'r')
    const arrays = new Map<string, NdArray>()
    for (const name of file.keys()) {
      const entry = file.get(name)
      if (!(entry instanceof Dataset)) continue
      if (name === originalMark) arrays.set(name, { shape: [], data: new Float64Array(0) })
      const { shape, dtype } = entry
      if (shape === null || typeof dtype !== 'string' || !/^[<>=|]?[bBhHiIlLqQfd]$/.test(dtype)) continue
      const count = shape.reduce((product, extent) => product * extent, 1)
      // A damaged file may claim any size; a larger matrix is refused by its shape.
      const isRead = count <= mostCells
      arrays.set(name, { shape, data: isRead ? numbersOf(entry.value) : new Float64Array(0) })
    }
    return valid(arrays)
  } catch {
    return invalid({ message: 'HDF5 file is cut off or damaged', remedy: 'save or copy it again, whole' })
  } finally {
    closeQuietly(file)
    FS.unlink(place)
  }
}

/** What the library finds wrong it prints, a page for each error; a person gets one line instead. */
function silence(files: unknown): void {
  const { tty } = (files as { getStream(descriptor: number): { readonly tty: { ops: object } } }).getStream(2)
  tty.ops = { ...tty.ops, put_char: () => undefined }
}

/** A damaged file may not even close; all that was wrong with it has been said. */
function closeQuietly(file: { close(): unknown } | undefined): void {
  try {
    file?.close()
  } catch {
    return
  }
}

function numbersOf(value: unknown): Float64Array {
  if (typeof value === 'number' || typeof value === 'bigint') return Float64Array.of(Number(value))
  if (!ArrayBuffer.isView(value)) throw new Error('not numbers')
  return Float64Array.from(value as unknown as Iterable<number | bigint>, Number)
}
