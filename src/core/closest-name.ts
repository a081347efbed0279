import { distance } from 'fastest-levenshtein'

/**
 * The one of `names` that a misspelt `given` most likely means, or undefined: at most a third of the name's letters are
 * wrong, though one slip is forgiven in any name, and something of what was given is right. Two neighbouring letters
 * that changed places are one slip; upper and lower case are no difference. Of names as near, the one that begins alike
 * the longest.
 */
export function closestName(given: string, names: readonly string[]): string | undefined {
  // A person's slip is short; comparing a pasted page with every name would only cost time.
  if (given.length > 64) return undefined
  let best: string | undefined
  let [fewest, longest] = [given.length, Infinity]
  for (const name of names) {
    const slips = slipsBetween(given.toLowerCase(), name.toLowerCase())
    const shared = sharedBeginning(given.toLowerCase(), name.toLowerCase())
    const isNearer = slips < fewest || (slips === fewest && shared > longest)
    if (isNearer && slips <= Math.max(1, Math.floor(name.length / 3))) [best, fewest, longest] = [name, slips, shared]
  }
  return best
}

function sharedBeginning(given: string, name: string): number {
  let length = 0
  while (length < given.length && given[length] === name[length]) length++
  return length
}

function slipsBetween(given: string, name: string): number {
  const edits = distance(given, name)
  return edits === 2 && isExchange(given, name) ? 1 : edits
}

/** Whether two neighbouring letters, and nothing else, changed places. */
function isExchange(given: string, name: string): boolean {
  const at = [...given].findIndex((letter, i) => letter !== name[i])
  return given.slice(0, at) + given[at + 1] + given[at] + given.slice(at + 2) === name
}
