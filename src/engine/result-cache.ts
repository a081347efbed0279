import { isTypedArray } from './wire'

/** Results by key, the least recently used dropped first. Knows nothing of what the results mean. */
export interface ResultCache {
  /** Bytes of the largest value that is kept. */
  readonly largest: number
  get(key: string): { readonly value: unknown } | undefined
  put(key: string, value: unknown): void
}

/** A cache of at most `capacity` bytes; a value above a quarter of it is not kept, so that one cannot evict all others. */
export function createResultCache(capacity: number): ResultCache {
  const entries = new Map<string, { readonly value: unknown; readonly bytes: number }>()
  let held = 0
  return {
    largest: capacity / 4,
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    put(key, value) {
      const bytes = bytesOf(value) + 2 * key.length
      if (entries.has(key) || bytes > capacity / 4) return
      entries.set(key, { value, bytes })
      held += bytes
      for (const [oldKey, old] of entries) {
        if (held <= capacity) break
        entries.delete(oldKey)
        held -= old.bytes
      }
    },
  }
}

/** About the memory a value takes: typed arrays by their bytes, text by its length, 16 for anything else. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 16
  if (isTypedArray(value)) return 64 + value.byteLength
  return Object.values(value).reduce<number>((sum, child) => sum + bytesOf(child), 32)
}
