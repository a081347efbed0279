/** What a formula says, before any of it is computed. */
export type SyntaxNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly number[] }
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

export type UnaryOperator = '-' | '+' | 'not'
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | 'and' | 'or' | 'xor'
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!='

/**
 * A formula as a tree laid flat: operands before what uses them, the whole formula last. Every pass over it is a
 * loop, so a sum of thousands of terms, thousands of levels deep, cannot overflow the stack.
 */
export interface Syntax {
  readonly nodes: readonly SyntaxNode[]
  /** The half-open range of characters of each node. */
  readonly spans: readonly (readonly [start: number, end: number])[]
}
