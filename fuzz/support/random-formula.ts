import type { Stream } from '../../src/core/random/stream'

const unary = ['abs', 'sqrt', 'cbrt', 'exp', 'log', 'sin', 'cos', 'tan', 'tanh', 'atan', 'asin', 'acos', 'sinh', 'cosh']
  .concat(['asinh', 'acosh', 'atanh', 'log1p', 'expm1', 'sign', 'floor', 'ceil', 'round', 'erf'])
  .concat(['relu', 'leakyRelu', 'softplus', 'sigmoid', 'heaviside', 'sinc', 'gelu'])
const binary = ['max', 'min', 'hypot', 'atan2', 'mod']
const signs = ['+', '-', '*', '*', '/', '+', '-']
const exponents = ['2', '2', '3', '4', '6', '0.5', '1.5', '(1/3)', '(-1)']
const leaves = ['x', 'y', 'x', 'y', 'x^2', '(x+y)', '(x-y)', '1', '2', '0.5', '3', '(x-1)', 'x*y']

/**
 * A formula in x and y: a pure function of the stream. What has two operands is in parentheses, so that no rule of
 * precedence matters.
 */
export function randomFormula(draw: Stream, depth = 4): string {
  const pick = (from: readonly string[]): string => from[Math.floor(from.length * draw.uniform())]!
  const inner = (): string => randomFormula(draw, depth - 1)
  const kind = draw.uniform()
  if (depth === 0 || kind < 0.15) return pick(leaves)
  if (kind < 0.45) return `(${inner()} ${pick(signs)} ${inner()})`
  if (kind < 0.7) return `${pick(unary)}(${inner()})`
  if (kind < 0.8) return `(${inner()})^${pick(exponents)}`
  // A power of a negative number exists at whole exponents alone, where nothing can be said of what is beside.
  if (kind < 0.82) return `(1 + (${inner()})^2)^(${inner()})`
  if (kind < 0.94) return `${pick(binary)}(${inner()}, ${inner()})`
  return `(${inner()} ${pick(['<', '>', '<=', '>='])} ${inner()} ? ${inner()} : ${inner()})`
}
