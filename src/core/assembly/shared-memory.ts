/** The part of the WebAssembly interface used here, which is no part of the language's own library. */
interface WebAssemblyInterface {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly validate: (bytes: Uint8Array) => boolean
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly run: Run } }
}

/** The exported function of a module. */
export type Run = (limit?: number) => void

const webAssembly = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly

const pageBytes = 65536
/** A megabyte of numbers, of which only what is used costs anything. */
const cellPages = 16
const libraryPages = 1

/**
 * Modules and their callers pass numbers through this memory, and elementary functions read their tables there; absent
 * where WebAssembly or memory for it is.
 */
const memory = makeMemory()
const buffer = memory?.buffer ?? new ArrayBuffer((cellPages + libraryPages) * pageBytes)

function makeMemory(): { readonly buffer: ArrayBuffer } | undefined {
  const size = cellPages + libraryPages
  try {
    return webAssembly && new webAssembly.Memory({ initial: size, maximum: size })
  } catch {
    return undefined
  }
}

/**
 * The numbers that pass into and out of kernels: inputs first, then outputs. Shared by all kernels, so nothing stays in
 * them from one evaluation to the next.
 */
export const cells = new Float64Array(buffer, 0, (cellPages * pageBytes) / 8)

/** Rows of `width` numbers, as many as a power of two. */
export interface Table {
  readonly numbers: Float64Array
  readonly width: 2 | 4
  readonly rows: number
}

/**
 * A table of rows of `width` numbers, made even by a number that nobody reads, and as many as a power of two by rows
 * of zeros: so an index of just so many bits lies in it.
 */
export function table(numbers: Float64Array, width: 2 | 3 | 4): Table {
  const rows = numbers.length / width
  let padded = 1
  while (padded < rows) padded *= 2
  const even = width === 2 ? 2 : 4
  const placed = new Float64Array(padded * even)
  for (let row = 0; row < rows; row++) placed.set(numbers.subarray(row * width, (row + 1) * width), row * even)
  return { numbers: placed, width: even, rows: padded }
}

const library = new Float64Array(buffer, cellPages * pageBytes)
const libraryBits = new BigInt64Array(buffer, cellPages * pageBytes)
let used = 0
const places = new Map<Table | bigint, number>()

/** Where a table lies, or a constant of 64 bits for each of two lanes, in bytes; placed when first asked for. */
export function addressOf(what: Table | bigint): number {
  const known = places.get(what)
  if (known !== undefined) return known
  // A row lies in one line of the cache.
  if (typeof what !== 'bigint') used = Math.ceil(used / what.width) * what.width
  const size = typeof what === 'bigint' ? 2 : what.numbers.length
  if (used + size > library.length) throw new RangeError('tables of elementary functions do not fit their memory')
  if (typeof what === 'bigint') libraryBits.fill(what, used, used + 2)
  else library.set(what.numbers, used)
  const address = cellPages * pageBytes + 8 * used
  used += size
  places.set(what, address)
  return address
}

/** Where what is one's own begins in a memory of one's own, in bytes: after what all have at the same place. */
export const ownBytes = (cellPages + libraryPages) * pageBytes

/** A memory that one owner's modules work in, in place of the shared one: for what is kept from call to call. */
export interface OwnMemory {
  /** From `ownBytes` on. */
  readonly numbers: Float64Array
  /** As `instantiate`, on this memory. */
  instantiate(bytes: Uint8Array, functions: object): Run | undefined
}

/** A memory of one's own of so many numbers; undefined where it cannot be had. */
export function ownMemory(size: number): OwnMemory | undefined {
  const pages = cellPages + libraryPages + Math.ceil((8 * size) / pageBytes)
  if (!hasPairs || pages > mostPages) return undefined
  try {
    const own = new webAssembly!.Memory({ initial: pages, maximum: pages })
    return {
      numbers: new Float64Array(own.buffer, ownBytes, size),
      instantiate(bytes, functions) {
        const run = instantiate(bytes, functions, own)
        // What modules look up is placed as they are written.
        new Float64Array(own.buffer, cellPages * pageBytes, used).set(library.subarray(0, used))
        return run
      },
    }
  } catch {
    return undefined
  }
}

const mostPages = 65536

/** Makes a module of these bytes ready to run. Undefined where that cannot be had. */
export function instantiate(bytes: Uint8Array, functions: object, on: object | undefined = memory): Run | undefined {
  if (webAssembly === undefined || on === undefined) return undefined
  try {
    const module = new webAssembly.Module(bytes)
    return new webAssembly.Instance(module, { shared: { memory: on }, elementary: functions }).exports.run
  } catch {
    // A content security policy may forbid it, or there is no memory left.
    return undefined
  }
}

export const hasWebAssembly = webAssembly !== undefined && memory !== undefined

/** A module whose one function takes and drops two lanes. */
const pairProbe = [
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x62,
  0x1a, 0x0b,
]

/** Whether two lanes can be had. */
export const hasPairs = hasWebAssembly && webAssembly!.validate(Uint8Array.from(pairProbe))
