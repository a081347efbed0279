/**
 * Remembers what was made last, `capacity` of it, by key: answers it, or makes it and forgets what was not asked for the longest. For
 * what is dear to make and is the same however often it is made.
 */
export function createRecent<T>(capacity: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>()
  return (key, make) => {
    const value = known.has(key) ? known.get(key)! : make()
    known.delete(key)
    known.set(key, value)
    if (known.size > capacity) known.delete([...known.keys()][0]!)
    return value
  }
}
