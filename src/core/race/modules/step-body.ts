import type { Bytes } from '../../assembly/encoding'
import type { Lanes, Mask, Numbers } from '../../assembly/lanes'
import type { FunctionLibrary } from '../../calculus/function-library'
import { operationCount, type Program } from '../../calculus/program'
import { ProgramBody } from '../../calculus/wasm-kernel'
import type { StopLimits } from '../stop'
import type { ElementwisePrograms } from '../../descent/elementwise/elementwise-rule'

/** Operations of a step beyond which it is left to the kernels of its parts. */
const mostOperations = 1024

/** What a step is made of: J with its gradient, and a rule. */
export interface StepPrograms {
  readonly dimension: number
  /** Of the variables and the parameters: J and its gradient. */
  readonly gradient: Program
  readonly rule: ElementwisePrograms
}

/** Which stop rules are looked at, so that what no race asks for costs nothing. */
export interface StopChecks {
  readonly gradientNorm: boolean
  readonly loss: boolean
  readonly stalled: boolean
}

export function stopChecks({ gradientNorm, loss, stalledFor }: StopLimits): StopChecks {
  return { gradientNorm: gradientNorm >= 0, loss: loss > -Infinity, stalled: stalledFor < Infinity }
}

/** Its programs. */
export function partsOf({ gradient, rule }: StepPrograms): readonly Program[] {
  return [gradient, rule.update, rule.shared]
}

export function isShortStep({ dimension, gradient, rule }: StepPrograms): boolean {
  return operationCount(gradient) + dimension * operationCount(rule.update) <= mostOperations
}

/** What all runs share: parameters of J, and of the rule its running numbers before the step and its constants. */
export interface SharedFrom {
  readonly step: Numbers
  readonly learningRate: Numbers
  readonly running: readonly Numbers[]
  readonly constants: readonly Numbers[]
}

/** A place in a function where steps are written. */
export interface StepSite {
  readonly programs: StepPrograms
  readonly lanes: Lanes
  readonly library: FunctionLibrary
  /**
   * Where it is given functions stand in their places, and this is written for where one is not plain; else they are
   * called.
   */
  readonly leave: ((out: Bytes) => void) | undefined
}

/** The rates of a step; what the running numbers become is among them, see `runningOf`. */
export function describeRates(site: StepSite, from: SharedFrom): readonly Numbers[] {
  return inline(site, site.programs.rule.shared, [from.step, from.learningRate, ...from.running, ...from.constants])
}

/** The running numbers after a step. */
export function runningOf({ rule }: StepPrograms, rates: readonly Numbers[]): readonly Numbers[] {
  return rule.running.map((name) => rates[rule.rates.indexOf(name)]!)
}

/** One coordinate of a run before a step. */
export interface CoordinateFrom {
  readonly theta: Numbers
  readonly gradient: Numbers
  readonly memory: readonly Numbers[]
}

/** What the rule does with a coordinate. `known` are the learning rate, the other rates and the rule's constants. */
export function describeMove(
  site: StepSite,
  { theta, gradient, memory }: CoordinateFrom,
  known: readonly Numbers[],
): { readonly update: Numbers; readonly memory: readonly Numbers[] } {
  const [update, ...after] = inline(site, site.programs.rule.update, [theta, gradient, ...memory, ...known])
  return { update: update!, memory: after }
}

/** J and its gradient at a point. */
export function describeArrival(
  site: StepSite,
  theta: readonly Numbers[],
  parameters: readonly Numbers[],
): { readonly value: Numbers; readonly gradient: readonly Numbers[] } {
  const [value, ...gradient] = inline(site, site.programs.gradient, [...theta, ...parameters])
  return { value: value!, gradient }
}

/** Neither below nor above; also of what is no number. */
export function isWithin(coordinate: Numbers, lowest: Numbers, highest: Numbers): Mask {
  return coordinate.less(lowest).or(coordinate.greater(highest)).not()
}

/** The outputs of a program, written where it is used. */
function inline({ lanes, library, leave }: StepSite, program: Program, inputs: readonly Numbers[]): Numbers[] {
  const body = new ProgramBody(program, lanes, library)
  if (leave !== undefined) body.inPlace(leave)
  for (const [register, { node }] of inputs.entries()) body.take(register, node)
  body.compute(() => true)
  return Array.from(program.outputs, (register) => body.value(register))
}
