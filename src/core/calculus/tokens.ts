import type { Problem } from '../problem'

/** One word of a formula and its place. */
export interface Token {
  readonly kind: 'number' | 'name' | 'operator' | '(' | ')' | '[' | ']' | ',' | '?' | ':' | ';' | '='
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly problems: readonly Problem[]
}

const longestText = 65_536
const mostTokens = 50_000

/** Operators of other notations, and what to write instead. */
const foreignOperators: readonly (readonly [text: string, remedy: string])[] = [
  ['===', 'write =='],
  ['!==', 'write !='],
  ['**', 'write ^'],
  ['&&', 'write and'],
  ['||', 'write or'],
  ['<<', 'remove it'],
  ['>>', 'remove it'],
  ['//', 'write one /'],
  ['??', 'remove it'],
  ['^|', 'write xor'],
  ['&', 'write and'],
  ['|', 'write abs(...) for a magnitude, or to combine conditions'],
  ['!', 'write not before a condition, or spell the factorial out'],
  ['~', 'write not'],
  ['%', 'write mod for a remainder, or / 100 for a percentage'],
  ['\u2212', 'write -'],
  ['\u2013', 'write -'],
  ['\u00d7', 'write *'],
  ['\u00b7', 'write *'],
  ['\u22c5', 'write *'],
  ['\u00f7', 'write /'],
  ['\u221a', 'write sqrt(...)'],
  ['\u00b2', 'write ^2'],
  ['\u00b3', 'write ^3'],
  ['\u2264', 'write <='],
  ['\u2265', 'write >='],
  ['\u2260', 'write !='],
]

const spaces = /[\s\u00a0]+/y
/** A point before an operator is the operator's: 2.*x is 2 .* x, as mathjs reads it too. */
const numbers = /(?:\d+(?:\.(?![*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
/** The letters that mathjs takes in names: Latin, with accents, Greek; not the signs among them, \u00d7 and \u00f7. */
const letter = 'a-zA-Z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02af\\u0370-\\u03ff'
const names = new RegExp(`[${letter}][0-9${letter}]*`, 'y')
const signs = /<=|>=|==|!=|\.?[*/^]|[-+<>]/y
const wordOperators: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'not'])

/** Cuts a formula into words, and reports everything in it that no formula has. */
export function tokenize(text: string): Tokens {
  if (text.trim() === '') {
    return refused('expression is empty', 'write a formula in x and y, such as x^2 + y^2', [0, text.length])
  }
  if (text.length > longestText) {
    const message = `expression has ${text.length} characters, and at most ${longestText} are read`
    return refused(message, 'shorten it', [longestText, text.length])
  }
  const tokens: Token[] = []
  const problems: Problem[] = []
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  while (at < text.length) {
    const blank = take(spaces)
    if (blank !== undefined) {
      at += blank.length
      continue
    }
    const foreign = foreignAt(text, at, tokens.at(-1))
    if (foreign !== undefined) {
      problems.push(foreign)
      at = foreign.span[1]
      continue
    }
    const word = take(numbers) ?? take(names) ?? take(signs) ?? text[at]!
    const end = at + word.length
    const kind = kindOf(word, tokens.at(-1))
    if (kind === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at)!)
      problems.push({
        message: `character "${character}" means nothing in an expression`,
        remedy: 'remove it',
        span: [at, at + character.length],
      })
      at += character.length
      continue
    }
    const malformed = kind === 'number' ? malformedNumber(text, at, end) : undefined
    if (malformed !== undefined) {
      problems.push(malformed)
      at = malformed.span[1]
      continue
    }
    tokens.push({ kind, text: word, start: at, end })
    at = end
    if (tokens.length > mostTokens) {
      const message = `expression has more than ${mostTokens} numbers, names and signs`
      return refused(message, 'shorten it', [tokens.at(-1)!.start, text.length])
    }
  }
  return { tokens, problems }
}

type PlacedProblem = Problem & { readonly span: readonly [number, number] }

function refused(message: string, remedy: string, span: readonly [number, number]): Tokens {
  return { tokens: [], problems: [{ message, remedy, span }] }
}

/** Whether a text is one name, as formulas have them. */
export function isName(text: string): boolean {
  names.lastIndex = 0
  return names.exec(text)?.[0] === text
}

function kindOf(word: string, previous: Token | undefined): Token['kind'] | undefined {
  if (/^(\d|\.\d)/.test(word)) return 'number'
  if (wordOperators.has(word)) return 'operator'
  // Between values it is an operator, else the function.
  if (word === 'mod' && previous !== undefined && endsValue(previous)) return 'operator'
  switch (word) {
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
    case '?':
    case ':':
    case ';':
    case '=':
      return word
    case '<=':
    case '>=':
    case '==':
    case '!=':
    case '<':
    case '>':
    case '+':
    case '-':
    case '*':
    case '/':
    case '^':
    case '.*':
    case './':
    case '.^':
      return 'operator'
    default:
      return isName(word) ? 'name' : undefined
  }
}

/** Whether a value may end with this word. */
export function endsValue({ kind }: Token): boolean {
  return kind === 'number' || kind === 'name' || kind === ')' || kind === ']'
}

/** Syntax of mathjs that formulas do not have, each taken as a whole so that it gives one problem. */
function foreignAt(text: string, at: number, previous: Token | undefined): PlacedProblem | undefined {
  const character = text[at]!
  switch (character) {
    case '"':
    case "'":
    case '`': {
      const close = text.indexOf(character, at + 1)
      const end = close < 0 ? text.length : close + 1
      return { message: 'text in quotes is not a number', remedy: 'remove it', span: [at, end] }
    }
    case '[':
    case '{': {
      if (character === '[' && previous?.kind === 'name') return undefined
      const what = character === '[' ? 'matrix' : 'object'
      const end = afterGroup(text, at)
      return { message: `${what} is not a number`, remedy: 'write its numbers out in the formula', span: [at, end] }
    }
    case '}':
      return { message: '"}" has no "{" before it', remedy: 'remove it', span: [at, at + 1] }
  }
  const next = text[at + 1] ?? ''
  if (character === '.' && !/[\d*/^]/.test(next)) {
    const start = previous?.kind === 'name' ? previous.start : at
    return {
      message: 'property access is not part of an expression',
      remedy: 'remove the dot and what follows it',
      span: [start, afterProperties(text, at)],
    }
  }
  if (character === '!' && next === '=' && text[at + 2] !== '=') return undefined
  for (const [operator, remedy] of foreignOperators) {
    if (text.startsWith(operator, at)) {
      return { message: `"${operator}" is not one of the operators`, remedy, span: [at, at + operator.length] }
    }
  }
  return undefined
}

/** The place after the bracket that closes the one at `open`, or the text's end. */
function afterGroup(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text[at]!)) depth++
    else if (')]}'.includes(text[at]!) && --depth === 0) return at + 1
  }
  return text.length
}

/** The place after a chain such as .constructor("...")().name. */
function afterProperties(text: string, dot: number): number {
  let at = dot
  for (;;) {
    if (text[at] === '(' || text[at] === '[') at = afterGroup(text, at)
    else if (/[.\w$?]/.test(text[at] ?? '')) at++
    else return at
  }
}

function malformedNumber(text: string, start: number, end: number): PlacedProblem | undefined {
  const word = text.slice(start, end)
  if (!Number.isFinite(Number(word))) {
    return { message: `number ${word} is beyond 1.8e308`, remedy: 'write a smaller one', span: [start, end] }
  }
  if (word === '0' && /[xXbBoO]/.test(text[end] ?? '')) {
    names.lastIndex = end
    const stop = end + (names.exec(text)?.[0].length ?? 0)
    const message = `number ${text.slice(start, stop)} is not decimal`
    return { message, remedy: 'write it in decimal, or put a * after the 0', span: [start, stop] }
  }
  if (/^[eE][+\-.]/.test(text.slice(end, end + 2))) {
    const message = `number ${text.slice(start, end + 2)} has no exponent`
    return { message, remedy: `write ${word} * e to multiply by e`, span: [start, end + 2] }
  }
  return undefined
}
