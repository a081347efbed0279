import type { Pieces } from '../pieces'
import { opcodes } from './operation'
import { madeInPiece, ProgramBuilder, type Program, type Value } from './program'
import { tangentOf, type Tangent } from './tangent'

/**
 * What a formula does just beside a point: outputs the limit of f(theta + t d) as t falls to 0, and its derivative by t
 * there. The inputs are the program's, then the entries of d, one per variable.
 *
 * Every value is carried as its limit and its slope, and where limits are equal the slopes decide comparisons, minima,
 * signs and floors, as a number with an infinitely small part would. So a jump shows as a limit unlike f(theta), and a
 * corner as slopes along d and -d that do not cancel. Where a root's argument and its slope are both 0, the slope is
 * NaN: that would take a second order.
 * Source: the directional derivatives of Griewank, Walther, Evaluating Derivatives, 2nd ed. (2008), section 14.2.
 */
export function* oneSidedProgram(program: Program, variables: number): Pieces<Program> {
  const { inputCount, constants, code, outputs } = program
  const builder = new ProgramBuilder(inputCount + variables)
  const limits: Value[] = []
  const slopes: Tangent[] = []
  for (let index = 0; index < inputCount; index++) {
    limits.push(builder.input(index))
    slopes.push(index < variables ? builder.input(inputCount + index) : undefined)
  }
  for (const constant of constants) {
    limits.push(builder.constant(constant))
    slopes.push(undefined)
  }
  for (let at = 0; at < code.length; at += 4) {
    if (at % (4 * madeInPiece) === 0) yield
    const registers = [code[at + 1]!, code[at + 2]!, code[at + 3]!] as const
    const [a, b, c] = registers
    const { limit, slope } = step(
      builder,
      code[at]!,
      [limits[a]!, limits[b]!, limits[c]!],
      [slopes[a], slopes[b], slopes[c]],
    )
    limits.push(limit)
    slopes.push(slope)
  }
  const result = outputs[0]!
  return yield* builder.finishInPieces([limits[result]!, slopes[result] ?? builder.constant(0)])
}

interface OneSided {
  readonly limit: Value
  readonly slope: Tangent
}

function step(
  builder: ProgramBuilder,
  opcode: number,
  operands: readonly [Value, Value, Value],
  tangents: readonly [Tangent, Tangent, Tangent],
): OneSided {
  const [a, b, c] = operands
  const zero = builder.constant(0)
  const one = builder.constant(1)
  const [da, db, dc] = tangents.map((tangent) => tangent ?? zero) as [Value, Value, Value]
  const where = (condition: Value, then: Value, otherwise: Value) => builder.apply('select', condition, then, otherwise)
  const isZero = (value: Value) => builder.apply('equal', value, zero)
  const isNegative = (value: Value) => builder.apply('less', value, zero)
  const same = () => builder.applyOpcode(opcode, a, b, c)
  const smooth = (limit: Value) => tangentOf(builder, opcode, limit, operands, tangents)
  switch (opcode) {
    case opcodes.less:
    case opcodes.lessEqual: {
      const bySlope = builder.applyOpcode(opcode, da, db, zero)
      return { limit: where(builder.apply('equal', a, b), bySlope, same()), slope: undefined }
    }
    case opcodes.equal:
      return { limit: where(same(), builder.apply('equal', da, db), zero), slope: undefined }
    case opcodes.unequal:
      return { limit: where(builder.apply('equal', a, b), builder.apply('unequal', da, db), same()), slope: undefined }
    case opcodes.sign:
      return { limit: where(a, same(), builder.apply('sign', da)), slope: undefined }
    case opcodes.floor: {
      const floor = same()
      const falls = where(builder.apply('equal', a, floor), isNegative(da), zero)
      return { limit: where(falls, builder.apply('subtract', floor, one), floor), slope: undefined }
    }
    case opcodes.select: {
      const condition = where(a, one, builder.apply('unequal', da, zero))
      return { limit: where(condition, b, c), slope: where(condition, db, dc) }
    }
    case opcodes.absolute: {
      const limit = same()
      return { limit, slope: where(isZero(a), builder.apply('absolute', da), smooth(limit) ?? zero) }
    }
    case opcodes.minimum:
    case opcodes.maximum: {
      const limit = same()
      return {
        limit,
        slope: where(builder.apply('equal', a, b), builder.applyOpcode(opcode, da, db, zero), smooth(limit) ?? zero),
      }
    }
    case opcodes.hypot: {
      const limit = same()
      return { limit, slope: where(isZero(limit), builder.apply('hypot', da, db), smooth(limit) ?? zero) }
    }
    case opcodes.atan2: {
      const plain = same()
      const isTip = where(isZero(a), isZero(b), zero)
      const isCut = where(isZero(a), where(isNegative(b), builder.apply('unequal', da, zero), zero), zero)
      const beside = builder.apply('multiply', builder.constant(3.141592653589793), builder.apply('sign', da))
      const limit = where(isTip, builder.apply('atan2', da, db), where(isCut, beside, plain))
      return { limit, slope: where(isTip, zero, smooth(plain) ?? zero) }
    }
    default: {
      const limit = same()
      return { limit, slope: smooth(limit) }
    }
  }
}
