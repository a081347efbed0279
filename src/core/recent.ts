import type { Pieces } from './pieces'

/** Values by key, those that were not asked for the longest dropped first. */
export interface Recent<T> {
  get(key: string): { readonly value: T } | undefined
  /** Keeps a value; one that is there already stays. */
  put(key: string, value: T, size?: number): void
}

/** Keeps values of at most `capacity` together; each is of size 1 unless it is told. */
export function createRecent<T>(capacity: number): Recent<T> {
  const entries = new Map<string, { readonly value: T; readonly size: number }>()
  let held = 0
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    put(key, value, size = 1) {
      if (entries.has(key)) return
      entries.set(key, { value, size })
      held += size
      for (const [oldest, entry] of entries) {
        if (held <= capacity) break
        entries.delete(oldest)
        held -= entry.size
      }
    },
  }
}

/**
 * Answers what was made last, `capacity` of it, by key; what is not there is made. For what is dear to make and is the
 * same however often it is made.
 */
export function madeOnce<T>(capacity: number): MadeOnce<T> {
  const recent = createRecent<T>(capacity)
  const now = (key: string, make: () => T): T => {
    const known = recent.get(key)
    if (known !== undefined) return known.value
    const value = make()
    recent.put(key, value)
    return value
  }
  return Object.assign(now, {
    *ahead(key: string, make: () => Pieces<T>) {
      if (recent.get(key) === undefined) recent.put(key, yield* make())
    },
  })
}

export interface MadeOnce<T> {
  (key: string, make: () => T): T
  /** Makes in pieces what is to be asked for. */
  ahead(key: string, make: () => Pieces<T>): Pieces<void>
}
