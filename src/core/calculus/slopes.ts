import { opcodes } from './operation'
import type { ProgramBuilder, Value } from './program'

/** The derivative of an operation by its first operand, from the result and the operands; undefined is zero. */
export function slopeByFirst(
  builder: ProgramBuilder,
  opcode: number,
  result: Value,
  a: Value,
  b: Value,
): Value | undefined {
  const one = builder.constant(1)
  const reciprocal = (value: Value) => builder.apply('divide', one, value)
  const square = (value: Value) => builder.apply('multiply', value, value)
  // (1 - a)(1 + a) rather than 1 - a^2, which loses digits near the ends.
  const arcRoot = () =>
    builder.apply(
      'squareRoot',
      builder.apply('multiply', builder.apply('subtract', one, a), builder.apply('add', one, a)),
    )
  switch (opcode) {
    case opcodes.power:
      return powerByBase(builder, a, b)
    case opcodes.hypot:
      return share(builder, a, result)
    case opcodes.atan2: {
      // b/(a^2 + b^2), without squares that over- or underflow.
      const length = builder.apply('hypot', a, b)
      return builder.apply('divide', builder.apply('divide', b, length), length)
    }
    case opcodes.negate:
      return builder.constant(-1)
    case opcodes.absolute:
      return builder.apply('sign', a)
    case opcodes.squareRoot:
      return builder.apply('divide', builder.constant(0.5), result)
    case opcodes.exp:
      return result
    case opcodes.log:
      return reciprocal(a)
    case opcodes.log10:
      return builder.apply('divide', builder.constant(0.4342944819032518), a)
    case opcodes.sin:
      return builder.apply('cos', a)
    case opcodes.cos:
      return builder.apply('negate', builder.apply('sin', a))
    case opcodes.tan:
      return builder.apply('add', one, square(result))
    case opcodes.asin:
      return reciprocal(arcRoot())
    case opcodes.acos:
      return builder.apply('divide', builder.constant(-1), arcRoot())
    case opcodes.atan:
      return reciprocal(builder.apply('add', one, square(a)))
    case opcodes.sinh:
      return builder.apply('cosh', a)
    case opcodes.cosh:
      return builder.apply('sinh', a)
    case opcodes.tanh:
      // Not 1 - tanh^2 nor s (1 - s), whose digits cancel in the tails that plateaus are made of.
      return vanishing(builder, reciprocal(square(builder.apply('cosh', a))))
    case opcodes.sigmoid:
      return builder.apply('multiply', result, builder.apply('sigmoid', builder.apply('negate', a)))
    case opcodes.log2:
      return builder.apply('divide', builder.constant(1.4426950408889634), a)
    case opcodes.log1p:
      return reciprocal(builder.apply('add', one, a))
    case opcodes.expm1:
      return builder.apply('exp', a)
    case opcodes.cbrt:
      return reciprocal(builder.apply('multiply', builder.constant(3), square(result)))
    case opcodes.asinh:
      return reciprocal(builder.apply('hypot', one, a))
    case opcodes.acosh:
      return reciprocal(
        builder.apply(
          'squareRoot',
          builder.apply('multiply', builder.apply('subtract', a, one), builder.apply('add', a, one)),
        ),
      )
    case opcodes.atanh:
      return reciprocal(builder.apply('multiply', builder.apply('subtract', one, a), builder.apply('add', one, a)))
    case opcodes.softplus:
      return builder.apply('sigmoid', a)
    case opcodes.erf:
      return builder.apply(
        'multiply',
        builder.constant(1.1283791670955126),
        builder.apply('exp', builder.apply('negate', square(a))),
      )
    case opcodes.normalDistribution:
      return builder.apply(
        'multiply',
        builder.constant(0.3989422804014327),
        builder.apply('exp', builder.apply('multiply', builder.constant(-0.5), square(a))),
      )
    case opcodes.sinc:
      return builder.apply('multiply', a, builder.apply('sincSlope', a))
    case opcodes.sincSlope: {
      // From Bessel's equation; 0 at 0 by symmetry, where the quotient is 0/0.
      const triple = builder.apply('multiply', builder.constant(3), result)
      const numerator = builder.apply('add', builder.apply('sinc', a), triple)
      const quotient = builder.apply('negate', builder.apply('divide', numerator, a))
      return builder.apply('select', builder.apply('equal', a, builder.constant(0)), builder.constant(0), quotient)
    }
    default:
      return undefined
  }
}

/** The derivative of an operation by its second operand; undefined is zero. */
export function slopeBySecond(
  builder: ProgramBuilder,
  opcode: number,
  result: Value,
  a: Value,
  b: Value,
): Value | undefined {
  switch (opcode) {
    case opcodes.power:
      return powerByExponent(builder, result, a)
    case opcodes.hypot:
      return share(builder, b, result)
    case opcodes.atan2: {
      const length = builder.apply('hypot', a, b)
      return builder.apply('negate', builder.apply('divide', builder.apply('divide', a, length), length))
    }
    default:
      return undefined
  }
}

/** A slope below this is taken for 0. */
export const leastSlope = 2.2250738585072014e-308

/**
 * The same, and 0 where it is no normal number: what it is divided by is infinite there or has an infinite slope, and
 * infinities would make NaN of its own.
 */
function vanishing(builder: ProgramBuilder, quotient: Value): Value {
  const isGone = builder.apply('less', quotient, builder.constant(leastSlope))
  return builder.apply('select', isGone, builder.constant(0), quotient)
}

/** side/length, and 0 at the tip, where both are 0. */
function share(builder: ProgramBuilder, side: Value, length: Value): Value {
  const zero = builder.constant(0)
  const quotient = builder.apply('divide', side, length)
  return builder.apply('select', builder.apply('equal', length, zero), zero, quotient)
}

/** d(a^b)/da = b a^(b-1), and 0 where b is 0 even at a = 0; elsewhere b may vary about 0, and is not taken for it. */
function powerByBase(builder: ProgramBuilder, a: Value, b: Value): Value {
  const lowered = builder.apply('power', a, builder.apply('subtract', b, builder.constant(1)))
  const product = builder.apply('multiply', b, lowered)
  return builder.apply('select', a, product, builder.apply('select', b, product, builder.constant(0)))
}

/** d(a^b)/db = a^b log a, and 0 where a^b is 0. */
function powerByExponent(builder: ProgramBuilder, power: Value, a: Value): Value {
  const product = builder.apply('multiply', power, builder.apply('log', a))
  const zero = builder.constant(0)
  return builder.apply('select', builder.apply('equal', power, zero), zero, product)
}
