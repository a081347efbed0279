import type { Expression } from '../../calculus'

/** A plane given by a formula in x and y, and the values of its parameters in its order. */
export interface Formula {
  readonly expression: Expression
  readonly parameters: readonly number[]
}
