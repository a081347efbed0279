/** The shortest decimal text that reads back as the same bits, -0 included; nan, inf and -inf as numpy spells them. */
export function numberText(x: number): string {
  if (Number.isFinite(x)) return Object.is(x, -0) ? '-0' : String(x)
  return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf'
}

/** As `numberText`, but null where JSON has no number. */
export function jsonNumberText(x: number): string {
  return Number.isFinite(x) ? numberText(x) : 'null'
}
