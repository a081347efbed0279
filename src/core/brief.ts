/** A number short enough for a sentence. */
export function brief(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** A point short enough for a sentence: `(3.1e+154, 2)`. */
export function briefPoint(theta: Float64Array): string {
  const shown = [...theta.subarray(0, 4)].map(brief)
  return `(${shown.join(', ')}${theta.length > 4 ? ', ...' : ''})`
}
