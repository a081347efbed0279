/**
 * The large inputs at hand in this thread, by name: the SHA-256 of their bytes. A spec names one as `{ blob: name }`,
 * at any depth, and the pool gives each worker what its tiles name before it gives it the tiles. So a tile stays pure:
 * a name has one meaning.
 */
const blobs = new Map<string, Uint8Array>()

export function keepBlob(name: string, bytes: Uint8Array): void {
  blobs.set(name, bytes)
}

export function dropBlob(name: string): void {
  blobs.delete(name)
}

/** The bytes of a blob that a checked spec names. Throws where they are not at hand: our own mistake. */
export function blobOf(name: string): Uint8Array {
  const bytes = blobs.get(name)
  if (bytes === undefined) throw new Error(`blob ${name} is not at hand`)
  return bytes
}

/** The names of the blobs that a spec names, each once. */
export function blobNames(spec: unknown): readonly string[] {
  const names = new Set<string>()
  collect(spec)
  return [...names]

  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
    for (const [key, child] of Object.entries(value)) {
      if (key === 'blob' && typeof child === 'string') names.add(child)
      else collect(child)
    }
  }
}
