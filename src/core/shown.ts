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
  // Of a long text no more is written than is shown.
  const given = typeof value === 'string' ? value.slice(0, longest) : value
  const text = typeof given === 'number' ? String(given) : (JSON.stringify(given) ?? String(given))
  return text.length <= longest ? text : `${text.slice(0, longest)}...`
}
