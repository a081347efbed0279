/** Where a window keeps its arrangement over restarts. */
export type SmallStorage = Pick<Storage, 'getItem' | 'setItem'>

/** A storage that may be full, or forbidden: then it keeps nothing, and the window goes on without. */
export function lenientStorage(storage: () => SmallStorage): SmallStorage {
  const attempt = <T>(act: (storage: SmallStorage) => T): T | null => {
    try {
      return act(storage())
    } catch {
      return null
    }
  }
  return {
    getItem: (key) => attempt((kept) => kept.getItem(key)),
    setItem: (key, text) => void attempt((kept) => kept.setItem(key, text)),
  }
}
