import { invalid, valid, type Checked, type Problem } from '../problem'
import type { Operation } from './operation'
import { ProgramBuilder, type Program, type Value } from './program'
import type { ComparisonOperator, Syntax, SyntaxNode } from './syntax'
import { constants } from './vocabulary'

/**
 * The program that computes a formula. Inputs are the names of `inputs`, in that order.
 *
 * Real arithmetic throughout: where mathjs would turn to complex numbers (sqrt(-1), log(-1), (-8)^(1/3)) the value is
 * NaN, and a part that is not finite whatever the inputs is a problem. Comparisons are exact; mathjs's allow 1e-12.
 * A power with a whole constant exponent up to 64 is a chain of multiplications; a power of e is exp.
 */
export function lower(syntax: Syntax, inputs: readonly string[]): Checked<Program> {
  const builder = new ProgramBuilder(inputs.length)
  const places = new Map(inputs.map((name, index) => [name, index]))
  const values: Value[] = []
  const problems: Problem[] = []
  for (const [index, node] of syntax.nodes.entries()) {
    const value = lowerNode(builder, places, values, node)
    const constant = builder.constantOf(value)
    if (constant !== undefined && !Number.isFinite(constant)) {
      problems.push(notFinite(constant, syntax.spans[index]!))
      // Stands in for the refused part, so that what contains it is not refused as well.
      values.push(builder.constant(1))
    } else values.push(value)
  }
  return problems.length > 0 ? invalid(...problems) : valid(builder.finish([values.at(-1)!]))
}

function notFinite(constant: number, span: readonly [number, number]): Problem {
  if (!Number.isNaN(constant)) return { message: 'this part of the expression is infinite', remedy: 'change it', span }
  const message = 'this part of the expression has no real value'
  return { message, remedy: 'change it: results are real, so no roots or logarithms of negative numbers', span }
}

function lowerNode(
  builder: ProgramBuilder,
  places: ReadonlyMap<string, number>,
  values: readonly Value[],
  node: SyntaxNode,
): Value {
  switch (node.kind) {
    case 'number':
      return builder.constant(node.value)
    case 'name': {
      const place = places.get(node.name)
      return place === undefined ? builder.constant(constants.get(node.name)!) : builder.input(place)
    }
    case 'parentheses':
      return values[node.inner]!
    case 'unary': {
      const operand = values[node.operand]!
      if (node.operator === '+') return operand
      if (node.operator === '-') return builder.apply('negate', operand)
      return not(builder, operand)
    }
    case 'binary':
      return lowerBinary(builder, node.operator, values[node.left]!, values[node.right]!)
    case 'comparison': {
      const operands = node.operands.map((operand) => values[operand]!)
      return node.operators
        .map((operator, index) => compare(builder, operator, operands[index]!, operands[index + 1]!))
        .reduce((all, one) => and(builder, all, one))
    }
    case 'conditional':
      return builder.apply('select', values[node.condition]!, values[node.then]!, values[node.otherwise]!)
    case 'call':
      return lowerCall(
        builder,
        node.name,
        node.arguments.map((argument) => values[argument]!),
      )
  }
}

function lowerBinary(
  builder: ProgramBuilder,
  operator: (SyntaxNode & { kind: 'binary' })['operator'],
  left: Value,
  right: Value,
): Value {
  switch (operator) {
    case '+':
      return builder.apply('add', left, right)
    case '-':
      return builder.apply('subtract', left, right)
    case '*':
      return builder.apply('multiply', left, right)
    case '/':
      return builder.apply('divide', left, right)
    case '^':
      if (builder.constantOf(left) === constants.get('e')) return builder.apply('exp', right)
      return builder.apply('power', left, right)
    case 'and':
      return and(builder, left, right)
    case 'or':
      return builder.apply('select', left, builder.constant(1), truth(builder, right))
    case 'xor':
      return builder.apply('select', left, not(builder, right), truth(builder, right))
  }
}

function compare(builder: ProgramBuilder, operator: ComparisonOperator, left: Value, right: Value): Value {
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

function truth(builder: ProgramBuilder, condition: Value): Value {
  return builder.apply('select', condition, builder.constant(1), builder.constant(0))
}

function not(builder: ProgramBuilder, condition: Value): Value {
  return builder.apply('select', condition, builder.constant(0), builder.constant(1))
}

function and(builder: ProgramBuilder, left: Value, right: Value): Value {
  return builder.apply('select', left, truth(builder, right), builder.constant(0))
}

const unaryFunctions: ReadonlyMap<string, Operation> = new Map([
  ['sqrt', 'squareRoot'],
  ['abs', 'absolute'],
  ['exp', 'exp'],
  ['log10', 'log10'],
  ['sin', 'sin'],
  ['cos', 'cos'],
  ['tan', 'tan'],
  ['asin', 'asin'],
  ['acos', 'acos'],
  ['atan', 'atan'],
  ['sinh', 'sinh'],
  ['cosh', 'cosh'],
  ['tanh', 'tanh'],
  ['sigmoid', 'sigmoid'],
])

function lowerCall(builder: ProgramBuilder, name: string, values: readonly Value[]): Value {
  switch (name) {
    case 'log': {
      const [argument, base] = values
      const natural = builder.apply('log', argument!)
      return base === undefined ? natural : builder.apply('divide', natural, builder.apply('log', base))
    }
    case 'min':
      return values.reduce((least, value) => builder.apply('minimum', least, value))
    case 'max':
      return values.reduce((most, value) => builder.apply('maximum', most, value))
    default:
      return builder.apply(unaryFunctions.get(name)!, values[0]!)
  }
}
