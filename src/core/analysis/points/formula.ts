import type { Expression } from '../../calculus'

/**
 * What is drawn given by a formula, a plane in x and y or a line in x alone, and the values of its parameters in its
 * order.
 */
export interface Formula {
  readonly expression: Expression
  readonly parameters: readonly number[]
}
