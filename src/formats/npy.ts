import { strToU8 } from 'fflate'
import type { Checked } from '../core/problem'
import { invalid, valid } from '../core/problem'

/** Pieces of something long, as they come. */
export type Chunks<T> = Iterable<T> | AsyncIterable<T>

/** A dense array: float64, row-major (C order). */
export interface NdArray {
  readonly shape: readonly number[]
  readonly data: Float64Array
}

const magic = '\x93NUMPY'
const numbersPerChunk = 8192

/**
 * A float64 array as a NumPy file, version 1.0, little endian, C order. The chunks laid end to end are the array's entries, row-major; they stay
 * the caller's. Throws if they do not add up to the shape, since the header has promised it by then.
 *
 * Source: NumPy, "numpy.lib.format", NPY format version 1.0.
 */
export async function* npy(shape: readonly number[], chunks: Chunks<Float64Array>): AsyncGenerator<Uint8Array> {
  yield npyHeader(shape)
  const expected = shape.reduce((product, extent) => product * extent, 1)
  let count = 0
  for await (const chunk of chunks) {
    count += chunk.length
    for (let from = 0; from < chunk.length; from += numbersPerChunk) {
      yield littleEndian(chunk.subarray(from, from + numbersPerChunk))
    }
  }
  if (count !== expected)
    throw new Error(`array of shape (${shape.join(', ')}) needs ${expected} numbers and got ${count}`)
}

function npyHeader(shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`
  // The data begin at a multiple of 64 bytes; 10 is the length of magic, version and header length, 1 of the newline.
  const padding = (64 - ((10 + dictionary.length + 1) % 64)) % 64
  const text = `${dictionary}${' '.repeat(padding)}\n`
  const length = String.fromCharCode(text.length & 255, text.length >> 8)
  return strToU8(`${magic}\x01\x00${length}${text}`, true)
}

function littleEndian(numbers: Float64Array): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 8)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < numbers.length; i++) view.setFloat64(i * 8, numbers[i]!, true)
  return bytes
}

/** Reads a NumPy file of float64, little endian, C order, format version 1 or 2; anything else is a problem. */
export function readNpy(bytes: Uint8Array): Checked<NdArray> {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || text(0, 6) !== magic) {
    return invalid({
      message: 'file is not a NumPy array: its first six bytes are not \\x93NUMPY',
      remedy: 'save it with numpy.save',
    })
  }
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  const from = start + length
  const header = text(start, from)
  const shape = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1]
  if (shape === undefined || !/'descr': *'<f8'/.test(header) || !/'fortran_order': *False/.test(header)) {
    return invalid({
      message: `NumPy array has the header ${header.trim()}, expected little-endian float64 in C order`,
      remedy: "save numpy.ascontiguousarray(array, dtype='<f8')",
    })
  }
  const extents = shape
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  const count = extents.reduce((product, extent) => product * extent, 1)
  if (bytes.length - from !== count * 8) {
    return invalid({
      message: `NumPy array of shape (${extents.join(', ')}) needs ${count * 8} bytes of data and has ${bytes.length - from}`,
      remedy: 'save it again: the file was cut off or joined to another',
    })
  }
  return valid({
    shape: extents,
    data: Float64Array.from({ length: count }, (_, i) => view.getFloat64(from + i * 8, true)),
  })
}
