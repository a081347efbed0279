import type { Problem } from '../problem'
import type { Token } from './tokens'
import { constants, didYouMean, functionRemedy, functions, isUnit, whyReserved } from './vocabulary'

/** The names a formula may use besides functions and constants. */
export interface Names {
  readonly variables: readonly string[]
  /** Where absent, every other name in the formula becomes a parameter. */
  readonly parameters?: readonly string[]
}

/** Judges every name in a formula, and collects those that become parameters. */
export function checkNames(
  tokens: readonly Token[],
  { variables, parameters: declared }: Names,
): { readonly problems: readonly Problem[]; readonly parameters: readonly string[] } {
  const problems: Problem[] = []
  const inputs = new Set([...variables, ...(declared ?? [])])
  const parameters = new Set(declared)
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name') continue
    const name = token.text
    const isCall = tokens[index + 1]?.kind === '('
    const why = whyReserved(name)
    if (why !== undefined) {
      const end = isCall ? afterCall(tokens, index + 1) : token.end
      problems.push({ message: `name "${name}" ${why}`, remedy: 'use another name', span: [token.start, end] })
    } else if (isCall) {
      problems.push(...checkCall(tokens, index, inputs))
    } else if (functions.has(name) && !inputs.has(name)) {
      problems.push({
        message: `function ${name} has no argument`,
        remedy: `write ${name}(...)`,
        span: [token.start, token.end],
      })
    } else if (!inputs.has(name) && !constants.has(name)) {
      const problem = checkParameter(tokens, index, variables, declared)
      if (problem !== undefined) problems.push(problem)
      else parameters.add(name)
    }
  }
  return { problems, parameters: [...parameters] }
}

/** What is wrong with a name that someone declares as a parameter, or undefined where nothing is. */
export function checkDeclaredName(name: string): Problem | undefined {
  if (!/^[a-zA-Z_\u00c0-\u02af\u0370-\u03ff][a-zA-Z0-9_\u00c0-\u02af\u0370-\u03ff]*$/.test(name)) {
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

function checkCall(tokens: readonly Token[], index: number, inputs: ReadonlySet<string>): Problem[] {
  const { text: name, start, end } = tokens[index]!
  const span = [start, end] as const
  if (inputs.has(name) || constants.has(name)) {
    return [{ message: `"${name}" is not a function`, remedy: 'put a * before the parenthesis to multiply', span }]
  }
  const bounds = functions.get(name)
  if (bounds === undefined) return [{ message: `unknown function: "${name}"`, remedy: functionRemedy(name), span }]
  const [least, most] = bounds
  const count = countArguments(tokens, index + 1)
  if (count === undefined || (count >= least && count <= most)) return []
  const expected = most === Infinity ? `at least ${least}` : least === most ? String(least) : `${least} or ${most}`
  const plural = most === 1 || most === Infinity ? '' : 's'
  const message = `function ${name} has ${count} argument${count === 1 ? '' : 's'}, and takes ${expected}`
  return [{ message, remedy: `give it ${expected} argument${plural}`, span }]
}

function checkParameter(
  tokens: readonly Token[],
  index: number,
  variables: readonly string[],
  declared: readonly string[] | undefined,
): Problem | undefined {
  const token = tokens[index]!
  const name = token.text
  const span = [token.start, token.end] as const
  const previous = tokens[index - 1]
  if (isUnit(name) && previous?.kind === 'number') {
    const message = `unit "${name}", where numbers have none`
    return { message, remedy: `remove it, or write ${previous.text} * ${name} for a parameter`, span }
  }
  if (declared === undefined) return undefined
  const known = [...variables, ...declared]
  const suggestion = didYouMean(name, [...known, ...functions.keys(), ...constants.keys()])
  const fallback = `use ${known.join(', ')}, or declare it as a parameter`
  return { message: `unknown variable: "${name}"`, remedy: suggestion ?? fallback, span }
}

/** The number of arguments between the parenthesis at `open` and its partner; undefined where it has none. */
function countArguments(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0
  let commas = 0
  for (let index = open; index < tokens.length; index++) {
    const { kind } = tokens[index]!
    if (kind === '(') depth++
    else if (kind === ',' && depth === 1) commas++
    else if (kind === ')' && --depth === 0) return index === open + 1 ? 0 : commas + 1
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
