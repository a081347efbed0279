import type { Problem } from '../problem'
import { endsValue, type Token } from './tokens'

/** A local definition `name = formula`, or the result, which has no name. */
export interface Statement {
  readonly name: Token | undefined
  /** The words of its formula. */
  readonly tokens: readonly Token[]
}

/**
 * Parts a text into local definitions and the result. A statement ends at a semicolon; a definition ends with its line
 * too, unless a parenthesis is open, the line ends in an operator, or the next begins with one that cannot begin a
 * formula; and a line that begins with `name =` begins a definition. Within the result, which is all that is left, a
 * line break is a space.
 */
export function splitStatements(
  text: string,
  tokens: readonly Token[],
): { readonly statements: readonly Statement[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const statements: Statement[] = []
  let from = 0
  let depth = 0
  const close = (to: number, separator: Token | undefined) => {
    const words = tokens.slice(from, to)
    const statement = isDefinitionAt(tokens, from) ? { name: words[0]!, tokens: words.slice(2) } : undefined
    if (words.length === 0) {
      if (separator !== undefined) {
        problems.push(placed('nothing stands before ";"', 'remove it', separator.start, separator.end))
      }
    } else if (statement === undefined && to < tokens.length && restHasWords(tokens, to)) {
      const message = 'only definitions stand before the result, and this is none'
      problems.push(placed(message, 'remove it, or give it a name: r = ...', words[0]!.start, words.at(-1)!.end))
    } else if (statement?.tokens.length === 0) {
      const [name, equals] = words as [Token, Token]
      const message = `definition of "${name.text}" is empty`
      problems.push(placed(message, 'write a formula after the =', name.start, equals.end))
    } else statements.push(statement ?? { name: undefined, tokens: words })
    problems.push(...equationsIn(statement?.tokens ?? words))
  }
  for (const [index, token] of tokens.entries()) {
    if (token.kind === '(' || token.kind === '[') depth++
    else if ((token.kind === ')' || token.kind === ']') && depth > 0) depth--
    else if (token.kind === ';') {
      close(index, token)
      from = index + 1
      depth = 0
    }
    const next = tokens[index + 1]
    if (depth > 0 || next === undefined || index < from || !/[\n\r]/.test(text.slice(token.end, next.start))) continue
    if (isDefinitionAt(tokens, index + 1) || (isDefinitionAt(tokens, from) && endsValue(token) && mayBegin(next))) {
      close(index + 1, undefined)
      from = index + 1
    }
  }
  close(tokens.length, undefined)
  const last = statements.at(-1)
  // An open parenthesis may have swallowed the result, and is reported as such.
  if (problems.length === 0 && depth === 0 && last?.name !== undefined) {
    const { name } = last
    const message = `formula ends with the definition of "${name.text}" and has no result`
    const remedy = 'write the result after it, or only the right-hand side'
    problems.push(placed(message, remedy, name.start, last.tokens.at(-1)!.end))
  }
  return { statements, problems }
}

function isDefinitionAt(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.kind === 'name' && tokens[index + 1]?.kind === '='
}

/**
 * Whether a formula may begin with this word: of the operators only a minus and `not` do without need of what precedes.
 */
function mayBegin({ kind, text }: Token): boolean {
  return kind === 'number' || kind === 'name' || kind === '(' || text === '-' || text === 'not'
}

function restHasWords(tokens: readonly Token[], from: number): boolean {
  return tokens[from]?.kind !== ';' || from + 1 < tokens.length
}

/** Every = within a formula, where only == has a meaning. */
function equationsIn(tokens: readonly Token[]): Problem[] {
  return tokens.flatMap(({ kind, start, end }, index): readonly Problem[] => {
    if (kind !== '=') return []
    if (index > 1 && tokens[index - 1]!.kind === ')' && tokens[0]!.kind === 'name' && tokens[1]!.kind === '(') {
      const message = `function "${tokens[0]!.text}" cannot be defined`
      return [placed(message, 'write its formula where it is used', tokens[0]!.start, end)]
    }
    const message = 'assignment, where a formula is expected'
    return [placed(message, 'write == to compare, or begin a definition with its name', start, end)]
  })
}

function placed(message: string, remedy: string, start: number, end: number): Problem {
  return { message, remedy, span: [start, end] }
}
