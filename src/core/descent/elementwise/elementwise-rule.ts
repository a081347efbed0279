import { ProgramBuilder, type Program } from '../../calculus/program'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { OptimizerState } from '../../definitions/optimizer'
import { Quantity } from './quantity'

/** What a step knows beside theta, gradient and memory. */
export interface StepClock {
  /** t, 1 at the first step. */
  readonly step: number
  readonly learningRate: number
}

/** What a rule does with one coordinate, of whatever rule. */
export interface ElementwiseRule {
  constants(hyper: HyperparameterValues): NamedNumbers
  /** Numbers of one step; advances the running numbers of the state. */
  rates(hyper: HyperparameterValues, clock: StepClock, state: OptimizerState): NamedNumbers
  forms(hyper: HyperparameterValues): Readonly<Record<string, boolean>>
  coordinate(given: Readonly<Record<string, Quantity>>, forms: Readonly<Record<string, boolean>>): Moved
  /** Which a rule begins with; vectors of its memory have a number for each coordinate, or none where it has no use. */
  init(dimension: number, hyper: HyperparameterValues): OptimizerState
}

export type NamedNumbers = Readonly<Record<string, number>>

/** The displacements that make up the update, in the order of the stages, and the vectors of the memory that change. */
export type Moved = { readonly displacements: readonly Quantity[] } & Readonly<
  Record<string, Quantity | readonly Quantity[]>
>

/**
 * A rule for certain hyperparameters as programs on one coordinate. Their inputs are theta, the gradient, the memory,
 * the learning rate, the rates of the step and the constants.
 */
export interface ElementwisePrograms {
  /** Vectors of the state, in order. */
  readonly memory: readonly string[]
  /** Numbers of the state that steps advance. */
  readonly running: readonly string[]
  readonly constants: readonly string[]
  /** Rates beside the learning rate. */
  readonly rates: readonly string[]
  /** The update, then the memory. */
  readonly update: Program
  /** The displacements, then the memory. */
  readonly displacements: Program
}

const known = new WeakMap<ElementwiseRule, Map<string, ElementwisePrograms>>()

/** The programs of a rule: the same for all hyperparameters that choose the same forms. */
export function elementwisePrograms(rule: ElementwiseRule, hyper: HyperparameterValues): ElementwisePrograms {
  let ofRule = known.get(rule)
  if (ofRule === undefined) known.set(rule, (ofRule = new Map()))
  const state = rule.init(1, hyper)
  const memory = Object.keys(state).filter((name) => vectorLength(state[name]!) === 1)
  const forms = rule.forms(hyper)
  const key = [...memory, ...Object.values(forms)].join()
  let programs = ofRule.get(key)
  if (programs === undefined) ofRule.set(key, (programs = makePrograms(rule, hyper, memory)))
  return programs
}

function vectorLength(entry: number | Float64Array): number {
  return typeof entry === 'number' ? 0 : entry.length
}

function makePrograms(
  rule: ElementwiseRule,
  hyper: HyperparameterValues,
  memory: readonly string[],
): ElementwisePrograms {
  const state = rule.init(1, hyper)
  const running = Object.keys(state).filter((name) => typeof state[name] === 'number')
  const constants = Object.keys(rule.constants(hyper))
  const rates = Object.keys(rule.rates(hyper, { step: 1, learningRate: 1 }, state))
  const names = ['theta', 'gradient', ...memory, 'learningRate', ...rates, ...constants]
  const describe = (outputs: (displacements: readonly Quantity[]) => readonly Quantity[]): Program => {
    const builder = new ProgramBuilder(names.length, false)
    const given = names.map((name, index) => [name, new Quantity(builder, builder.input(index))] as const)
    const inputs = Object.fromEntries(given)
    const moved = rule.coordinate(inputs, rule.forms(hyper))
    const kept = memory.map((name) => (moved[name] ?? inputs[name]) as Quantity)
    return builder.finish([...outputs(moved.displacements), ...kept].map(({ value }) => value))
  }
  const update = describe((displacements) => [displacements.reduce((sum, next) => sum.plus(next))])
  return { memory, running, constants, rates, update, displacements: describe((each) => each) }
}
