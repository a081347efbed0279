import { Zip, ZipDeflate, ZipPassThrough, unzipSync } from 'fflate'
import type { Checked } from '../core/problem'
import { invalid, valid } from '../core/problem'
import type { Chunks, NdArray } from './npy'
import { isNumericNpy, npy, readNpy } from './npy'

/** One named array of an archive. */
export interface NpzEntry {
  /** A list is a folder and what is in it. */
  readonly name: string | readonly string[]
  readonly shape: readonly number[]
  readonly chunks: Chunks<Float64Array>
}

/** 1 January 1980, the earliest date of a ZIP file: the same arrays give the same bytes whenever they are written. */
const noDate = new Date(1980, 0, 1)

/**
 * Float64 arrays as a NumPy archive: a ZIP of NPY files, stored as they are (numpy.savez) or deflated
 * (numpy.savez_compressed). Entries are written one after another, so that only the chunk in hand is in memory.
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
    const name = `${[entry.name].flat().map(namePart).join('/')}.npy`
    const file = storage === 'stored' ? new ZipPassThrough(name) : new ZipDeflate(name)
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

/**
 * A text as one part of a path, whatever it is: what a file system would take for more than a letter is written `%2F`,
 * as in addresses, so that different texts stay different and none leads out of where the archive is unpacked.
 */
function namePart(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f"%*/:<>?\\|]|^\.+|[. ]+$/g, (letters) =>
    Array.from(letters, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/** Bytes that an archive may hold once unpacked: a small file can claim any number of them. */
const mostUnpacked = 268_435_456

/** Reads every array of numbers of a NumPy archive, by name; arrays of text or objects are left out. */
export function readNpz(bytes: Uint8Array): Checked<ReadonlyMap<string, NdArray>> {
  const arrays = new Map<string, NdArray>()
  let unpacked = 0
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, { filter: ({ originalSize }) => (unpacked += originalSize) <= mostUnpacked })
  } catch {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
    return invalid({
      message: isZip ? 'NumPy archive is cut off or damaged' : 'file is not a ZIP archive, expected a NumPy archive',
      remedy: isZip ? 'save or copy it again, whole' : 'save it with numpy.savez',
    })
  }
  if (unpacked > mostUnpacked) {
    return invalid({
      message: `NumPy archive holds ${unpacked} bytes, expected at most ${mostUnpacked}`,
      remedy: 'save fewer or smaller arrays',
    })
  }
  for (const [path, content] of Object.entries(files)) {
    if (!isNumericNpy(content)) continue
    const array = readNpy(content)
    if (array.value === undefined) return invalid(...array.problems.map((problem) => ({ ...problem, where: path })))
    arrays.set(path.replace(/\.npy$/, ''), array.value)
  }
  return valid(arrays)
}
