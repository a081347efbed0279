import { opcodes } from './operation'
import type { ProgramBuilder, Value } from './program'
import { slopeByFirst, slopeBySecond } from './slopes'

/** The directional derivative of a value; undefined is zero. */
export type Tangent = Value | undefined

/** The derivative of an operation's result along a direction, from the operands and their derivatives. */
export function tangentOf(
  builder: ProgramBuilder,
  opcode: number,
  value: Value,
  [a, b]: readonly [Value, Value, Value],
  [da, db, dc]: readonly [Tangent, Tangent, Tangent],
): Tangent {
  const zero = builder.constant(0)
  const sum = (left: Tangent, right: Tangent) =>
    left === undefined ? right : right === undefined ? left : builder.apply('add', left, right)
  const negated = (tangent: Tangent) => (tangent === undefined ? undefined : builder.apply('negate', tangent))
  const scaled = (tangent: Tangent, factor: () => Tangent) => {
    const by = tangent === undefined ? undefined : factor()
    return tangent === undefined || by === undefined ? undefined : builder.apply('multiply', tangent, by)
  }
  switch (opcode) {
    case opcodes.add:
      return sum(da, db)
    case opcodes.subtract:
      return sum(da, negated(db))
    case opcodes.multiply:
      return sum(
        scaled(da, () => b),
        scaled(db, () => a),
      )
    case opcodes.divide: {
      const numerator = sum(da, negated(scaled(db, () => value)))
      return numerator === undefined ? undefined : builder.apply('divide', numerator, b)
    }
    case opcodes.minimum:
    case opcodes.maximum: {
      if (da === undefined && db === undefined) return undefined
      const { aWins, bWins } = winners(builder, opcode, a, b)
      const mean = scaled(sum(da, db), () => builder.constant(0.5))!
      const orB = builder.apply('select', bWins, db ?? zero, mean)
      return builder.apply('select', aWins, da ?? zero, orB)
    }
    case opcodes.select:
      return db === undefined && dc === undefined ? undefined : builder.apply('select', a, db ?? zero, dc ?? zero)
    default:
      return sum(
        scaled(da, () => slopeByFirst(builder, opcode, value, a, b)),
        opcode < opcodes.select ? scaled(db, () => slopeBySecond(builder, opcode, value, a, b)) : undefined,
      )
  }
}

/** Which argument a minimum or maximum takes; neither where they are equal or one is NaN. */
export function winners(builder: ProgramBuilder, opcode: number, a: Value, b: Value): { aWins: Value; bWins: Value } {
  const below = builder.apply('less', a, b)
  const above = builder.apply('less', b, a)
  return opcode === opcodes.minimum ? { aWins: below, bWins: above } : { aWins: above, bWins: below }
}
