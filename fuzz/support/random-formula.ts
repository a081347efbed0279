import type { Stream } from '../../src/core/random/stream'
import { unaryFunctions } from '../../test/support/unary-functions'

/** What formulas are made of; each entry as likely as the others of its list. */
export interface Grammar {
  readonly unary: readonly string[]
  readonly binary: readonly string[]
  readonly signs: readonly string[]
  readonly exponents: readonly string[]
  readonly comparisons: readonly string[]
}

const continuous = [
  'abs',
  'sqrt',
  'cbrt',
  'exp',
  'sin',
  'cos',
  'tanh',
  'atan',
  'asin',
  'acos',
  'sinh',
  'cosh',
  'asinh',
].concat(['acosh', 'expm1', 'erf', 'relu', 'leakyRelu', 'softplus', 'sigmoid', 'sinc', 'gelu'])

export const wholeGrammar: Grammar = {
  unary: unaryFunctions,
  binary: ['max', 'min', 'hypot', 'atan2', 'mod'],
  signs: ['+', '-', '*', '*', '/', '+', '-'],
  exponents: ['2', '2', '3', '4', '6', '0.5', '1.5', '(1/3)', '(-1)'],
  comparisons: ['<', '>', '<=', '>='],
}

/**
 * Without what jumps, whose jumps may lie anywhere near a point, and without poles, of which an operation that takes
 * infinities in (min, sign, a comparison) may leave nothing to be seen at the pole itself.
 */
export const continuousGrammar: Grammar = {
  unary: continuous,
  binary: ['max', 'min', 'hypot'],
  signs: ['+', '-', '*', '*'],
  exponents: ['2', '2', '3', '4', '6', '0.5', '1.5', '(1/3)'],
  comparisons: [],
}

const leaves = ['x', 'y', 'x', 'y', 'x^2', '(x+y)', '(x-y)', '1', '2', '0.5', '3', '(x-1)', 'x*y']

/**
 * A formula in x and y: a pure function of the stream. What has two operands is in parentheses, so that no rule of
 * precedence matters.
 */
export function randomFormula(draw: Stream, grammar: Grammar, depth: number): string {
  const pick = (from: readonly string[]): string => from[Math.floor(from.length * draw.uniform())]!
  const inner = (): string => randomFormula(draw, grammar, depth - 1)
  const kind = draw.uniform()
  if (depth === 0 || kind < 0.15) return pick(leaves)
  if (kind < 0.45) return `(${inner()} ${pick(grammar.signs)} ${inner()})`
  if (kind < 0.7) return `${pick(grammar.unary)}(${inner()})`
  if (kind < 0.8) return `(${inner()})^${pick(grammar.exponents)}`
  // A power of a negative number exists at whole exponents alone, where nothing can be said of what is beside.
  if (kind < 0.82) return `(1 + (${inner()})^2)^(${inner()})`
  if (kind < 0.94 || grammar.comparisons.length === 0) return `${pick(grammar.binary)}(${inner()}, ${inner()})`
  return `(${inner()} ${pick(grammar.comparisons)} ${inner()} ? ${inner()} : ${inner()})`
}
