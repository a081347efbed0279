import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  erf,
  exp,
  expm1,
  hypot,
  log,
  log10,
  log1p,
  log2,
  normalDistribution,
  pow,
  sigmoid,
  sin,
  sinc,
  sincSlope,
  sinh,
  softplus,
  tan,
  tanh,
} from '../elementary'

/**
 * Everything a program can do. An operation's place in this table is its opcode, which back ends switch on;
 * the conformance suite runs each of them in every back end, so a table out of step cannot pass.
 *
 * Comparisons yield 1 or 0, and 0 when an operand is NaN. `select` takes its second operand where the first is
 * neither 0 nor NaN, else its third; unlike a product with a mask it never lets NaN through from the other side.
 */
export const operations = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'power',
  'minimum',
  'maximum',
  'less',
  'lessEqual',
  'equal',
  'unequal',
  'hypot',
  'atan2',
  'select',
  'negate',
  'absolute',
  'sign',
  'squareRoot',
  'exp',
  'log',
  'log10',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'sigmoid',
  'floor',
  'log2',
  'log1p',
  'expm1',
  'cbrt',
  'asinh',
  'acosh',
  'atanh',
  'softplus',
  'erf',
  'normalDistribution',
  'sinc',
  'sincSlope',
] as const

export type Operation = (typeof operations)[number]

/** The number of operands of an opcode. */
export function arity(opcode: number): 1 | 2 | 3 {
  if (opcode === selectOpcode) return 3
  return opcode < selectOpcode ? 2 : 1
}

/** The opcode of an operation. */
export const opcodes = Object.fromEntries(operations.map((name, index) => [name, index])) as Readonly<
  Record<Operation, number>
>
const selectOpcode = opcodes.select

/** What each operation means for numbers: the definition that every back end repeats to the last bit. */
export const meanings = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: pow,
  minimum: (a, b) => Math.min(a, b),
  maximum: (a, b) => Math.max(a, b),
  less: (a, b) => (a < b ? 1 : 0),
  lessEqual: (a, b) => (a <= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  unequal: (a, b) => (a < b || a > b ? 1 : 0),
  hypot,
  atan2,
  select: (condition, a, b) => (condition < 0 || condition > 0 ? a : b),
  negate: (a) => -a,
  absolute: (a) => Math.abs(a),
  sign: (a) => Math.sign(a),
  squareRoot: (a) => Math.sqrt(a),
  exp,
  log,
  log10,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  sigmoid,
  floor: (a) => Math.floor(a),
  log2,
  log1p,
  expm1,
  cbrt,
  asinh,
  acosh,
  atanh,
  softplus,
  erf,
  normalDistribution,
  sinc,
  sincSlope,
} satisfies Record<Operation, (a: number, b: number, c: number) => number>

const byOpcode: readonly ((a: number, b: number, c: number) => number)[] = operations.map((name) => meanings[name])

/** Applies an opcode to numbers; operands beyond its arity are ignored. */
export function evaluateOperation(opcode: number, a: number, b: number, c: number): number {
  return byOpcode[opcode]!(a, b, c)
}
