import { arity, opcodes } from './operation'
import { ProgramBuilder, type Program, type Value } from './program'

/*
 * Automatic differentiation from program to program: exact, and linear in the program's size.
 *
 * Conventions where a derivative does not exist: abs'(0) = 0; min and max of equal arguments take the mean of both
 * derivatives (so max(x, -x) agrees with abs); c ? a : b takes the derivative of the branch taken; comparisons and
 * signs have derivative 0. A branch not taken never leaks a NaN or an infinity. b a^(b-1) is 0 where b is 0, and the
 * derivative of a^b by b is 0 where a^b is 0, its limit for b > 0.
 *
 * Source: Griewank, Walther, Evaluating Derivatives, 2nd ed. (2008), sections 3.1 (forward), 3.2 (reverse) and 5.1
 * (second order by forward over reverse).
 */

/** Outputs f and its gradient by the first `variables` inputs, by the reverse mode. */
export function gradientProgram(program: Program, variables: number): Program {
  const builder = new ProgramBuilder(program.inputCount)
  const value = inlineOutputs(builder, program)[0]!
  return builder.finish([value, ...reverse(builder, value, variables)])
}

/** Outputs f, its gradient, and the upper triangle of its Hessian row by row, by forward over reverse. */
export function hessianProgram(program: Program, variables: number): Program {
  const builder = new ProgramBuilder(program.inputCount)
  const value = inlineOutputs(builder, program)[0]!
  const gradient = reverse(builder, value, variables)
  const columns = gradient.map((_, column) => {
    const seeds = gradient.map((_, index) => (index === column ? builder.constant(1) : undefined))
    return forward(builder, seeds, gradient.slice(0, column + 1))
  })
  const rows = gradient.flatMap((_, row) => columns.slice(row).map((column) => column[row]!))
  return builder.finish([value, ...gradient, ...rows])
}

/** Outputs H v. Its inputs are the program's, then the entries of v, one per variable. */
export function hessianVectorProgram(program: Program, variables: number): Program {
  const builder = new ProgramBuilder(program.inputCount + variables)
  const value = inlineOutputs(builder, program)[0]!
  const gradient = reverse(builder, value, variables)
  const direction = gradient.map((_, index) => builder.input(program.inputCount + index))
  return builder.finish(forward(builder, direction, gradient))
}

function inlineOutputs(builder: ProgramBuilder, program: Program): Value[] {
  const inputs = Array.from({ length: program.inputCount }, (_, index) => builder.input(index))
  const registers = builder.inline(program, inputs)
  return Array.from(program.outputs, (output) => registers[output]!)
}

/** Which values depend on one of the first `variables` inputs. */
function activeValues(builder: ProgramBuilder, variables: number): Uint8Array {
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

function reverse(builder: ProgramBuilder, output: Value, variables: number): Value[] {
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
      case opcodes.power:
        if (active[a] === 1) contribute(a, builder.apply('multiply', sum, powerByBase(builder, a, b)), guard)
        if (active[b] === 1) contribute(b, builder.apply('multiply', sum, powerByExponent(builder, value, a)), guard)
        break
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
        const slope = slopeOf(builder, opcode, value, a)
        if (slope !== undefined) contribute(a, builder.apply('multiply', sum, slope), guard)
      }
    }
  }
  return Array.from({ length: variables }, (_, index) => {
    const adjoint = adjoints[builder.input(index)]
    return adjoint === undefined ? zero : settle(adjoint)
  })
}

/** The derivatives of `outputs` along the direction whose entry for input i is `seeds[i]`; undefined is zero. */
function forward(builder: ProgramBuilder, seeds: readonly (Value | undefined)[], outputs: readonly Value[]): Value[] {
  const reached = builder.reachable(outputs)
  const zero = builder.constant(0)
  const tangents: (Value | undefined)[] = []
  for (const [index, seed] of seeds.entries()) tangents[builder.input(index)] = seed
  const scale = (tangent: Value | undefined, factor: () => Value) =>
    tangent === undefined ? undefined : builder.apply('multiply', tangent, factor())
  const sum = (a: Value | undefined, b: Value | undefined) =>
    a === undefined ? b : b === undefined ? a : builder.apply('add', a, b)
  const negated = (a: Value | undefined) => (a === undefined ? undefined : builder.apply('negate', a))

  const tangentOf = (value: Value): Value | undefined => {
    const opcode = builder.opcodeOf(value)
    const a = builder.operandOf(value, 0)
    const b = builder.operandOf(value, 1)
    const da = tangents[a]
    switch (opcode) {
      case opcodes.add:
        return sum(da, tangents[b])
      case opcodes.subtract:
        return sum(da, negated(tangents[b]))
      case opcodes.multiply:
        return sum(
          scale(da, () => b),
          scale(tangents[b], () => a),
        )
      case opcodes.divide: {
        const numerator = sum(da, negated(scale(tangents[b], () => value)))
        return numerator === undefined ? undefined : builder.apply('divide', numerator, b)
      }
      case opcodes.power:
        return sum(
          scale(da, () => powerByBase(builder, a, b)),
          scale(tangents[b], () => powerByExponent(builder, value, a)),
        )
      case opcodes.minimum:
      case opcodes.maximum: {
        const db = tangents[b]
        if (da === undefined && db === undefined) return undefined
        const { aWins, bWins } = winners(builder, opcode, a, b)
        const mean = scale(sum(da, db), () => builder.constant(0.5))!
        const orB = builder.apply('select', bWins, db ?? zero, mean)
        return builder.apply('select', aWins, da ?? zero, orB)
      }
      case opcodes.select: {
        const db = tangents[b]
        const dc = tangents[builder.operandOf(value, 2)]
        return db === undefined && dc === undefined ? undefined : builder.apply('select', a, db ?? zero, dc ?? zero)
      }
      default: {
        if (da === undefined) return undefined
        const slope = slopeOf(builder, opcode, value, a)
        return slope === undefined ? undefined : builder.apply('multiply', da, slope)
      }
    }
  }
  for (let value = 0; value < reached.length; value++) {
    if (reached[value] === 1 && builder.opcodeOf(value) >= 0) tangents[value] = tangentOf(value)
  }
  return outputs.map((output) => tangents[output] ?? zero)
}

/** Which argument a minimum or maximum takes; neither where they are equal or one is NaN. */
function winners(builder: ProgramBuilder, opcode: number, a: Value, b: Value): { aWins: Value; bWins: Value } {
  const below = builder.apply('less', a, b)
  const above = builder.apply('less', b, a)
  return opcode === opcodes.minimum ? { aWins: below, bWins: above } : { aWins: above, bWins: below }
}

/** d(a^b)/da = b a^(b-1), and 0 where b is 0 even at a = 0. */
function powerByBase(builder: ProgramBuilder, a: Value, b: Value): Value {
  const lowered = builder.apply('power', a, builder.apply('subtract', b, builder.constant(1)))
  return builder.apply('select', b, builder.apply('multiply', b, lowered), builder.constant(0))
}

/** d(a^b)/db = a^b log a, and 0 where a^b is 0. */
function powerByExponent(builder: ProgramBuilder, power: Value, a: Value): Value {
  const product = builder.apply('multiply', power, builder.apply('log', a))
  const zero = builder.constant(0)
  return builder.apply('select', builder.apply('equal', power, zero), zero, product)
}

/** The derivative of a function of one argument, from the argument and the result; undefined is zero. */
function slopeOf(builder: ProgramBuilder, opcode: number, result: Value, a: Value): Value | undefined {
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
      return reciprocal(square(builder.apply('cosh', a)))
    case opcodes.sigmoid:
      return builder.apply('multiply', result, builder.apply('sigmoid', builder.apply('negate', a)))
    default:
      return undefined
  }
}
