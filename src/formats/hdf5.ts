import type * as h5wasm from 'h5wasm'
import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { shown } from '../core/shown'
import { type Hdf5Library, hdf5Library, withBoundedMemory } from './hdf5-library'
import { type MemoryBudget, memoryBudget } from './memory-budget'
import { namesProblem } from './most-names'
import { entriesOf, fromHalf, firstRounded, type NdArray } from './npy'
import type { ArrayFault, NamedArrays } from './surface-file'

type Dataset = InstanceType<typeof h5wasm.Dataset>
type Group = InstanceType<typeof h5wasm.Group>

/** Bytes by which the library may grow for one file: a large matrix packed and unpacked, and the chunks it caches. */
const mostGrowth = 41_943_040
/** Groups within groups that are looked into. */
const deepest = 8

/**
 * Reads the arrays of numbers of an HDF5 file by their paths: `train_loss`, `surface/x`. One that cannot be read,
 * since a chunk is damaged, its filter is not known or it lies in another file, does not close the file. After
 * `loadHdf5`.
 */
export function readHdf5(bytes: Uint8Array): Checked<NamedArrays> {
  const library = hdf5Library()
  const { FS } = library.module
  const place = '/surface.h5'
  FS.writeFile(place, bytes, { canOwn: true } as never)
  let file: InstanceType<typeof h5wasm.File> | undefined
  try {
    return withBoundedMemory(mostGrowth, () => {
      file = new library.File(place, 'r')
      const reading = new Hdf5Reading(library, memoryBudget(bytes.length))
      reading.readGroup(file, '', 0)
      return reading.result()
    })
  } catch {
    return invalid({ message: 'HDF5 file is cut off or damaged', remedy: 'save or copy it again, whole' })
  } finally {
    closeQuietly(file)
    FS.unlink(place)
  }
}

class Hdf5Reading {
  private readonly arrays = new Map<string, NdArray>()
  private readonly faults: ArrayFault[] = []
  private tooMuch: Problem | undefined
  private entries = 0

  constructor(
    private readonly library: Hdf5Library,
    private readonly budget: MemoryBudget,
  ) {}

  result(): Checked<NamedArrays> {
    const { arrays, faults, tooMuch } = this
    return tooMuch === undefined ? valid({ arrays, faults }) : invalid(tooMuch)
  }

  readGroup(group: Group, path: string, depth: number): void {
    // MATLAB keeps what cells and structures refer to in a group of this name.
    const keys = group.keys().filter((key) => key !== '#refs#')
    this.entries += keys.length
    this.tooMuch ??= namesProblem(this.entries, 'arrays')
    for (const key of keys) {
      if (this.tooMuch !== undefined) return
      const name = `${path}${key}`
      const entry = group.get(key)
      if (entry instanceof this.library.Dataset) this.readDataset(entry, name)
      else if (entry instanceof this.library.ExternalLink)
        this.faults.push({ name, problem: elsewhere(entry.filename) })
      else if (entry instanceof this.library.Group && depth < deepest && !isAlias(group, entry.path))
        this.readGroup(entry, `${name}/`, depth + 1)
    }
  }

  private readDataset(dataset: Dataset, name: string): void {
    const { module } = this.library
    const { shape, type, size, signed, vlen, virtual_sources: sources } = dataset.metadata
    const { H5T_INTEGER, H5T_FLOAT, H5T_COMPOUND } = module.H5T_class_t
    const isFloat = type === H5T_FLOAT.value
    if (shape === null) return
    if (vlen || (!isFloat && type !== H5T_INTEGER.value)) {
      const isCompound = type === H5T_COMPOUND.value
      this.faults.push({ name, problem: noNumbers(isCompound), ...(isCompound ? {} : { isText: true }) })
      return
    }
    const count = entriesOf(shape)
    if (count > mostCells) {
      this.arrays.set(name, { shape, data: new Float64Array(0) })
      return
    }
    const decode = decoderOf(isFloat, size, signed)
    const [source] = sources ?? []
    if (decode === undefined || source !== undefined) {
      this.faults.push({ name, problem: source === undefined ? wideNumbers(size) : elsewhere(source.file_name) })
      return
    }
    this.tooMuch ??= this.budget.take(8 * count)
    if (this.tooMuch !== undefined) return
    const data = this.numbersOf(dataset, count, size, decode)
    if (data === undefined) this.faults.push({ name, problem: unreadable(dataset) })
    else {
      const isRounded = !isFloat && size === 8 && data.some((value) => Math.abs(value) >= firstRounded)
      const array = isFromMatlab(dataset) ? columnMajor(shape, data) : { shape, data }
      this.arrays.set(name, isRounded ? { ...array, isRounded } : array)
    }
  }

  /** The numbers of a dataset; undefined where they could not be read, and what memory holds is nobody's data. */
  private numbersOf(dataset: Dataset, count: number, size: number, decode: Decode): Float64Array | undefined {
    const { module } = this.library
    const place = module._malloc(Math.max(1, count * size))
    if (place === 0) return undefined
    try {
      const status = module.get_dataset_data(dataset.file_id, dataset.path, null, null, null, BigInt(place))
      if (status < 0) return undefined
      // The library turns every byte order into the machine's own.
      const view = new DataView(module.HEAPU8.buffer, place, count * size)
      const data = new Float64Array(count)
      for (let i = 0; i < count; i++) data[i] = decode(view, i * size)
      return data
    } finally {
      module._free(place)
    }
  }
}

/** Whether a group is a soft link to one: it is read where it stands, and a link may lead back to where it is. */
function isAlias(parent: Group, path: string): boolean {
  // Null, whatever its type says, of what is no soft link.
  return typeof parent.get_link(path) === 'string'
}

type Decode = (view: DataView, at: number) => number

/** How a number of so many bytes is read; undefined for those that are wider than any of ours. */
function decoderOf(isFloat: boolean, size: number, isSigned: boolean): Decode | undefined {
  switch (size) {
    case 8:
      if (isFloat) return (view, at) => view.getFloat64(at, true)
      return isSigned
        ? (view, at) => Number(view.getBigInt64(at, true))
        : (view, at) => Number(view.getBigUint64(at, true))
    case 4:
      if (isFloat) return (view, at) => view.getFloat32(at, true)
      return isSigned ? (view, at) => view.getInt32(at, true) : (view, at) => view.getUint32(at, true)
    case 2:
      if (isFloat) return (view, at) => fromHalf(view.getUint16(at, true))
      return isSigned ? (view, at) => view.getInt16(at, true) : (view, at) => view.getUint16(at, true)
    case 1:
      if (isFloat) return undefined
      return isSigned ? (view, at) => view.getInt8(at) : (view, at) => view.getUint8(at)
    default:
      return undefined
  }
}

function isFromMatlab(dataset: Dataset): boolean {
  return Object.hasOwn(dataset.attrs, 'MATLAB_class')
}

/** MATLAB lays its matrices column by column, which HDF5 takes for the rows of the transposed matrix. */
function columnMajor(shape: readonly number[], data: Float64Array): NdArray {
  const [columns, rows] = shape
  if (shape.length !== 2 || columns === undefined || rows === undefined) return { shape, data }
  const turned = new Float64Array(data.length)
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) turned[j * columns + i] = data[i * rows + j]!
  return { shape: [rows, columns], data: turned }
}

/**
 * The filters that the library has: deflate, shuffle, Fletcher's checksum, n-bit, scale and offset; szip only reads.
 */
const knownFilters = new Set([1, 2, 3, 4, 5, 6])

function unreadable(dataset: Dataset): Problem {
  const foreign = dataset.filters.find(({ id }) => !knownFilters.has(id))
  if (foreign !== undefined) {
    const name = foreign.name === '' ? `number ${foreign.id}` : foreign.name
    return {
      message: `array is compressed with the filter ${shown(name)}, which cannot be read here`,
      remedy: 'save it with compression="gzip" or none, or as .npz',
    }
  }
  return {
    message: 'array cannot be read: a chunk is damaged, or it lies in a file that is not here',
    remedy: 'save or copy it again, whole',
  }
}

function elsewhere(file: string): Problem {
  return { message: `array lies in another file, ${shown(file)}`, remedy: 'copy it into this one' }
}

function noNumbers(isCompound: boolean): Problem {
  return {
    message: `array holds ${isCompound ? 'complex numbers or records' : 'text or other values'}, expected floating-point numbers or integers`,
    remedy: isCompound ? 'save array.real or abs(array), or each field by itself' : "save array.astype('f8')",
  }
}

function wideNumbers(size: number): Problem {
  return {
    message: `array holds numbers of ${size} bytes, expected floating-point numbers of 2, 4 or 8 bytes, or integers`,
    remedy: "save array.astype('f8')",
  }
}

/** A damaged file may not even close; all that was wrong with it has been said. */
function closeQuietly(file: { close(): unknown } | undefined): void {
  try {
    file?.close()
  } catch {
    return
  }
}
