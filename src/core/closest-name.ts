import { distance } from 'fastest-levenshtein'

/** The one of `names` that a misspelt `given` most likely means: at most a third of its letters wrong, or 2; else undefined. Case is no difference. */
export function closestName(given: string, names: readonly string[]): string | undefined {
  // A person's slip is short; comparing a pasted page with every name would only cost time.
  if (given.length > 64) return undefined
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1
  for (const name of names) {
    const d = distance(given.toLowerCase(), name.toLowerCase())
    if (d < bestDistance) [best, bestDistance] = [name, d]
  }
  return best
}
