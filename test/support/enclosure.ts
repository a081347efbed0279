import { finish } from '../../src/core/pieces'
import { intervalKernel, type Program } from '../../src/core/calculus'
import { ProgramBuilder } from '../../src/core/calculus/program'

export type Interval = readonly [low: number, high: number]

/** More than a decimal constant, or a few operations on such, may be rounded by. */
const constantError = 2 ** -50
const ulp = 2 ** -52

/**
 * Encloses what a program's formula means in real arithmetic, over a box of its variables and at the values of its
 * parameters: its decimal constants range over all that rounds to them, and the interval kernel's outward steps exceed
 * the rounding of every operation. So the computed and the true value both lie within the bounds, their difference is
 * at most the width, and no test needs a tolerance of its own.
 */
export function encloser(
  program: Program,
  parameters: readonly number[],
): (variables: readonly Interval[]) => readonly Interval[] {
  const { inputCount, constants, outputs, ...rest } = withParameters(program, parameters)
  const kernel = intervalKernel({
    ...rest,
    inputCount: inputCount + constants.length,
    constants: new Float64Array(),
    outputs,
  })
  const lows = new Float64Array(inputCount + constants.length)
  const highs = new Float64Array(lows.length)
  constants.forEach((constant, i) => {
    const slack = Number.isInteger(constant) ? 0 : Math.abs(constant) * constantError
    lows[inputCount + i] = constant - slack
    highs[inputCount + i] = constant + slack
  })
  const [outLows, outHighs] = [new Float64Array(outputs.length), new Float64Array(outputs.length)]
  return (variables) => {
    variables.forEach(([low, high], i) => {
      lows[i] = low
      highs[i] = high
    })
    kernel(lows, highs, outLows, outHighs)
    return Array.from(outLows, (low, k) => [low, outHighs[k]!] as const)
  }
}

/** The program with its last inputs made constants, so that what depends on them alone is decided. */
function withParameters(program: Program, parameters: readonly number[]): Program {
  const builder = new ProgramBuilder(program.inputCount - parameters.length)
  const variables = Array.from({ length: builder.inputCount }, (_, i) => builder.input(i))
  const registers = finish(
    builder.inline(program, [...variables, ...parameters.map((value) => builder.constant(value))]),
  )
  return builder.finish(Array.from(program.outputs, (register) => registers[register]!))
}

export const exactly = (value: number): Interval => [value, value]

/** All numbers that may have been rounded to this one, and those as near to 0 as `zero`. */
export function roundedTo(value: number, zero = 0): Interval {
  const slack = value === 0 ? zero : Math.abs(value) * ulp
  return [value - slack, value + slack]
}

export const width = ([low, high]: Interval): number => high - low
export const holds = ([low, high]: Interval, value: number): boolean => low <= value && value <= high
export const overlap = (a: Interval, b: Interval): boolean => a[0] <= b[1] && b[0] <= a[1]

export function minus(a: Interval, b: Interval): Interval {
  return outward(a[0] - b[1], a[1] - b[0])
}

export function times(a: Interval, b: Interval): Interval {
  const corners = a.flatMap((p) => b.map((q) => p * q))
  return outward(Math.min(...corners), Math.max(...corners))
}

/** a / b for b without 0. */
export function over(a: Interval, b: Interval): Interval {
  const corners = a.flatMap((p) => b.map((q) => p / q))
  return outward(Math.min(...corners), Math.max(...corners))
}

function outward(low: number, high: number): Interval {
  return [low - Math.abs(low) * ulp, high + Math.abs(high) * ulp]
}
