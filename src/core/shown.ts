const longest = 40

/**
 * A value a person gave, as a message quotes it: as JSON, with NaN and infinities by name; what is long or nested is
 * only described.
 */
export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const isShort = value.length <= 8 && value.every((entry) => typeof entry !== 'object' || entry === null)
    return isShort ? `[${value.map(shown).join(',')}]` : `a list of ${value.length} entries`
  }
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'string')
    return JSON.stringify(value.length <= longest ? value : `${value.slice(0, longest - 3)}...`)
  return String(value)
}
