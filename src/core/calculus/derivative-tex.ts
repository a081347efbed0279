import type { Expression } from './compile'
import { opcodes, operations } from './operation'
import { operationCount, type Program } from './program'
import { leastSlope } from './slopes'
import {
  atom,
  binding,
  callPiece,
  conditionalPiece,
  fractionPiece,
  nameTex,
  negative,
  numberPiece,
  powerPiece,
  productPiece,
  sumPiece,
  type Piece,
} from './tex'

/** TeX of the first and second partial derivatives, in the order of the variables. */
export interface DerivativeTex {
  readonly gradient: readonly string[]
  /** Rows of the whole symmetric matrix. */
  readonly hessian: readonly (readonly string[])[]
}

/** Longer derivatives than this tell a reader nothing. */
const mostOperations = 1000
const longestTex = 4000

/**
 * The derivatives as formulas for reading: the derivative programs written as sums of products of powers, with like
 * terms and factors collected. Undefined where they would be too long to read.
 */
export function derivativeTex(expression: Expression): DerivativeTex | undefined {
  // The second derivatives are at least as long as the formula; a long one is not differentiated twice for nothing.
  if (operationCount(expression.value) > mostOperations) return undefined
  const program = expression.hessian
  if (operationCount(program) > mostOperations) return undefined
  const outputs = outputTex(program, [...expression.variables, ...expression.parameters])
  if (outputs.some((tex) => tex.length > longestTex)) return undefined
  const n = expression.variables.length
  const entry = (row: number, column: number): string => {
    const [i, j] = row < column ? [row, column] : [column, row]
    return outputs[1 + n + i * n - (i * (i - 1)) / 2 + (j - i)]!
  }
  const rows = Array.from({ length: n }, (_, row) => Array.from({ length: n }, (_, column) => entry(row, column)))
  return { gradient: outputs.slice(1, 1 + n), hessian: rows }
}

/** A product: coefficient times factors, each a base to a constant power. Bases are told apart by their TeX. */
interface Term {
  readonly coefficient: number
  readonly factors: readonly Factor[]
}

interface Factor {
  readonly base: Piece
  readonly power: number
}

type Sum = readonly Term[]

/** Stands for what grew too long, so that nothing built on it grows further. */
const tooLong = atom('?'.repeat(longestTex + 1))

function outputTex(program: Program, names: readonly string[]): string[] {
  const { inputCount, constants, code, outputs } = program
  const first = inputCount + constants.length
  const sums: Sum[] = names.map((name) => single(atom(nameTex(name))))
  const pieces: (Piece | undefined)[] = []
  for (const constant of constants) sums.push(number(constant))
  const piece = (register: number) => (pieces[register] ??= limited(sumOfTerms(sums[register]!)))
  const opcodeAt = (register: number) => (register < first ? -1 : code[(register - first) * 4]!)
  const operandAt = (register: number, place: number) => code[(register - first) * 4 + place]!
  const isConstant = (register: number, value: number) =>
    register >= inputCount && register < first && constants[register - inputCount] === value

  /** A register read as a condition: comparisons, and the selects that join them. */
  const condition = (register: number): string => {
    const opcode = opcodeAt(register)
    const sign = comparisonSigns.get(opcode)
    if (sign !== undefined) return `${piece(operandAt(register, 1)).tex} ${sign} ${piece(operandAt(register, 2)).tex}`
    if (opcode !== opcodes.select) return `${piece(register).tex} \\ne 0`
    const [test, then, otherwise] = [operandAt(register, 1), operandAt(register, 2), operandAt(register, 3)]
    if (isConstant(then, 0) && isConstant(otherwise, 1)) return `\\lnot (${condition(test)})`
    if (isConstant(then, 1) && isConstant(otherwise, 0)) return condition(test)
    if (isConstant(otherwise, 0)) return `${condition(test)} \\land ${condition(then)}`
    if (isConstant(then, 1)) return `${condition(test)} \\lor ${condition(otherwise)}`
    return `${piece(register).tex} \\ne 0`
  }

  /** Whether a register asks if a slope is too small for a number, which is about rounding and nothing to read. */
  const isVanishing = (register: number): boolean =>
    opcodeAt(register) === opcodes.less && isConstant(operandAt(register, 2), leastSlope)

  for (let register = first; register < first + code.length / 4; register++) {
    const opcode = opcodeAt(register)
    const a = operandAt(register, 1)
    const b = operandAt(register, 2)
    sums.push(sumOf(register, opcode, a, b))
  }
  return Array.from(outputs, (output) => piece(output).tex)

  function sumOf(register: number, opcode: number, a: number, b: number): Sum {
    switch (opcode) {
      case opcodes.add:
        return added(sums[a]!, sums[b]!, 1)
      case opcodes.subtract:
        return added(sums[a]!, sums[b]!, -1)
      case opcodes.negate:
        return added([], sums[a]!, -1)
      case opcodes.multiply:
        if (isScale(sums[a]!) && isScaled(sums[b]!)) {
          return sums[b]!.map(({ coefficient, factors }) => ({
            coefficient: sums[a]![0]!.coefficient * coefficient,
            factors,
          }))
        }
        return product(asTerm(sums[a]!, piece, a), asTerm(sums[b]!, piece, b))
      case opcodes.divide:
        return product(asTerm(sums[a]!, piece, a), inverse(asTerm(sums[b]!, piece, b)))
      case opcodes.power: {
        const [exponent, ...others] = sums[b]!
        const base = sums[a]!
        const isPlain = others.length === 0 && exponent !== undefined && exponent.factors.length === 0
        if (isPlain && base.length === 1 && base[0]!.coefficient === 1 && base[0]!.factors.length === 1) {
          const [factor] = base[0]!.factors
          // (x^2)^(1/2) is |x|, not x: only a first power takes another exponent.
          if (factor!.power === 1)
            return [{ coefficient: 1, factors: [{ base: factor!.base, power: exponent.coefficient }] }]
        }
        return isPlain
          ? [{ coefficient: 1, factors: [{ base: piece(a), power: exponent.coefficient }] }]
          : single(powerPiece(piece(a), piece(b)))
      }
      case opcodes.minimum:
        return single(callPiece('min', [piece(a).tex, piece(b).tex]))
      case opcodes.maximum:
        return single(callPiece('max', [piece(a).tex, piece(b).tex]))
      case opcodes.hypot:
      case opcodes.atan2:
        return single(callPiece(operations[opcode]!, [piece(a).tex, piece(b).tex]))
      case opcodes.sincSlope:
        // The slope of sinc by its argument, from which that is divided.
        return product(single(callPiece("sinc'", [piece(a).tex]))[0]!, inverse(asTerm(sums[a]!, piece, a)))
      case opcodes.select:
        if (isVanishing(a)) return sums[operandAt(register, 3)]!
        return single(conditionalPiece(condition(a), piece(b).tex, piece(operandAt(register, 3)).tex))
      case opcodes.less:
      case opcodes.lessEqual:
      case opcodes.equal:
      case opcodes.unequal:
        return single(atom(`\\left[${condition(register)}\\right]`))
      default:
        return single(callPiece(functionNames[operations[opcode]!] ?? operations[opcode]!, [piece(a).tex]))
    }
  }
}

const comparisonSigns: ReadonlyMap<number, string> = new Map([
  [opcodes.less, '<'],
  [opcodes.lessEqual, '\\le'],
  [opcodes.equal, '='],
  [opcodes.unequal, '\\ne'],
])
const functionNames: Readonly<Record<string, string>> = { absolute: 'abs', squareRoot: 'sqrt' }

function limited(piece: Piece): Piece {
  return piece.tex.length > longestTex ? tooLong : piece
}

function number(value: number): Sum {
  return value === 0 ? [] : [{ coefficient: value, factors: [] }]
}

function single(base: Piece): Sum {
  return [{ coefficient: 1, factors: [{ base: limited(base), power: 1 }] }]
}

/** a + sign b, like terms collected. */
function added(a: Sum, b: Sum, sign: 1 | -1): Sum {
  const terms = new Map(a.map((term) => [keyOf(term), term]))
  for (const { coefficient, factors } of b) {
    const key = keyOf({ coefficient, factors })
    const sum = (terms.get(key)?.coefficient ?? 0) + sign * coefficient
    if (sum === 0) terms.delete(key)
    else terms.set(key, { coefficient: sum, factors })
  }
  return [...terms.values()]
}

function keyOf({ factors }: Term): string {
  return factors
    .map(({ base, power }) => `${base.tex}^${power}`)
    .sort()
    .join(' ')
}

function isScale(sum: Sum): boolean {
  return sum.length === 1 && sum[0]!.factors.length === 0
}

/** Whether every term has a coefficient already, so that another factor reads better within: not 2 (1 - x). */
function isScaled(sum: Sum): boolean {
  return sum.length > 1 && sum.every(({ coefficient }) => Math.abs(coefficient) !== 1)
}

/** A sum as one term: itself if it is one, else a factor in parentheses. */
function asTerm(sum: Sum, piece: (register: number) => Piece, register: number): Term {
  if (sum.length === 0) return { coefficient: 0, factors: [] }
  return sum.length === 1 ? sum[0]! : { coefficient: 1, factors: [{ base: piece(register), power: 1 }] }
}

function product(a: Term, b: Term): Sum {
  if (a.coefficient === 0 || b.coefficient === 0) return []
  const powers = new Map<string, Factor>()
  for (const { base, power } of [...a.factors, ...b.factors]) {
    const sum = (powers.get(base.tex)?.power ?? 0) + power
    if (sum === 0) powers.delete(base.tex)
    else powers.set(base.tex, { base, power: sum })
  }
  return [{ coefficient: a.coefficient * b.coefficient, factors: [...powers.values()] }]
}

function inverse({ coefficient, factors }: Term): Term {
  return { coefficient: 1 / coefficient, factors: factors.map(({ base, power }) => ({ base, power: -power })) }
}

function sumOfTerms(sum: Sum): Piece {
  if (sum.length === 0) return numberPiece(0)
  // A term that is added stands first where there is one: y - x rather than -x + y.
  const lead = Math.max(
    0,
    sum.findIndex(({ coefficient }) => coefficient > 0),
  )
  const ordered = [sum[lead]!, ...sum.filter((_, index) => index !== lead)]
  return ordered
    .map((term) => ({ isNegative: term.coefficient < 0, piece: magnitude(term) }))
    .reduce<Piece | undefined>((text, { isNegative, piece }) => {
      if (text === undefined) return isNegative ? negative(piece) : piece
      return sumPiece(text, isNegative ? '-' : '+', piece)
    }, undefined)!
}

/** A term without its sign. */
function magnitude({ coefficient, factors }: Term): Piece {
  const size = Math.abs(coefficient)
  const below = factors.filter(({ power }) => power < 0).map(({ base, power }) => ({ base, power: -power }))
  const above = factors.filter(({ power }) => power > 0)
  const divisor = 1 / size
  // 0.5 / x reads better as 1 / (2 x).
  const inverted = below.length > 0 && size < 1 && Number.isInteger(divisor)
  const numerator = productOf(inverted ? 1 : size, above)
  return below.length === 0 ? numerator : fractionPiece(numerator, productOf(inverted ? divisor : 1, below))
}

function productOf(coefficient: number, factors: readonly Factor[]): Piece {
  const isName = ({ base }: Factor) => base.binding === binding.atom && !base.tex.includes('(')
  const ordered = [...factors.filter(isName), ...factors.filter((factor) => !isName(factor))]
  const powers = ordered.map(({ base, power }) => (power === 1 ? base : powerPiece(base, numberPiece(power))))
  const pieces = coefficient === 1 && powers.length > 0 ? powers : [coefficientPiece(coefficient), ...powers]
  return pieces.reduce((text, piece) => productPiece(text, piece))
}

/** A number, as a multiple of pi where it is one and no plain number. */
function coefficientPiece(value: number): Piece {
  const pi = 3.141592653589793
  for (const power of [1, 2]) {
    const multiple = value / (power === 1 ? pi : pi * pi)
    const rounded = Math.round(multiple)
    if (rounded === 0 || Math.abs(multiple - rounded) > 1e-13 * rounded || String(value).length < 12) continue
    const symbol = power === 1 ? atom('\\pi') : powerPiece(atom('\\pi'), numberPiece(2))
    return rounded === 1 ? symbol : productPiece(numberPiece(rounded), symbol)
  }
  return numberPiece(value)
}
