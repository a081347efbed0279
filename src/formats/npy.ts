import { strToU8 } from 'fflate'
import { mostCells } from '../core/objectives/sampled-grid'
import { memoryBudget } from './memory-budget'
import type { Checked } from '../core/problem'
import { invalid, valid } from '../core/problem'

/** Pieces of something long, as they come. */
export type Chunks<T> = Iterable<T> | AsyncIterable<T>

/** A dense array: float64, row-major (C order). */
export interface NdArray {
  readonly shape: readonly number[]
  /** Empty where the shape has more entries than any surface: they were not read. */
  readonly data: Float64Array
  /** Whether integers beyond 2^53 were rounded. */
  readonly isRounded?: true
}

/** How many entries an array of a shape has. */
export function entriesOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1)
}

const magic = '\x93NUMPY'
const numbersPerChunk = 8192

/**
 * A float64 array as a NumPy file, version 1.0, little endian, C order. The chunks laid end to end are the array's
 * entries, row-major; they stay the caller's. Throws if they do not add up to the shape, since the header has promised
 * it by then.
 *
 * Source: NumPy, "numpy.lib.format", NPY format version 1.0.
 */
export async function* npy(shape: readonly number[], chunks: Chunks<Float64Array>): AsyncGenerator<Uint8Array> {
  yield npyHeader(shape)
  const expected = entriesOf(shape)
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

/** The same of an array that is there, at once. */
export function npyBytes({ shape, data }: NdArray): Uint8Array {
  const header = npyHeader(shape)
  const bytes = new Uint8Array(header.length + 8 * data.length)
  bytes.set(header)
  bytes.set(littleEndian(data), header.length)
  return bytes
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
  for (let i = 0; i < numbers.length; i++) {
    // What is no number has as many bits as there are processors: in files it is one.
    if (Number.isNaN(numbers[i])) view.setUint32(i * 8 + 4, 0x7ff80000, true)
    else view.setFloat64(i * 8, numbers[i]!, true)
  }
  return bytes
}

/** Numbers as NumPy writes them: after the byte order, kind and bytes of one. */
const readers: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f2: (view, at, little) => fromHalf(view.getUint16(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
}

/** The number that 16 bits are in IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
export function fromHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  // 2^-24 is the least positive number; from exponent 1 on the leading bit is not written.
  return exponent === 0 ? (sign * fraction) / 16_777_216 : (sign * (1024 + fraction) * (1 << exponent)) / 33_554_432
}

interface NpyHeader {
  /** `<f8`. */
  readonly type: string
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  /** Where the data begin. */
  readonly end: number
}

/**
 * Reads a NumPy file, format version 1, 2 or 3, of floating-point numbers of 8, 4 or 2 bytes, integers or truth
 * values in either byte order, in C or Fortran order; integers of 8 bytes are rounded to float64. Anything else is a
 * problem. The numbers of an array that has more than `most`, by default those of the largest surface, are not read.
 * Bytes that are the array's own may be those of its numbers.
 */
export function readNpy(bytes: Uint8Array, isOwn = false, most = mostCells): Checked<NdArray> {
  const header = readHeader(bytes)
  if (header.value === undefined) return header
  const { type, fortranOrder, shape, end } = header.value
  const read = readers[type.slice(1)]
  if (read === undefined) {
    const kind = kindOf(type)
    return invalid({
      message: `NumPy array holds ${kind} (${type}), expected floating-point numbers of 2, 4 or 8 bytes, or integers`,
      remedy: kind === 'complex numbers' ? 'save array.real or abs(array)' : "save array.astype('f8')",
    })
  }
  const size = Number(type.slice(2))
  const count = entriesOf(shape)
  if (bytes.length - end !== count * size) {
    return invalid({
      message: `NumPy array of shape (${shape.join(', ')}) needs ${count * size} bytes of data and has ${bytes.length - end}`,
      remedy: 'save it again: the file was cut off or joined to another',
    })
  }
  const isSmall = count <= most || (mayBePoints(shape) && memoryBudget(bytes.length).take(8 * count) === undefined)
  if (!isSmall) return valid({ shape, data: new Float64Array(0) })
  const data = (isOwn ? numbersIn(type, bytes, end) : undefined) ?? numbersOfType(type, bytes.subarray(end))!
  return valid({
    shape,
    data: fortranOrder && shape.length > 1 ? rowMajor(data, shape) : data,
    ...(isBeyondExact(type, data) && { isRounded: true }),
  })
}

/** Columns, or rows, of a matrix that may be points, and its numbers, of which there are more than of a surface. */
const [mostListsOfPoints, mostNumbersOfPoints] = [16, 1.5 * mostCells]

/** Whether a matrix larger than any surface may be points of one. */
export function mayBePoints(shape: readonly number[]): boolean {
  return shape.length === 2 && Math.min(...shape) <= mostListsOfPoints && entriesOf(shape) <= mostNumbersOfPoints
}

function isBeyondExact(type: string, data: Float64Array): boolean {
  return /[iu]8$/.test(type) && data.some((value) => Math.abs(value) >= firstRounded)
}

/** Below 2^53 every integer is a float64, and no other is rounded to one. */
export const firstRounded = 9_007_199_254_740_992

function kindOf(type: string): string {
  switch (type[1]) {
    case 'c':
      return 'complex numbers'
    case 'f':
      return 'long doubles'
    case 'U':
    case 'S':
    case 'a':
      return 'text'
    default:
      return 'values of another type'
  }
}

/**
 * Numbers of a type as NumPy names it (`<f8`), from bytes; undefined for another type, or a number of bytes that is
 * not whole.
 */
export function numbersOfType(type: string, bytes: Uint8Array): Float64Array | undefined {
  const read = readers[type.slice(1)]
  const size = Number(type.slice(2))
  if (read === undefined || bytes.length % size !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = new Float64Array(bytes.length / size)
  for (let i = 0; i < data.length; i++) data[i] = read(view, i * size, type[0] !== '>')
  return data
}

/** Numbers that lie in memory as float64s do, where they lie; undefined of others. */
function numbersIn(type: string, bytes: Uint8Array, from: number): Float64Array | undefined {
  const at = bytes.byteOffset + from
  if (type !== '<f8' || at % 8 !== 0 || !isLittleEndian) return undefined
  return new Float64Array(bytes.buffer, at, (bytes.length - from) / 8)
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Whether a NumPy file says that it holds text, or raw bytes. */
export function isTextNpy(bytes: Uint8Array): boolean {
  const { value } = readHeader(bytes)
  return value !== undefined && /^[USaV]/.test(value.type.slice(1))
}

/** The shape that a NumPy file says it has; undefined where its header is none. */
export function npyShape(bytes: Uint8Array): readonly number[] | undefined {
  return readHeader(bytes).value?.shape
}

function readHeader(bytes: Uint8Array): Checked<NpyHeader> {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
  if (text(0, 6) !== magic) {
    return invalid({
      message: 'file is not a NumPy array: its first six bytes are not \\x93NUMPY',
      remedy: 'save it with numpy.save',
    })
  }
  const cutOff = invalid<NpyHeader>({
    message: `NumPy array of ${bytes.length} bytes is cut off inside its header`,
    remedy: 'save or copy it again, whole',
  })
  if (bytes.length < 12) return cutOff
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [start, length] = bytes[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  const end = start + length
  if (end > bytes.length) return cutOff
  // A header is some hundred characters; what is longer is none, and too long to be spread.
  const header = text(start, Math.min(end, start + 4096))
  const type = /'descr': *'([<>|=][a-zA-Z]\d+)'/.exec(header)?.[1]
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1]
  const shape = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1]
  if (type === undefined || order === undefined || shape === undefined) {
    return invalid({
      message: `NumPy array has the header ${header.trim().slice(0, 200)}, expected a plain array of numbers`,
      remedy: "save numpy.asarray(array, dtype='f8')",
    })
  }
  const extents = shape.split(',').filter((part) => part.trim() !== '')
  return valid({ type, fortranOrder: order === 'True', shape: extents.map(Number), end })
}

/** The entries of an array in Fortran order, first index fastest, in C order. */
function rowMajor(data: Float64Array, shape: readonly number[]): Float64Array {
  const out = new Float64Array(data.length)
  const index = new Array<number>(shape.length).fill(0)
  for (const value of data) {
    out[shape.reduce((at, extent, axis) => at * extent + index[axis]!, 0)] = value
    for (let axis = 0; axis < shape.length && ++index[axis]! === shape[axis]; axis++) index[axis] = 0
  }
  return out
}
