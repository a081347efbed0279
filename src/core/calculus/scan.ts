import type { Problem } from '../problem'
import { checkNames, type Names } from './names'
import { splitStatements, type Statement } from './statements'
import { tokenize, type Token } from './tokens'

/** What the scan of a formula found. */
export interface Scan {
  /** The local definitions and then the result. */
  readonly statements: readonly Statement[]
  /** The names that stand for inputs beyond the variables, in order of appearance. */
  readonly parameters: readonly string[]
  /** In order of place; empty when the formula may be handed to the parser. */
  readonly problems: readonly Problem[]
}

/** Deeper nesting than people write, and shallow enough for a recursive parser in any worker's stack. */
const deepestNesting = 200
const mostProblems = 20
/** More unclosed parentheses than this are one problem. */
const mostListed = 3

/**
 * Reads a formula once, in time linear in its length and without recursion, before a recursive parser sees it: bounds
 * its length, words and nesting, knows where everything stands, and reports every problem with its place and remedy.
 */
export function scan(text: string, names: Names): Scan {
  const { tokens, problems: foreign } = tokenize(text)
  const { statements, problems: misparted } = splitStatements(text, tokens)
  const misplaced: Problem[] = []
  for (const statement of statements) {
    const { problems, tooDeep } = checkStructure(text, statement.tokens)
    if (tooDeep) return { statements, parameters: [], problems }
    misplaced.push(...problems)
  }
  const { problems: misnamed, parameters } = checkNames(statements, names)
  // Around a refused piece words seem misplaced, so the structure is judged only once the pieces are in order.
  const isWhole = foreign.length === 0 && misparted.length === 0
  const problems = withoutConsequences([...foreign, ...misparted, ...misnamed, ...(isWhole ? misplaced : [])])
  return { statements, parameters, problems: problems.slice(0, mostProblems) }
}

/** Sorts problems by place and drops those inside the span of another, which are its consequences. */
function withoutConsequences(problems: readonly Problem[]): Problem[] {
  const start = (problem: Problem) => problem.span?.[0] ?? 0
  const end = (problem: Problem) => problem.span?.[1] ?? 0
  const sorted = [...problems].sort((a, b) => start(a) - start(b) || end(b) - end(a))
  let reach = -1
  return sorted.filter((problem) => {
    const inside = end(problem) <= reach
    reach = Math.max(reach, end(problem))
    return !inside
  })
}

const nouns = { '(': 'parenthesis', '[': 'bracket' } as const
const plurals = { '(': 'parentheses', '[': 'brackets' } as const

/** A pair of parentheses or brackets not closed yet, or the whole formula. */
interface Level {
  readonly open: Token | undefined
  readonly isCall: boolean
  /** How many `?` still lack their `:`. */
  readonly conditions: Token[]
  /** Levels of the parser's recursion that conditionals, powers and signs hold open here. */
  conditionals: number
  prefixes: number
}

function checkStructure(
  text: string,
  tokens: readonly Token[],
): { readonly problems: readonly Problem[]; readonly tooDeep: boolean } {
  const problems: Problem[] = []
  const levels: Level[] = [{ open: undefined, isCall: false, conditions: [], conditionals: 0, prefixes: 0 }]
  let depth = 0
  let previous: Token | undefined
  let afterValue = false
  const report = (token: Token, message: string, remedy: string) => {
    problems.push({ message, remedy, span: [token.start, token.end] })
  }
  const close = (level: Level) => {
    for (const question of level.conditions) {
      report(question, 'condition "?" has no ":" after it', 'write it as c ? a : b')
    }
    depth -= level.conditionals + level.prefixes + 1
  }
  const missingValue = (place: Token) => {
    if (previous === undefined)
      report(place, `value expected before "${place.text}"`, 'write a number, a name or a formula there')
    else if (previous.kind === '(' || previous.kind === '[')
      report(previous, `${plurals[previous.kind]} hold nothing`, 'write a formula in them, or remove them')
    else report(previous, `value expected after "${previous.text}"`, 'write a number, a name or a formula there')
  }
  for (const token of tokens) {
    const level = levels.at(-1)!
    switch (token.kind) {
      case 'number':
        if (afterValue && previous?.kind === 'number') {
          report(token, `number ${token.text} follows another without an operator`, 'write an operator between them')
        }
        afterValue = true
        break
      case 'name':
        afterValue = true
        break
      case '(':
      case '[': {
        if (token.kind === '(' && previous?.kind === ']') {
          report(token, 'an indexed name is not a function', 'put a * before the parenthesis to multiply')
        }
        const isCall = token.kind === '(' && previous?.kind === 'name'
        levels.push({ open: token, isCall, conditions: [], conditionals: 0, prefixes: 0 })
        depth++
        afterValue = false
        break
      }
      case ')':
      case ']': {
        const opening = token.kind === ')' ? '(' : '['
        if (level.open?.kind !== opening) {
          report(token, `${nouns[opening]} "${token.kind}" has no "${opening}" before it`, 'remove it, or open one')
        } else {
          // A call without arguments is reported with the function's name.
          if (!afterValue && !(level.isCall && previous?.kind === '(')) missingValue(token)
          close(level)
          levels.pop()
        }
        afterValue = true
        break
      }
      case ',':
        if (!afterValue) missingValue(token)
        if (!level.isCall) {
          report(token, 'comma outside a function call', 'write a point for decimals, or remove it')
        }
        depth -= level.conditionals + level.prefixes
        level.conditionals = 0
        level.prefixes = 0
        afterValue = false
        break
      case '?':
        if (!afterValue) missingValue(token)
        level.conditions.push(token)
        level.conditionals++
        depth += 1 - level.prefixes
        level.prefixes = 0
        afterValue = false
        break
      case ':':
        if (!afterValue) missingValue(token)
        if (level.conditions.pop() === undefined) {
          report(token, 'colon has no "?" before it', 'write it as c ? a : b, or remove it')
        }
        depth -= level.prefixes
        level.prefixes = 0
        afterValue = false
        break
      case 'operator': {
        const isPrefix = !afterValue && (token.text === '-' || token.text === '+' || token.text === 'not')
        if (afterValue && token.text === 'not') {
          report(token, 'operator "not" follows a value', 'write and not, or or not')
        } else if (!afterValue && !isPrefix) missingValue(token)
        if (isPrefix || token.text === '^' || token.text === '.^') {
          level.prefixes++
          depth++
        } else {
          depth -= level.prefixes
          level.prefixes = 0
        }
        afterValue = false
        break
      }
      case ';':
      case '=':
        // Each is reported, or taken away, where the statements are parted.
        break
    }
    previous = token
    if (depth > deepestNesting) {
      const message = `expression is nested more than ${deepestNesting} levels deep`
      return { problems: [{ message, remedy: 'simplify it', span: [token.start, text.length] }], tooDeep: true }
    }
  }
  const unclosed = levels.slice(1)
  if (!afterValue && previous !== undefined && previous.kind !== '(' && previous.kind !== '[') missingValue(previous)
  if (unclosed.length > mostListed) {
    report(unclosed[0]!.open!, `${unclosed.length} parentheses from here on are never closed`, 'close them with ")"')
  } else {
    for (const { open } of unclosed) {
      const opening = open!.kind === '[' ? '[' : '('
      const closing = opening === '[' ? ']' : ')'
      report(open!, `${nouns[opening]} "${opening}" is never closed`, `close it with "${closing}", or remove it`)
    }
  }
  if (unclosed.length === 0) close(levels[0]!)
  return { problems, tooDeep: false }
}
