import type { Problem } from '../problem'

/**
 * What is wrong with the names of parameters of a formula in x alone: y would be taken for a variable. A column of
 * examples it may be. Undefined where nothing is.
 */
export function secondVariableProblem(dimension: number | undefined, names: readonly string[]): Problem | undefined {
  if (dimension !== 1 || !names.includes('y')) return undefined
  const message = 'y in a formula of dimension 1, whose only variable is x'
  return { message, remedy: 'use another name, or leave the dimension out for a formula in x and y' }
}

/** The names of a formula's variables: x and y in the plane; x alone in one dimension, x1 to xn in more. */
export function variableNames(dimension: number | undefined): readonly string[] {
  if (dimension === undefined) return ['x', 'y']
  return dimension === 1 ? ['x'] : Array.from({ length: dimension }, (_, i) => `x${i + 1}`)
}
