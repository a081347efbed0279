/** Where in a text something stands, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const space = /[ \t\r\n]*/y
const token =
  /([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
/** A text or literal that lacks only its end. */
const beginning =
  /^(?:"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*(?:\\(?:u[0-9a-fA-F]{0,3})?)?|-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?)?)?|tr?u?|fa?l?s?|nu?l?)$/

/** What may come next: a value, a key, the colon after a key, or what follows a value. */
type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after-value'

/**
 * The offset at which a text stops being JSON, for a text that JSON.parse has refused: its own messages differ between
 * engines and do not always name a place. The text's length where it is cut off.
 */
export function jsonErrorOffset(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expectation = 'value'
  let previous = 0
  let at = 0
  for (;;) {
    space.lastIndex = at
    space.exec(text)
    const start = space.lastIndex
    token.lastIndex = start
    const match: RegExpExecArray | null = token.exec(text)
    const next: Expectation | undefined =
      match === null ? undefined : follow(expected, match[1] ?? (match[2] === undefined ? 'literal' : 'string'), open)
    if (next === undefined) {
      // A number may have been taken for whole up to the point where its digits break off.
      return [start, previous].some((from) => beginning.test(text.slice(from))) ? text.length : start
    }
    expected = next
    previous = start
    at = token.lastIndex
  }
}

function follow(expected: Expectation, symbol: string, open: ('{' | '[')[]): Expectation | undefined {
  const inside = open.at(-1)
  switch (symbol) {
    case '{':
    case '[':
      if (expected !== 'value' && expected !== 'value-or-end') return undefined
      open.push(symbol)
      return symbol === '{' ? 'key-or-end' : 'value-or-end'
    case '}':
    case ']':
      if (expected !== 'after-value' && expected !== (symbol === '}' ? 'key-or-end' : 'value-or-end')) return undefined
      if (inside !== (symbol === '}' ? '{' : '[')) return undefined
      open.pop()
      return 'after-value'
    case ':':
      return expected === 'colon' ? 'value' : undefined
    case ',':
      if (expected !== 'after-value' || inside === undefined) return undefined
      return inside === '{' ? 'key' : 'value'
    case 'string':
      if (expected === 'key' || expected === 'key-or-end') return 'colon'
      return expected === 'value' || expected === 'value-or-end' ? 'after-value' : undefined
    default:
      return expected === 'value' || expected === 'value-or-end' ? 'after-value' : undefined
  }
}

/** Line and column of an offset. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
