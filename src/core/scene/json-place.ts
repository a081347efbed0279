/** Where in a text something stands, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
/** A literal that lacks only its end. */
const beginning = /^(?:-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?)?)?|tr?u?|fa?l?s?|nu?l?)$/

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
    while (isSpace(text.charCodeAt(at))) at++
    const start = at
    const symbol = text.charAt(start)
    let next: Expectation | undefined
    if (symbol === '"') {
      const end = stringEnd(text, start)
      if (end === undefined) return text.length
      next = end < 0 ? undefined : follow(expected, 'string', open)
      at = end
    } else if (symbol !== '' && '{}[]:,'.includes(symbol)) {
      next = follow(expected, symbol, open)
      at = start + 1
    } else {
      literal.lastIndex = start
      next = literal.test(text) ? follow(expected, 'literal', open) : undefined
      at = literal.lastIndex
    }
    if (next === undefined) {
      // A number may have been taken for whole up to the point where its digits break off.
      return [start, previous].some((from) => beginning.test(text.slice(from))) ? text.length : start
    }
    expected = next
    previous = start
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const escapeBeginning = /^\\(?:u[0-9a-fA-F]{0,3})?$/

/**
 * Where the text that begins at a quote ends; undefined where it lacks only its end, -1 where it is none. A text may be
 * as long as a file: it is gone through letter by letter, which no depth of a stack bounds.
 */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length;) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code < 0x20) return -1
    if (code !== 0x5c) at++
    else {
      escape.lastIndex = at
      if (!escape.test(text))
        return escapeBeginning.test(text.slice(at, at + 6)) && text.length < at + 6 ? undefined : -1
      at = escape.lastIndex
    }
  }
  return undefined
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
  let [line, lineStart] = [1, 0]
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}
