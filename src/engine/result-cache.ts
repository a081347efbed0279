import { createRecent, type Recent } from '../core/recent'
import { isTypedArray } from './wire'

/** Results by key, the least recently used dropped first. Knows nothing of what the results mean. */
export interface ResultCache extends Pick<Recent<unknown>, 'get'> {
  /** Bytes of the largest value that is kept. */
  readonly largest: number
  put(key: string, value: unknown): void
}

/**
 * A cache of at most `capacity` bytes; a value above a quarter of it is not kept, so that one cannot evict all others.
 */
export function createResultCache(capacity: number): ResultCache {
  const recent = createRecent<unknown>(capacity)
  const largest = capacity / 4
  return {
    largest,
    get: recent.get,
    put(key, value) {
      const bytes = bytesOf(value) + 2 * key.length
      if (bytes <= largest) recent.put(key, value, bytes)
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
