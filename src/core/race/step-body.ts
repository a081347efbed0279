import type { Bytes } from '../assembly/encoding'
import type { Lanes, Numbers } from '../assembly/lanes'
import type { FunctionLibrary } from '../calculus/function-library'
import { operationCount, type Program } from '../calculus/program'
import { ProgramBody } from '../calculus/wasm-kernel'
import type { ElementwisePrograms } from '../descent/elementwise/elementwise-rule'

/** Operations of a step beyond which it is left to the kernels of its parts. */
const mostOperations = 4096

/** What a step is made of: J with its gradient, and a rule. */
export interface StepPrograms {
  readonly dimension: number
  /** Of the variables and the parameters: J and its gradient. */
  readonly gradient: Program
  readonly rule: ElementwisePrograms
}

export function isShortStep({ dimension, gradient, rule }: StepPrograms): boolean {
  return operationCount(gradient) + dimension * operationCount(rule.update) <= mostOperations
}

/** What a step reads of a run, by coordinate. */
export interface StepFrom {
  readonly theta: readonly Numbers[]
  readonly gradient: readonly Numbers[]
  /** By vector of the memory, then by coordinate. */
  readonly memory: readonly (readonly Numbers[])[]
}

/** Where it leads. */
export interface StepTo extends StepFrom {
  readonly update: readonly Numbers[]
  readonly value: Numbers
}

/** What all runs share at a step: parameters of J, and of the rule the learning rate, other rates and constants. */
export interface StepShared {
  readonly parameters: readonly Numbers[]
  readonly rates: readonly Numbers[]
}

/**
 * Writes a step into a function: theta + update, and J and its gradient there. Where `leave` is given functions stand
 * in their places, and it is written for where one is not plain.
 */
export function describeStep(
  { dimension: n, gradient, rule }: StepPrograms,
  lanes: Lanes,
  library: FunctionLibrary,
  from: StepFrom,
  shared: StepShared,
  leave: ((out: Bytes) => void) | undefined,
): StepTo {
  const run = (program: Program, inputs: readonly Numbers[]): readonly Numbers[] => {
    const body = new ProgramBody(program, lanes, library)
    if (leave !== undefined) body.inPlace(leave)
    for (const [register, { node }] of inputs.entries()) body.take(register, node)
    body.compute(() => true)
    return Array.from(program.outputs, (register) => body.value(register))
  }
  const moved = Array.from({ length: n }, (_, j) => {
    const memory = from.memory.map((vector) => vector[j]!)
    return run(rule.update, [from.theta[j]!, from.gradient[j]!, ...memory, ...shared.rates])
  })
  const update = moved.map(([first]) => first!)
  const theta = update.map((by, j) => from.theta[j]!.plus(by))
  const [value, ...slopes] = run(gradient, [...theta, ...shared.parameters])
  const memory = from.memory.map((_, k) => moved.map((of) => of[1 + k]!))
  return { theta, value: value!, gradient: slopes, memory, update }
}
