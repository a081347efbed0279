import type { ProgramBuilder, Value } from './program'
import type { ComparisonOperator } from './syntax'

/** A comparison as an operation: 1 where it holds, else 0, and 0 where an operand is NaN. */
export function compare(builder: ProgramBuilder, operator: ComparisonOperator, left: Value, right: Value): Value {
  switch (operator) {
    case '<':
      return builder.apply('less', left, right)
    case '<=':
      return builder.apply('lessEqual', left, right)
    case '>':
      return builder.apply('less', right, left)
    case '>=':
      return builder.apply('lessEqual', right, left)
    case '==':
      return builder.apply('equal', left, right)
    case '!=':
      return builder.apply('unequal', left, right)
  }
}

/** 1 where a number is neither 0 nor NaN, else 0. */
function truth(builder: ProgramBuilder, condition: Value): Value {
  return builder.apply('select', condition, builder.constant(1), builder.constant(0))
}

export function not(builder: ProgramBuilder, condition: Value): Value {
  return builder.apply('select', condition, builder.constant(0), builder.constant(1))
}

export function and(builder: ProgramBuilder, left: Value, right: Value): Value {
  return builder.apply('select', left, truth(builder, right), builder.constant(0))
}

export function or(builder: ProgramBuilder, left: Value, right: Value): Value {
  return builder.apply('select', left, builder.constant(1), truth(builder, right))
}

export function xor(builder: ProgramBuilder, left: Value, right: Value): Value {
  return builder.apply('select', left, not(builder, right), truth(builder, right))
}
