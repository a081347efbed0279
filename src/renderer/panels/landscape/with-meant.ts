/** A name in a formula, and what it was meant as. */
interface Meant {
  readonly instead: string
  readonly span: readonly [start: number, end: number]
}

/**
 * A formula with names replaced by what they were meant as; a product that is divided by or raised is put in
 * parentheses.
 */
export function withMeant(text: string, meant: readonly Meant[]): string {
  let result = ''
  let from = 0
  for (const { instead, span } of meant) {
    const isWhole = !instead.includes('*') || instead.endsWith(')') || !/[/^]\s*$/.test(text.slice(0, span[0]))
    result += text.slice(from, span[0]) + (isWhole ? instead : `(${instead})`)
    from = span[1]
  }
  return result + text.slice(from)
}
