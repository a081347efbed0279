import type { Pieces } from '../pieces'
import { arity, opcodes } from './operation'
import { madeInPiece, ProgramBuilder, type Program, type Value } from './program'
import { slopeByFirst, slopeBySecond } from './slopes'
import { tangentOf, winners } from './tangent'

/*
 * Automatic differentiation from program to program: exact, and linear in the program's size; in pieces, since a long
 * sum makes a long program.
 *
 * Conventions where a derivative does not exist. At a corner it is the mean of both sides: abs'(0) = 0, min and max of
 * equal arguments take the mean of both derivatives (so max(x, -x) agrees with abs, relu'(0) = 1/2, and leakyRelu'(0) =
 * (1 + s)/2), and hypot's at the tip of its cone are 0. At a jump (floor, ceil, round, mod, sign, heaviside,
 * comparisons) it is that of the pieces beside it, the jump left out. c ? a : b takes the derivative of the branch
 * taken, and a branch not taken never leaks a NaN or an infinity. Where a slope is infinite (sqrt and cbrt at 0, asin
 * and acos at 1 and -1) the derivative is infinite or NaN. b a^(b-1) is 0 where b is 0, and the derivative of a^b by b
 * is 0 where a^b is 0, its limit for b > 0.
 *
 * Source: Griewank, Walther, Evaluating Derivatives, 2nd ed. (2008), sections 3.1 (forward), 3.2 (reverse) and 5.1
 * (second order by forward over reverse).
 */

/** Outputs f and its gradient by the first `variables` inputs, by the reverse mode. */
export function* gradientProgram(program: Program, variables: number): Pieces<Program> {
  const builder = new ProgramBuilder(program.inputCount)
  const value = (yield* inlineOutputs(builder, program))[0]!
  return yield* builder.finishInPieces([value, ...(yield* reverse(builder, value, variables))])
}

/** The most variables that a Hessian as a whole is made for: 33 000 entries. Beyond, its products with vectors do. */
const largestHessianDimension = 256

/**
 * Outputs f, its gradient, and the upper triangle of its Hessian row by row, by forward over reverse. A RangeError
 * beyond `largestHessianDimension` variables, for which no caller may ask.
 */
export function* hessianProgram(program: Program, variables: number): Pieces<Program> {
  if (variables > largestHessianDimension) {
    throw new RangeError(`Hessian of ${variables} variables: made for at most ${largestHessianDimension}`)
  }
  const builder = new ProgramBuilder(program.inputCount)
  const value = (yield* inlineOutputs(builder, program))[0]!
  const gradient = yield* reverse(builder, value, variables)
  const columns: Value[][] = []
  for (let column = 0; column < variables; column++) {
    const seeds = gradient.map((_, index) => (index === column ? builder.constant(1) : undefined))
    columns.push(yield* forward(builder, seeds, gradient.slice(0, column + 1)))
  }
  const rows = gradient.flatMap((_, row) => columns.slice(row).map((column) => column[row]!))
  return yield* builder.finishInPieces([value, ...gradient, ...rows])
}

/** Outputs H v. Its inputs are the program's, then the entries of v, one per variable. */
export function* hessianVectorProgram(program: Program, variables: number): Pieces<Program> {
  const builder = new ProgramBuilder(program.inputCount + variables)
  const value = (yield* inlineOutputs(builder, program))[0]!
  const gradient = yield* reverse(builder, value, variables)
  const direction = gradient.map((_, index) => builder.input(program.inputCount + index))
  return yield* builder.finishInPieces(yield* forward(builder, direction, gradient))
}

function* inlineOutputs(builder: ProgramBuilder, program: Program): Pieces<Value[]> {
  const inputs = Array.from({ length: program.inputCount }, (_, index) => builder.input(index))
  const registers = yield* builder.inline(program, inputs)
  return Array.from(program.outputs, (output) => registers[output]!)
}

/** Which values depend on one of the first `variables` inputs: 1 where they do. */
export function activeValues(builder: ProgramBuilder, variables: number): Uint8Array {
  const active = new Uint8Array(builder.size)
  for (let index = 0; index < variables; index++) active[builder.input(index)] = 1
  for (let value = 0; value < active.length; value++) {
    const opcode = builder.opcodeOf(value)
    if (opcode < 0) continue
    for (let place = 0; place < arity(opcode); place++) {
      if (active[builder.operandOf(value, place as 0 | 1 | 2)] === 1) active[value] = 1
    }
  }
  return active
}

/**
 * The derivative of the result by a value, so far: `sum` where `guard` holds (or always, without one), else 0.
 * Keeping the condition beside the sum, rather than multiplied into it, is what keeps untaken branches out.
 */
interface Adjoint {
  readonly sum: Value
  readonly guard: Value | undefined
}

function* reverse(builder: ProgramBuilder, output: Value, variables: number): Pieces<Value[]> {
  const active = activeValues(builder, variables)
  const adjoints: (Adjoint | undefined)[] = []
  const zero = builder.constant(0)
  const one = builder.constant(1)
  const settle = ({ sum, guard }: Adjoint) => (guard === undefined ? sum : builder.apply('select', guard, sum, zero))
  const contribute = (target: Value, sum: Value, guard: Value | undefined) => {
    if (active[target] !== 1) return
    const before = adjoints[target]
    const next = { sum, guard }
    if (before === undefined) adjoints[target] = next
    else if (before.guard === guard) adjoints[target] = { sum: builder.apply('add', before.sum, sum), guard }
    else {
      const either =
        before.guard === undefined || guard === undefined
          ? undefined
          : builder.apply('select', guard, one, before.guard)
      adjoints[target] = { sum: builder.apply('add', settle(before), settle(next)), guard: either }
    }
  }
  const both = (guard: Value | undefined, condition: Value) =>
    guard === undefined ? condition : builder.apply('select', guard, condition, zero)
  const not = (condition: Value) => builder.apply('select', condition, zero, one)

  if (active[output] === 1) adjoints[output] = { sum: one, guard: undefined }
  for (let value = output; value >= 0; value--) {
    if (value % madeInPiece === 0) yield
    const own = adjoints[value]
    const opcode = builder.opcodeOf(value)
    if (own === undefined || opcode < 0) continue
    const { sum, guard } = own
    const a = builder.operandOf(value, 0)
    const b = builder.operandOf(value, 1)
    switch (opcode) {
      case opcodes.add:
        contribute(a, sum, guard)
        contribute(b, sum, guard)
        break
      case opcodes.subtract:
        contribute(a, sum, guard)
        contribute(b, builder.apply('negate', sum), guard)
        break
      case opcodes.multiply:
        contribute(a, builder.apply('multiply', sum, b), guard)
        contribute(b, builder.apply('multiply', sum, a), guard)
        break
      case opcodes.divide: {
        const share = builder.apply('divide', sum, b)
        contribute(a, share, guard)
        if (active[b] === 1) contribute(b, builder.apply('negate', builder.apply('multiply', share, value)), guard)
        break
      }
      case opcodes.minimum:
      case opcodes.maximum: {
        const { aWins, bWins } = winners(builder, opcode, a, b)
        const half = builder.apply('multiply', builder.constant(0.5), sum)
        const share = builder.apply('select', builder.apply('equal', a, b), half, sum)
        contribute(a, share, both(guard, not(bWins)))
        contribute(b, share, both(guard, not(aWins)))
        // Not "a wins": where an argument is NaN both derivatives flow, and the NaN with them.
        break
      }
      case opcodes.select: {
        const otherwise = builder.operandOf(value, 2)
        contribute(b, sum, both(guard, a))
        contribute(otherwise, sum, both(guard, not(a)))
        break
      }
      default: {
        const first = active[a] === 1 ? slopeByFirst(builder, opcode, value, a, b) : undefined
        if (first !== undefined) contribute(a, builder.apply('multiply', sum, first), guard)
        const second = arity(opcode) > 1 && active[b] === 1 ? slopeBySecond(builder, opcode, value, a, b) : undefined
        if (second !== undefined) contribute(b, builder.apply('multiply', sum, second), guard)
      }
    }
  }
  return Array.from({ length: variables }, (_, index) => {
    const adjoint = adjoints[builder.input(index)]
    return adjoint === undefined ? zero : settle(adjoint)
  })
}

/** The derivatives of `outputs` along the direction whose entry for input i is `seeds[i]`; undefined is zero. */
function* forward(
  builder: ProgramBuilder,
  seeds: readonly (Value | undefined)[],
  outputs: readonly Value[],
): Pieces<Value[]> {
  const reached = builder.reachable(outputs)
  const tangents: (Value | undefined)[] = []
  for (const [index, seed] of seeds.entries()) tangents[builder.input(index)] = seed
  for (let value = 0; value < reached.length; value++) {
    if (value % madeInPiece === 0) yield
    const opcode = builder.opcodeOf(value)
    if (reached[value] === 0 || opcode < 0) continue
    const operands = ([0, 1, 2] as const).map((place) => builder.operandOf(value, place))
    const [a, b, c] = operands as [Value, Value, Value]
    tangents[value] = tangentOf(builder, opcode, value, [a, b, c], [tangents[a], tangents[b], tangents[c]])
  }
  return outputs.map((output) => tangents[output] ?? builder.constant(0))
}
