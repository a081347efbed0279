import { closest, distance } from 'fastest-levenshtein'

/** The one of `names` that a misspelt `given` most likely means: at most a third of its letters wrong, or 2; else undefined. */
export function closestName(given: string, names: readonly string[]): string | undefined {
  // A person's slip is short; comparing a pasted page with every name would only cost time.
  if (names.length === 0 || given.length > 64) return undefined
  const best = closest(given.toLowerCase(), names)
  return distance(given.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.floor(given.length / 3))
    ? best
    : undefined
}
