import type { Problem } from '../problem'
import type { Statement } from './statements'
import { isSeriesOperator } from './syntax'
import { isName, type Token } from './tokens'
import { constants, didYouMean, functionRemedy, functions, isUnit, whyReserved } from './vocabulary'

/** The names a formula may use besides functions and constants. */
export interface Names {
  readonly variables: readonly string[]
  /** Where absent, every other name in the formula becomes a parameter. */
  readonly parameters?: readonly string[]
}

/** Problems beyond this many are shown to nobody, and looking for near names takes time. */
const mostProblems = 20

/** Judges every name in a formula, and collects those that become parameters. */
export function checkNames(
  statements: readonly Statement[],
  names: Names,
): { readonly problems: readonly Problem[]; readonly parameters: readonly string[] } {
  const scope = new Scope(statements, names)
  for (const [index, statement] of statements.entries()) {
    if (scope.problems.length >= mostProblems) break
    scope.enter(statement, index)
  }
  return { problems: scope.problems, parameters: [...scope.parameters] }
}

/** What names mean while the statements are read in their order. */
class Scope {
  readonly problems: Problem[] = []
  readonly parameters: Set<string>
  private readonly inputs: ReadonlySet<string>
  /** The statement that defines each local name. */
  private readonly definitions = new Map<string, number>()
  /** How many sums and products around the word bind each name. */
  private readonly indices = new Map<string, number>()
  private statement = 0

  constructor(
    statements: readonly Statement[],
    private readonly names: Names,
  ) {
    this.parameters = new Set(names.parameters)
    this.inputs = new Set([...names.variables, ...this.parameters])
    for (const [index, { name }] of statements.entries()) {
      if (name === undefined || this.definitions.has(name.text) || this.inputs.has(name.text)) continue
      this.definitions.set(name.text, index)
    }
  }

  enter({ name, tokens }: Statement, index: number): void {
    this.statement = index
    if (name !== undefined) this.checkDefinition(name)
    const calls: OpenCall[] = []
    for (const [at, token] of tokens.entries()) {
      if (this.problems.length >= mostProblems) break
      const call = calls.at(-1)
      switch (token.kind) {
        case '(':
        case '[':
          calls.push({ series: this.seriesAt(tokens, at - 1), argument: 0 })
          break
        case ')':
        case ']':
          if (call?.series !== undefined && call.argument === termPlace) this.bind(call.series, -1)
          calls.pop()
          break
        case ',':
          if (call === undefined) break
          call.argument++
          if (call.series !== undefined && call.argument === termPlace) this.bind(call.series, 1)
          break
        case 'name':
          if (call?.series === undefined || call.argument > 0) this.checkName(tokens, at)
          break
      }
    }
    this.indices.clear()
  }

  private report(token: Token, message: string, remedy: string, end = token.end): void {
    this.problems.push({ message, remedy, span: [token.start, end] })
  }

  private bind(index: string, step: 1 | -1): void {
    this.indices.set(index, (this.indices.get(index) ?? 0) + step)
  }

  private isIndex(name: string): boolean {
    return (this.indices.get(name) ?? 0) > 0
  }

  private checkDefinition(token: Token): void {
    const name = token.text
    const other = 'use another name'
    if (this.names.variables.includes(name)) {
      this.report(token, `variable "${name}" cannot be defined`, `${other}, or write only the right-hand side`)
    } else if (this.inputs.has(name)) this.report(token, `parameter "${name}" cannot be defined`, other)
    else if (functions.has(name)) this.report(token, `function "${name}" cannot be defined`, other)
    else if (constants.has(name)) this.report(token, `constant "${name}" cannot be defined`, other)
    else if (whyReserved(name) !== undefined) this.report(token, `name "${name}" ${whyReserved(name)}`, other)
    else if (this.definitions.get(name) !== this.statement) {
      this.report(token, `"${name}" is defined twice`, 'use another name for one of them')
    }
  }

  /** The index that the call of the word at `at` binds; undefined where that is no sum or product in order. */
  private seriesAt(tokens: readonly Token[], at: number): string | undefined {
    const name = tokens[at]
    if (name?.kind !== 'name' || !isSeriesOperator(name.text)) return undefined
    const index = tokens[at + 2]
    if (index?.kind !== 'name' || tokens[at + 3]?.kind !== ',') return undefined
    return index.text
  }

  private checkName(tokens: readonly Token[], at: number): void {
    const token = tokens[at]!
    const name = token.text
    const next = tokens[at + 1]?.kind
    if (this.isIndex(name)) {
      if (next === '(') this.report(token, `"${name}" is not a function`, multiplyRemedy)
      return
    }
    const why = whyReserved(name)
    if (why !== undefined) {
      const end = next === '(' ? afterCall(tokens, at + 1) : token.end
      this.report(token, `name "${name}" ${why}`, 'use another name', end)
    } else if (next === '(') this.checkCall(tokens, at)
    else if (functions.has(name) && !this.inputs.has(name)) {
      this.report(token, `function ${name} has no argument`, `write ${exampleOf(name)}`)
    } else if (this.definitions.has(name)) this.checkUse(token, this.definitions.get(name)!)
    // What a numbered name stands for is known once its number is.
    else if (next !== '[' && !this.inputs.has(name) && !constants.has(name)) this.checkParameter(tokens, at)
  }

  private checkUse(token: Token, definition: number): void {
    const name = token.text
    if (definition === this.statement) {
      this.report(token, `definition of "${name}" uses "${name}" itself`, 'use another name for the new value')
    } else if (definition > this.statement) {
      this.report(token, `"${name}" is used before its definition`, 'move the definition up')
    }
  }

  private checkCall(tokens: readonly Token[], at: number): void {
    const token = tokens[at]!
    const name = token.text
    if (this.inputs.has(name) || constants.has(name) || this.definitions.has(name)) {
      return this.report(token, `"${name}" is not a function`, multiplyRemedy)
    }
    const bounds = functions.get(name)
    if (bounds === undefined) return this.report(token, `unknown function: "${name}"`, functionRemedy(name))
    const [least, most] = bounds
    const count = countArguments(tokens, at + 1)
    if (count !== undefined && (count < least || count > most)) {
      const expected = most === Infinity ? `at least ${least}` : least === most ? String(least) : `${least} or ${most}`
      const plural = most === 1 || most === Infinity ? '' : 's'
      const message = `function ${name} has ${count} argument${count === 1 ? '' : 's'}, and takes ${expected}`
      const remedy = isSeriesOperator(name) ? `write ${exampleOf(name)}` : `give it ${expected} argument${plural}`
      return this.report(token, message, remedy)
    }
    if (isSeriesOperator(name)) this.checkIndex(tokens, at)
  }

  /** The first argument of a sum or product is a name, which then stands for each number in turn. */
  private checkIndex(tokens: readonly Token[], at: number): void {
    const series = tokens[at]!
    const index = tokens[at + 2]
    if (this.seriesAt(tokens, at) === undefined) {
      const message = `first argument of ${series.text} is not a name`
      this.report(index ?? series, message, `name the index: ${exampleOf(series.text)}`)
    } else if (functions.has(index!.text)) {
      this.report(index!, `index "${index!.text}" is a function`, 'use another name, such as k')
    } else if (index!.text !== 'i' && whyReserved(index!.text) !== undefined) {
      this.report(index!, `index "${index!.text}" ${whyReserved(index!.text)}`, 'use another name, such as k')
    }
  }

  private checkParameter(tokens: readonly Token[], at: number): void {
    const { variables, parameters: declared } = this.names
    const token = tokens[at]!
    const name = token.text
    const previous = tokens[at - 1]
    if (isUnit(name) && previous?.kind === 'number') {
      const remedy = `remove it, or write ${previous.text} * ${name} for a parameter`
      this.report(token, `unit "${name}", where numbers have none`, remedy)
    } else if (declared === undefined) this.parameters.add(name)
    else {
      const known = [...variables, ...declared, ...this.definitions.keys()]
      const suggestion = didYouMean(name, [...known, ...functions.keys(), ...constants.keys()])
      const fallback = `use ${listed(known)}, or declare it as a parameter`
      this.report(token, `unknown variable: "${name}"`, suggestion ?? fallback)
    }
  }
}

/** A parenthesis or bracket that is open, the index that it binds in its last argument, and the argument reached. */
interface OpenCall {
  readonly series: string | undefined
  argument: number
}

const termPlace = 3
const multiplyRemedy = 'put a * before the parenthesis to multiply'

function exampleOf(name: string): string {
  return isSeriesOperator(name) ? `${name}(k, 1, 5, ...)` : `${name}(...)`
}

/** Names for a sentence, the middle ones of many left out. */
export function listed(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 3).join(', ')}, ..., ${names.at(-1)}`
}

/** What is wrong with a name that someone declares as a parameter, or undefined where nothing is. */
export function checkDeclaredName(name: string): Problem | undefined {
  if (!isName(name)) {
    return {
      message: `parameter name ${JSON.stringify(name)} is not a word`,
      remedy: 'use letters, digits and _, a letter first',
    }
  }
  const why = whyReserved(name) ?? (functions.has(name) ? 'is a function' : undefined)
  const reserved = why ?? (['and', 'or', 'xor', 'not'].includes(name) ? 'is an operator' : undefined)
  return reserved === undefined
    ? undefined
    : { message: `parameter name "${name}" ${reserved}`, remedy: 'use another name' }
}

/** The number of arguments between the parenthesis at `open` and its partner; undefined where it has none. */
function countArguments(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0
  let commas = 0
  for (let index = open; index < tokens.length; index++) {
    const { kind } = tokens[index]!
    if (kind === '(' || kind === '[') depth++
    else if (kind === ',' && depth === 1) commas++
    else if ((kind === ')' || kind === ']') && --depth === 0) return index === open + 1 ? 0 : commas + 1
  }
  return undefined
}

/** The place after the parenthesis that closes the one at `open`, or after the last word. */
function afterCall(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index++) {
    const { kind, end } = tokens[index]!
    if (kind === '(') depth++
    else if (kind === ')' && --depth === 0) return end
  }
  return tokens.at(-1)!.end
}
