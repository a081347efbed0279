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
import { pieceOperations } from '../pieces'
import type { InPieces, PointKernel } from './kernel'
import { registerCount, type Program } from './program'

/**
 * Interprets a program at one point: ready at once, for programs that are run a few times or are too long to compile.
 * The cases are literal opcodes because engines make a jump table of those alone.
 */
export function interpretedKernel(program: Program): InPieces<PointKernel> {
  const { inputCount, constants, code, outputs: outputRegisters } = program
  const registers = new Float64Array(registerCount(program))
  registers.set(constants, inputCount)
  const first = inputCount + constants.length
  const load = (inputs: Float64Array): void => {
    for (let index = 0; index < inputCount; index++) registers[index] = inputs[index]!
  }
  const store = (outputs: Float64Array): void => {
    for (let index = 0; index < outputRegisters.length; index++) outputs[index] = registers[outputRegisters[index]!]!
  }
  /** Runs the operations between two places in the code. */
  const run = (from: number, to: number): void => {
    let result = first + from / 4
    for (let at = from; at < to; at += 4) {
      const a = registers[code[at + 1]!]!
      const b = registers[code[at + 2]!]!
      let value: number
      switch (code[at]) {
        case 0: // add
          value = a + b
          break
        case 1: // subtract
          value = a - b
          break
        case 2: // multiply
          value = a * b
          break
        case 3: // divide
          value = a / b
          break
        case 4: // power
          value = pow(a, b)
          break
        case 5: // minimum
          value = Math.min(a, b)
          break
        case 6: // maximum
          value = Math.max(a, b)
          break
        case 7: // less
          value = a < b ? 1 : 0
          break
        case 8: // lessEqual
          value = a <= b ? 1 : 0
          break
        case 9: // equal
          value = a === b ? 1 : 0
          break
        case 10: // unequal
          value = a < b || a > b ? 1 : 0
          break
        case 11: // hypot
          value = hypot(a, b)
          break
        case 12: // atan2
          value = atan2(a, b)
          break
        case 13: // select
          value = a < 0 || a > 0 ? b : registers[code[at + 3]!]!
          break
        case 14: // negate
          value = -a
          break
        case 15: // absolute
          value = Math.abs(a)
          break
        case 16: // sign
          value = Math.sign(a)
          break
        case 17: // squareRoot
          value = Math.sqrt(a)
          break
        case 18: // exp
          value = exp(a)
          break
        case 19: // log
          value = log(a)
          break
        case 20: // log10
          value = log10(a)
          break
        case 21: // sin
          value = sin(a)
          break
        case 22: // cos
          value = cos(a)
          break
        case 23: // tan
          value = tan(a)
          break
        case 24: // asin
          value = asin(a)
          break
        case 25: // acos
          value = acos(a)
          break
        case 26: // atan
          value = atan(a)
          break
        case 27: // sinh
          value = sinh(a)
          break
        case 28: // cosh
          value = cosh(a)
          break
        case 29: // tanh
          value = tanh(a)
          break
        case 30: // sigmoid
          value = sigmoid(a)
          break
        case 31: // floor
          value = Math.floor(a)
          break
        case 32: // log2
          value = log2(a)
          break
        case 33: // log1p
          value = log1p(a)
          break
        case 34: // expm1
          value = expm1(a)
          break
        case 35: // cbrt
          value = cbrt(a)
          break
        case 36: // asinh
          value = asinh(a)
          break
        case 37: // acosh
          value = acosh(a)
          break
        case 38: // atanh
          value = atanh(a)
          break
        case 39: // softplus
          value = softplus(a)
          break
        case 40: // erf
          value = erf(a)
          break
        case 41: // normalDistribution
          value = normalDistribution(a)
          break
        case 42: // sinc
          value = sinc(a)
          break
        case 43: // sincSlope
          value = sincSlope(a)
          break
        default:
          throw new Error(`opcode ${code[at]} is unknown`)
      }
      registers[result++] = value
    }
  }
  const kernel: PointKernel = (inputs, outputs) => {
    load(inputs)
    run(0, code.length)
    store(outputs)
  }
  return Object.assign(kernel, {
    *inPieces(inputs: Float64Array, outputs: Float64Array) {
      load(inputs)
      for (let at = 0; at < code.length; at += 4 * pieceOperations) {
        if (at > 0) yield
        run(at, Math.min(code.length, at + 4 * pieceOperations))
      }
      store(outputs)
    },
  })
}
