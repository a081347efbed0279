import { operationCount, type Program } from '../../calculus/program'
import type { ElementwisePrograms } from '../../descent/elementwise/elementwise-rule'
import type { StopLimits } from '../stop'

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
