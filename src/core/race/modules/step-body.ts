import type { Bytes } from '../../assembly/encoding'
import type { Lanes, Mask, Numbers } from '../../assembly/lanes'
import type { FunctionLibrary } from '../../calculus/function-library'
import type { Program } from '../../calculus/program'
import { ProgramBody } from '../../calculus/wasm-kernel'
import type { StepCells } from './step-cells'
import type { StepPrograms, StopChecks } from './step-programs'

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

/** What a step has come to. */
interface Reached {
  readonly theta: readonly Numbers[]
  readonly value: Numbers
  readonly norm: Numbers
  readonly step: Numbers
  readonly bestStep: Numbers
}

/** By stop rule that is looked at, whether a run goes on after a step; of what is no number too. */
export function stopMasks(
  checks: StopChecks,
  cell: (place: number) => Numbers,
  places: StepCells,
  { theta, value, norm, step, bestStep }: Reached,
): Mask[] {
  const masks = theta.map((x, j) =>
    x
      .less(cell(places.lowest + j))
      .or(x.greater(cell(places.highest + j)))
      .not(),
  )
  if (checks.gradientNorm) masks.push(norm.lessEqual(cell(places.gradientNormLimit)).not())
  if (checks.loss) masks.push(value.lessEqual(cell(places.lossLimit)).not())
  if (checks.stalled) masks.push(step.minus(bestStep).less(cell(places.stalledFor)))
  return masks
}

export function areFinite(numbers: readonly Numbers[]): Mask {
  // x - x is 0 for what is finite, and NaN for all else.
  return numbers
    .map((x) => x.minus(x))
    .reduce((sum, next) => sum.plus(next))
    .equals(0)
}

export function all(masks: readonly Mask[]): Mask {
  return masks.reduce((every, each) => every.and(each))
}

/** The outputs of a program, written where it is used. */
function inline({ lanes, library, leave }: StepSite, program: Program, inputs: readonly Numbers[]): Numbers[] {
  const body = new ProgramBody(program, lanes, library)
  if (leave !== undefined) body.inPlace(leave)
  for (const [register, { node }] of inputs.entries()) body.take(register, node)
  body.compute(() => true)
  return Array.from(program.outputs, (register) => body.value(register))
}
