import { constants, functions } from './vocabulary'

/** A name that is taken for a parameter, and may have been meant as something else. */
export interface Meant {
  readonly name: string
  /** What it would be written as: `x*y` for xy, `x` for X, `sin(x)` for sinx. */
  readonly instead: string
  readonly span: readonly [start: number, end: number]
}

/** Functions of one number whose names are no beginnings of other words. */
const applied = [...functions]
  .filter(([, [least, most]]) => least === 1 && most <= 2)
  .map(([name]) => name)
  .sort((a, b) => b.length - a.length)

/** A longer name is a word. */
const longestRun = 12

/**
 * What someone may have meant by a name that no one has declared: letters run together that are variables, a function
 * run together with its argument, or a variable in another case. Undefined for a name like any other.
 */
export function meantBy(name: string, variables: readonly string[]): string | undefined {
  if (name.length > longestRun) return undefined
  const other = variables.find((variable) => variable.toLowerCase() === name.toLowerCase())
  if (other !== undefined) return other
  const product = productIn(name, variables)
  if (product !== undefined) return product
  const called = applied.find((each) => name.startsWith(each) && argumentIn(name.slice(each.length), variables))
  return called && `${called}(${argumentIn(name.slice(called.length), variables)})`
}

/** What someone may have meant by the name of a function that does not exist: a factor run together with one. */
export function meantByCalled(name: string, variables: readonly string[]): string | undefined {
  if (name.length > longestRun) return undefined
  const called = [...functions.keys()].find(
    (each) => name.endsWith(each) && argumentIn(name.slice(0, -each.length), variables) !== undefined,
  )
  return called && `${argumentIn(name.slice(0, -called.length), variables)}*${called}(...)`
}

/** x, 2x or xy, as an argument is run together. */
function argumentIn(text: string, variables: readonly string[]): string | undefined {
  const [, digits, rest] = /^(\d*)(.*)$/.exec(text)!
  const factors = variables.includes(rest!) ? rest : productIn(rest!, variables)
  return factors && (digits === '' ? factors : `${digits}*${factors}`)
}

/** The product of two or more variables and constants, a variable among them, that a name is run together of. */
function productIn(name: string, variables: readonly string[]): string | undefined {
  const factors: string[] = []
  const words = [...variables, ...constants.keys()].sort((a, b) => b.length - a.length)
  for (let rest = name; rest !== '';) {
    const factor = words.find((word) => rest.startsWith(word))
    if (factor === undefined) return undefined
    factors.push(factor)
    rest = rest.slice(factor.length)
  }
  return factors.length > 1 && factors.some((factor) => variables.includes(factor)) ? factors.join('*') : undefined
}
