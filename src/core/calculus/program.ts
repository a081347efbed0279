import { finish, type Pieces } from '../pieces'
import { arity, evaluateOperation, opcodes, type Operation } from './operation'

/**
 * A straight-line computation: every register is written once, in order, so evaluating it is one pass.
 *
 * Registers are numbered inputs first, then constants, then one result per operation.
 */
export interface Program {
  readonly inputCount: number
  readonly constants: Float64Array
  /** Four entries an operation: its opcode and three operand registers, unused ones 0. */
  readonly code: Int32Array
  /** The registers that hold the results. */
  readonly outputs: Int32Array
}

/** The number of operations of a program, the unit in which its size is stated. */
export function operationCount(program: Program): number {
  return program.code.length / 4
}

/** The number of registers: inputs, constants and results. */
export function registerCount(program: Program): number {
  return program.inputCount + program.constants.length + operationCount(program)
}

/** A value while a program is being built. */
export type Value = number

/** Values that are made, each found among all others, in a piece; and those that are looked at. */
export const madeInPiece = 256
const seenInPiece = 16_384

const inputKind = -1
const constantKind = -2

/** Beyond this exponent pow is more accurate than a chain of multiplications, whose error grows with the exponent. */
export const largestChainExponent = 64

/**
 * Builds a program, sharing common subexpressions and folding constants as it goes.
 *
 * Rewrites keep every finite value to the last bit, with two stated exceptions: adding or subtracting zero may change
 * the sign of a zero result, and merging a power-of-two factor may round a subnormal differently. No rewrite removes
 * a NaN or an infinity: 0 * x stays.
 */
export class ProgramBuilder {
  private readonly opcode: number[] = []
  private readonly operandA: number[] = []
  private readonly operandB: number[] = []
  private readonly operandC: number[] = []
  /** An input's index, or a constant's value. */
  private readonly payload: number[] = []
  private readonly known = new Map<number | string, Value>()
  private readonly knownConstants = new Map<number, Value>()
  private negativeZero: Value | undefined
  private readonly inputs: Value[] = []

  /** Without rewrites every operation but those on constants is as stated, and so are signed zeros and subnormals. */
  constructor(
    readonly inputCount: number,
    private readonly isRewritten = true,
  ) {
    for (let index = 0; index < inputCount; index++) this.inputs.push(this.push(inputKind, 0, 0, 0, index))
  }

  /** The number of values so far; operands always precede results. */
  get size(): number {
    return this.opcode.length
  }

  input(index: number): Value {
    return this.inputs[index]!
  }

  constant(value: number): Value {
    if (Object.is(value, -0)) return (this.negativeZero ??= this.push(constantKind, 0, 0, 0, value))
    const known = this.knownConstants.get(value)
    if (known !== undefined) return known
    const made = this.push(constantKind, 0, 0, 0, value)
    this.knownConstants.set(value, made)
    return made
  }

  isInput(value: Value): boolean {
    return this.opcode[value] === inputKind
  }

  /** The number a value always has, or undefined where it depends on an input. */
  constantOf(value: Value): number | undefined {
    return this.opcode[value] === constantKind ? this.payload[value] : undefined
  }

  /** The opcode of a value, negative for inputs and constants. */
  opcodeOf(value: Value): number {
    return this.opcode[value]!
  }

  operandOf(value: Value, place: 0 | 1 | 2): Value {
    return (place === 0 ? this.operandA : place === 1 ? this.operandB : this.operandC)[value]!
  }

  apply(operation: Operation, a: Value, b: Value = 0, c: Value = 0): Value {
    return this.applyOpcode(opcodes[operation], a, b, c)
  }

  /** Applies an operation, or finds a value that already equals its result. */
  applyOpcode(opcode: number, a: Value, b: Value, c: Value): Value {
    const folded = this.fold(opcode, a, b, c)
    if (folded !== undefined) return folded
    return (this.isRewritten ? this.simplify(opcode, a, b, c) : undefined) ?? this.intern(opcode, a, b, c)
  }

  /** a^n by repeated squaring for a whole n; the squares are shared with other powers of the same base. */
  powerByChain(base: Value, exponent: number): Value {
    let rest = Math.abs(exponent)
    let square = base
    let result: Value | undefined
    while (rest > 0) {
      if (rest % 2 === 1) result = result === undefined ? square : this.apply('multiply', result, square)
      rest = Math.floor(rest / 2)
      if (rest > 0) square = this.apply('multiply', square, square)
    }
    if (result === undefined) return this.constant(1)
    return exponent < 0 ? this.apply('divide', this.constant(1), result) : result
  }

  /** Repeats a program's operations here, on the given inputs; returns the values of its registers. */
  *inline(program: Program, inputs: readonly Value[]): Pieces<Value[]> {
    const values = inputs.slice(0, program.inputCount)
    for (const constant of program.constants) values.push(this.constant(constant))
    const { code } = program
    for (let at = 0; at < code.length; at += 4) {
      if (at % (4 * madeInPiece) === 0) yield
      values.push(this.applyOpcode(code[at]!, values[code[at + 1]!]!, values[code[at + 2]!]!, values[code[at + 3]!]!))
    }
    return values
  }

  /** Which values `outputs` depend on. */
  reachable(outputs: readonly Value[]): Uint8Array {
    const reached = new Uint8Array(this.size)
    for (const output of outputs) reached[output] = 1
    for (let value = this.size - 1; value >= 0; value--) {
      const opcode = this.opcode[value]!
      if (reached[value] === 0 || opcode < 0) continue
      const operands = arity(opcode)
      reached[this.operandA[value]!] = 1
      if (operands > 1) reached[this.operandB[value]!] = 1
      if (operands > 2) reached[this.operandC[value]!] = 1
    }
    return reached
  }

  /** The program that computes `outputs` and nothing else. */
  finish(outputs: readonly Value[]): Program {
    return finish(this.finishInPieces(outputs))
  }

  *finishInPieces(outputs: readonly Value[]): Pieces<Program> {
    const reached = this.reachable(outputs)
    const register = new Int32Array(this.size)
    const constants: number[] = []
    for (let index = 0; index < this.inputCount; index++) register[this.inputs[index]!] = index
    for (let value = 0; value < this.size; value++) {
      if (value % seenInPiece === 0) yield
      if (reached[value] === 0 || this.opcode[value] !== constantKind) continue
      register[value] = this.inputCount + constants.length
      constants.push(this.payload[value]!)
    }
    const code: number[] = []
    for (let value = 0; value < this.size; value++) {
      if (value % seenInPiece === 0) yield
      const opcode = this.opcode[value]!
      if (reached[value] === 0 || opcode < 0) continue
      register[value] = this.inputCount + constants.length + code.length / 4
      const operands = arity(opcode)
      code.push(
        opcode,
        register[this.operandA[value]!]!,
        operands > 1 ? register[this.operandB[value]!]! : 0,
        operands > 2 ? register[this.operandC[value]!]! : 0,
      )
    }
    return {
      inputCount: this.inputCount,
      constants: Float64Array.from(constants),
      code: Int32Array.from(code),
      outputs: Int32Array.from(outputs, (output) => register[output]!),
    }
  }

  private push(opcode: number, a: number, b: number, c: number, payload: number): Value {
    this.operandA.push(a)
    this.operandB.push(b)
    this.operandC.push(c)
    this.payload.push(payload)
    return this.opcode.push(opcode) - 1
  }

  private intern(opcode: number, a: Value, b: Value, c: Value): Value {
    const commutes = opcode === opcodes.add || opcode === opcodes.multiply
    const low = commutes ? Math.min(a, b) : a
    const high = commutes ? Math.max(a, b) : b
    // Two operands of 23 bits and an opcode of 6 fit a float64's 53 bits, which hash far faster than text.
    const key =
      c === 0 && low < 8388608 && high < 8388608
        ? (opcode * 8388608 + low) * 8388608 + high
        : `${opcode},${low},${high},${c}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const made = this.push(opcode, a, b, c, 0)
    this.known.set(key, made)
    return made
  }

  private fold(opcode: number, a: Value, b: Value, c: Value): Value | undefined {
    const operands = arity(opcode)
    const x = this.constantOf(a)
    if (x === undefined) return undefined
    if (operands === 3) return x < 0 || x > 0 ? b : c
    const y = operands > 1 ? this.constantOf(b) : 0
    return y === undefined ? undefined : this.constant(evaluateOperation(opcode, x, y, 0))
  }

  private simplify(opcode: number, a: Value, b: Value, c: Value): Value | undefined {
    switch (opcode) {
      case opcodes.add:
        return this.simplifySum(a, b)
      case opcodes.subtract:
        return this.simplifyDifference(a, b)
      case opcodes.multiply:
        return this.simplifyProduct(a, b)
      case opcodes.divide:
        return this.simplifyQuotient(a, b)
      case opcodes.power:
        return this.simplifyPower(a, b)
      case opcodes.negate:
        return this.simplifyNegation(a)
      case opcodes.select:
        return this.simplifySelection(a, b, c)
      default:
        return undefined
    }
  }

  private simplifySum(a: Value, b: Value): Value | undefined {
    if (this.constantOf(a) === 0) return b
    if (this.constantOf(b) === 0) return a
    if (a === b) return this.apply('multiply', this.constant(2), a)
    if (this.opcode[b] === opcodes.negate) return this.apply('subtract', a, this.operandA[b]!)
    if (this.opcode[a] === opcodes.negate) return this.apply('subtract', b, this.operandA[a]!)
    return this.mergeBranches(a, b)
  }

  /** (c ? p : 0) + (c ? 0 : q) is c ? p : q. */
  private mergeBranches(a: Value, b: Value): Value | undefined {
    const { select } = opcodes
    if (this.opcode[a] !== select || this.opcode[b] !== select || this.operandA[a] !== this.operandA[b])
      return undefined
    const isZero = (value: Value) => this.constantOf(value) === 0
    const condition = this.operandA[a]!
    if (isZero(this.operandC[a]!) && isZero(this.operandB[b]!)) {
      return this.apply('select', condition, this.operandB[a]!, this.operandC[b]!)
    }
    if (isZero(this.operandB[a]!) && isZero(this.operandC[b]!)) {
      return this.apply('select', condition, this.operandB[b]!, this.operandC[a]!)
    }
    return undefined
  }

  private simplifySelection(condition: Value, b: Value, c: Value): Value | undefined {
    if (b === c) return b
    const { select } = opcodes
    if (this.opcode[condition] === select) {
      const then = this.constantOf(this.operandB[condition]!)
      const otherwise = this.constantOf(this.operandC[condition]!)
      if (then === 0 && otherwise === 1) return this.apply('select', this.operandA[condition]!, c, b)
      if (then === 1 && otherwise === 0) return this.apply('select', this.operandA[condition]!, b, c)
    }
    // Within a branch its condition is known.
    if (this.opcode[b] === select && this.operandA[b] === condition) {
      return this.apply('select', condition, this.operandB[b]!, c)
    }
    if (this.opcode[c] === select && this.operandA[c] === condition) {
      return this.apply('select', condition, b, this.operandC[c]!)
    }
    return undefined
  }

  private simplifyDifference(a: Value, b: Value): Value | undefined {
    if (this.constantOf(b) === 0) return a
    if (this.constantOf(a) === 0) return this.apply('negate', b)
    if (this.opcode[b] === opcodes.negate) return this.apply('add', a, this.operandA[b]!)
    return undefined
  }

  private simplifyNegation(a: Value): Value | undefined {
    if (this.opcode[a] === opcodes.negate) return this.operandA[a]!
    if (this.opcode[a] === opcodes.subtract) return this.apply('subtract', this.operandB[a]!, this.operandA[a]!)
    if (this.opcode[a] !== opcodes.multiply) return undefined
    const factor = this.constantOf(this.operandA[a]!)
    return factor === undefined ? undefined : this.apply('multiply', this.constant(-factor), this.operandB[a]!)
  }

  private simplifyProduct(a: Value, b: Value): Value | undefined {
    // A constant factor stands first.
    if (this.constantOf(a) === undefined && this.constantOf(b) !== undefined) return this.apply('multiply', b, a)
    const factor = this.constantOf(a)
    if (factor === 1) return b
    if (factor === -1) return this.apply('negate', b)
    // |x| |x| is x x, which is smooth at 0 too.
    if (a === b && this.opcode[a] === opcodes.absolute)
      return this.apply('multiply', this.operandA[a]!, this.operandA[a]!)
    if (this.opcode[b] === opcodes.negate) {
      const rest = this.operandA[b]!
      return factor === undefined
        ? this.apply('negate', this.apply('multiply', a, rest))
        : this.apply('multiply', this.constant(-factor), rest)
    }
    if (this.opcode[a] === opcodes.negate) return this.apply('negate', this.apply('multiply', this.operandA[a]!, b))
    if (factor === undefined || this.opcode[b] !== opcodes.multiply) return undefined
    const inner = this.constantOf(this.operandA[b]!)
    if (inner === undefined || !(isPowerOfTwo(factor) || isPowerOfTwo(inner))) return undefined
    return this.apply('multiply', this.constant(factor * inner), this.operandB[b]!)
  }

  private simplifyQuotient(a: Value, b: Value): Value | undefined {
    const divisor = this.constantOf(b)
    if (divisor === undefined) return undefined
    if (divisor === 1) return a
    return isPowerOfTwo(divisor) ? this.apply('multiply', this.constant(1 / divisor), a) : undefined
  }

  private simplifyPower(a: Value, b: Value): Value | undefined {
    const exponent = this.constantOf(b)
    if (exponent === undefined || !Number.isInteger(exponent) || Math.abs(exponent) > largestChainExponent)
      return undefined
    return this.powerByChain(a, exponent)
  }
}

/** Whether |x| is 2^k with |k| <= 60: a factor that scales without rounding, far from overflow. */
function isPowerOfTwo(x: number): boolean {
  let magnitude = Math.abs(x)
  if (!(magnitude >= smallestScale && magnitude <= 1 / smallestScale)) return false
  while (magnitude < 1) magnitude *= 2
  while (magnitude > 1) magnitude /= 2
  return magnitude === 1
}

const smallestScale = 1 / 1152921504606846976
