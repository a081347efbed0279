import { acos, asin, atan, cos, cosh, exp, log, log10, pow, sigmoid, sin, sinh, tan, tanh } from '../elementary'
import type { PointKernel } from './kernel'
import { registerCount, type Program } from './program'

/**
 * Interprets a program at one point: ready at once, for programs that are run a few times or are too long to compile.
 * The cases are literal opcodes because engines make a jump table of those alone.
 */
export function interpretedKernel(program: Program): PointKernel {
  const { inputCount, constants, code, outputs: outputRegisters } = program
  const registers = new Float64Array(registerCount(program))
  registers.set(constants, inputCount)
  const first = inputCount + constants.length
  return (inputs, outputs) => {
    for (let index = 0; index < inputCount; index++) registers[index] = inputs[index]!
    let result = first
    for (let at = 0; at < code.length; at += 4) {
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
        case 11: // select
          value = a < 0 || a > 0 ? b : registers[code[at + 3]!]!
          break
        case 12: // negate
          value = -a
          break
        case 13: // absolute
          value = Math.abs(a)
          break
        case 14: // sign
          value = Math.sign(a)
          break
        case 15: // squareRoot
          value = Math.sqrt(a)
          break
        case 16: // exp
          value = exp(a)
          break
        case 17: // log
          value = log(a)
          break
        case 18: // log10
          value = log10(a)
          break
        case 19: // sin
          value = sin(a)
          break
        case 20: // cos
          value = cos(a)
          break
        case 21: // tan
          value = tan(a)
          break
        case 22: // asin
          value = asin(a)
          break
        case 23: // acos
          value = acos(a)
          break
        case 24: // atan
          value = atan(a)
          break
        case 25: // sinh
          value = sinh(a)
          break
        case 26: // cosh
          value = cosh(a)
          break
        case 27: // tanh
          value = tanh(a)
          break
        case 28: // sigmoid
          value = sigmoid(a)
          break
        default:
          throw new Error(`opcode ${code[at]} is unknown`)
      }
      registers[result++] = value
    }
    for (let index = 0; index < outputRegisters.length; index++) outputs[index] = registers[outputRegisters[index]!]!
  }
}
