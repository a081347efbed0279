/** What stands for a number in a sentence: `{distance}`. Braces within dollar signs are TeX's. */
const placeholder = /\$[^$]*\$|\{([a-z][a-zA-Z0-9]*)\}/g

/** The names of the numbers that a sentence wants. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].flatMap(([, name]) => name ?? [])
}

/** A sentence with its numbers, as `write` writes each. */
export function told(text: string, write: (name: string) => string): string {
  return text.replace(placeholder, (whole, name: string | undefined) => (name === undefined ? whole : write(name)))
}

/** Whether a number is told to its last digit: a count, which a rounded one would contradict. */
export function isCount(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e6
}
