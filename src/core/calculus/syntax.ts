/** What a formula says, before any of it is computed. */
export type SyntaxNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  /** The name that a numbered one stands for: x[k+1] is x3 where k is 2. */
  | { readonly kind: 'indexed'; readonly name: string; readonly index: number }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly number[] }
  | Series
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: number }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: number
      readonly right: number
      /** A product written without its sign: 2x. */
      readonly implicit: boolean
    }
  /** A chain such as 0 < x <= 1, with one operator fewer than operands. */
  | {
      readonly kind: 'comparison'
      readonly operators: readonly ComparisonOperator[]
      readonly operands: readonly number[]
    }
  | { readonly kind: 'conditional'; readonly condition: number; readonly then: number; readonly otherwise: number }
  | { readonly kind: 'parentheses'; readonly inner: number }

/** sum(k, 1, 5, ...) or prod(...): an index, its first and last value, and the term in which it is bound. */
export interface Series {
  readonly kind: 'series'
  readonly operator: SeriesOperator
  readonly index: string
  readonly from: number
  readonly to: number
  /** The first node of the term; it ends just before this node. */
  readonly first: number
  readonly term: number
}

const seriesOperators = ['sum', 'prod'] as const
export type SeriesOperator = (typeof seriesOperators)[number]
export type UnaryOperator = '-' | '+' | 'not'
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | 'mod' | 'and' | 'or' | 'xor'
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!='

/**
 * A formula as a tree laid flat: operands before what uses them, local definitions in their order, the result last.
 * Every pass over it is a loop, so a sum of thousands of terms, thousands of levels deep, cannot overflow the stack.
 */
export interface Syntax {
  readonly nodes: readonly SyntaxNode[]
  /** The half-open range of characters of each node. */
  readonly spans: readonly (readonly [start: number, end: number])[]
  /** The local names, in order, and the node that each stands for. */
  readonly definitions: readonly { readonly name: string; readonly node: number }[]
}

export function isSeriesOperator(name: string): name is SeriesOperator {
  return seriesOperators.some((operator) => operator === name)
}
