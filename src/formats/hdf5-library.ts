import type * as h5wasm from 'h5wasm'

type Module = Awaited<typeof h5wasm.ready>

export type Hdf5Library = Pick<typeof h5wasm, 'File' | 'Dataset' | 'Group' | 'ExternalLink'> & {
  readonly module: Module
}

/** What the library's host has, of which no types are known here. */
interface Surroundings {
  readonly console: { error: (...words: readonly unknown[]) => void }
  readonly WebAssembly: { readonly Memory: { readonly prototype: { grow(this: unknown, pages: number): number } } }
}
const surroundings = globalThis as unknown as Surroundings

let library: Hdf5Library | undefined

/**
 * Loads the HDF5 library, once: h5wasm, 4 MB with its WebAssembly, which it holds as text, so that nothing is fetched
 * and no text is run. For a worker or a command, not for a window.
 */
export async function loadHdf5(): Promise<void> {
  if (library !== undefined) return
  // The library keeps the console's function as it is while it loads: what it finds wrong it prints, a page for each
  // error, and a person gets one line instead.
  const { console } = surroundings
  const { error } = console
  let isLoading = true
  console.error = (...words) => {
    if (isLoading) error(...words)
  }
  try {
    const { ready, File, Dataset, Group, ExternalLink } = await import('h5wasm')
    const module = await ready
    silence(module.FS)
    library = { File, Dataset, Group, ExternalLink, module }
  } finally {
    console.error = error
    isLoading = false
  }
}

/** The library. Throws where it was not loaded before. */
export function hdf5Library(): Hdf5Library {
  if (library === undefined) throw new Error('the HDF5 library is not loaded')
  return library
}

function silence(files: unknown): void {
  const { tty } = (files as { getStream(descriptor: number): { readonly tty: { ops: object } } }).getStream(2)
  tty.ops = { ...tty.ops, put_char: () => undefined }
}

const bytesPerPage = 65_536

/**
 * Runs some work of the library's, whose memory may grow by so many bytes and no more: a damaged or malicious chunk
 * can unpack to any number of them, which only the library sees. What is refused it reports as a read that has
 * failed.
 */
export function withBoundedMemory<T>(mostGrowth: number, work: () => T): T {
  const { prototype } = surroundings.WebAssembly.Memory
  const { grow } = prototype
  let grown = 0
  prototype.grow = function (pages) {
    if (grown + pages * bytesPerPage > mostGrowth) throw new RangeError('memory is not to grow as far')
    grown += pages * bytesPerPage
    return grow.call(this, pages)
  }
  try {
    return work()
  } finally {
    prototype.grow = grow
  }
}
