import { Zip, ZipDeflate, ZipPassThrough, unzipSync } from 'fflate'
import type { Checked } from '../core/problem'
import { invalid, valid } from '../core/problem'
import type { Chunks, NdArray } from './npy'
import { npy, readNpy } from './npy'

/** One named array of an archive. */
export interface NpzEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly chunks: Chunks<Float64Array>
}

/** 1 January 1980, the earliest date of a ZIP file: the same arrays give the same bytes whenever they are written. */
const noDate = new Date(1980, 0, 1)

/**
 * Float64 arrays as a NumPy archive: a ZIP of NPY files, stored as they are (numpy.savez) or deflated (numpy.savez_compressed).
 * Entries are written one after another, so that only the chunk in hand is in memory.
 */
export async function* npz(
  entries: Chunks<NpzEntry>,
  storage: 'stored' | 'deflated' = 'stored',
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, data) => {
    if (error !== null) throw error
    ready.push(data)
  })
  for await (const entry of entries) {
    const file = storage === 'stored' ? new ZipPassThrough(`${entry.name}.npy`) : new ZipDeflate(`${entry.name}.npy`)
    file.mtime = noDate
    zip.add(file)
    for await (const bytes of npy(entry.shape, entry.chunks)) {
      file.push(bytes)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* ready.splice(0)
}

/** Reads every array of a NumPy archive, by name. */
export function readNpz(bytes: Uint8Array): Checked<ReadonlyMap<string, NdArray>> {
  const arrays = new Map<string, NdArray>()
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes)
  } catch {
    return invalid({
      message: 'file is not a ZIP archive, expected a NumPy archive',
      remedy: 'save it with numpy.savez',
    })
  }
  for (const [path, content] of Object.entries(files)) {
    const array = readNpy(content)
    if (array.value === undefined) return invalid(...array.problems.map((problem) => ({ ...problem, where: path })))
    arrays.set(path.replace(/\.npy$/, ''), array.value)
  }
  return valid(arrays)
}
