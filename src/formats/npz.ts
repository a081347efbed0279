import { Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate'
import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { memoryBudget } from './memory-budget'
import { namesProblem } from './most-names'
import { type Chunks, entriesOf, isTextNpy, type NdArray, npy, npyBytes, npyShape, readNpy } from './npy'
import type { ArrayFault, NamedArrays } from './surface-file'
import { zipEntries } from './zip-entries'

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

/** The same of arrays that are there, at once, stored as they are. */
export function npzBytes(arrays: Readonly<Record<string, NdArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${namePart(name)}.npy`, npyBytes(array)])
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level: 0, mtime: noDate })
}

/**
 * A text as one part of a path, whatever it is: what a file system would take for more than a letter is written `%2F`,
 * as in addresses, so that different texts stay different and none leads out of where the archive is unpacked.
 */
export function namePart(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f"%*/:<>?\\|]|^\.+|[. ]+$/g, (letters) =>
    Array.from(letters, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/**
 * Reads every array of numbers of a NumPy archive, by name. One that is damaged or holds something else does not close
 * the archive; of one with more than `most` numbers none are read.
 */
export function readNpz(bytes: Uint8Array, most = mostCells): Checked<NamedArrays> {
  const entries = zipEntries(bytes)
  if (entries === undefined) {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
    return invalid({
      message: isZip ? 'NumPy archive is cut off or damaged' : 'file is not a ZIP archive, expected a NumPy archive',
      remedy: isZip ? 'save or copy it again, whole' : 'save it with numpy.savez',
    })
  }
  const tooMany = namesProblem(entries.length, 'arrays')
  if (tooMany !== undefined) return invalid(tooMany)
  const arrays = new Map<string, NdArray>()
  const faults: ArrayFault[] = []
  const budget = memoryBudget(bytes.length)
  for (const entry of entries) {
    const name = entry.name.replace(/\.npy$/, '')
    const beginning = entry.begin(headerBytes)
    if (beginning === undefined) {
      faults.push({ name, problem: damaged })
      continue
    }
    const shape = npyShape(beginning)
    if (shape !== undefined && entriesOf(shape) > most) {
      arrays.set(name, { shape, data: new Float64Array(0) })
      continue
    }
    const tooMuch = budget.take(shape === undefined ? 0 : 8 * entriesOf(shape))
    if (tooMuch !== undefined) return invalid(tooMuch)
    const content = entry.size > 8 * most + headerBytes ? undefined : entry.read()
    // What was unpacked is nobody else's: its numbers need no memory of their own.
    const isOwn = content?.buffer !== bytes.buffer
    const array = content === undefined ? invalid<NdArray>(damaged) : readNpy(content, isOwn, most)
    if (array.value !== undefined) arrays.set(name, array.value)
    else {
      const about = isTextNpy(beginning) ? ({ isText: true } as const) : {}
      faults.push(...array.problems.map((problem) => ({ name, problem, ...about })))
    }
  }
  return valid({ arrays, faults })
}

/** A NumPy array says what it is in its first bytes. */
const headerBytes = 4096

const damaged: Problem = {
  message: 'array is damaged: it does not unpack to the size and checksum that the archive says',
  remedy: 'save or copy the file again, whole',
}
