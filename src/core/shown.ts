const longest = 40

/** A value a person gave, as a message quotes it: as JSON, but with NaN and infinities by name, and cut when long. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length <= longest ? text : `${text.slice(0, longest)}...`
}
