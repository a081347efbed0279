import { CellKernel, cells, rowKernel, type RowKernel } from '../../calculus'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { OptimizerState, StepInput } from '../../definitions/optimizer'
import { elementwisePrograms, type ElementwisePrograms, type ElementwiseRule } from './elementwise-rule'

/** Coordinates up to which one after the other is quicker than all as columns. */
const mostOneByOne = 8

/** A rule with certain hyperparameters, ready for steps. */
class Steps {
  private readonly shared: CellKernel
  private readonly cell: CellKernel
  private readonly rows: RowKernel
  private readonly displacementRows: RowKernel
  private readonly constants: Float64Array
  private readonly rates: Float64Array
  private readonly columns: (number | Float64Array)[] = []
  private readonly results: Float64Array[] = []

  constructor(
    rule: ElementwiseRule,
    hyper: HyperparameterValues,
    private readonly programs: ElementwisePrograms,
  ) {
    const { shared, update, displacements, rates } = programs
    this.shared = new CellKernel(shared)
    this.cell = new CellKernel(update)
    this.rows = rowKernel(update)
    this.displacementRows = rowKernel(displacements)
    this.constants = Float64Array.from(Object.values(rule.constants(hyper)))
    this.rates = new Float64Array(rates.length)
  }

  take(state: OptimizerState, input: StepInput, stages: readonly string[]): void {
    this.computeRates(state, input)
    if (input.tap === undefined && input.theta.length <= mostOneByOne) this.takeOneByOne(state, input)
    else this.takeColumns(state, input, stages)
  }

  computeRates(state: OptimizerState, { step, learningRate }: Pick<StepInput, 'step' | 'learningRate'>): void {
    const { constants, rates } = this
    if (rates.length === 0) return
    const { running, rates: names } = this.programs
    const to = cells
    let at = 0
    to[at++] = step
    to[at++] = learningRate
    for (let k = 0; k < running.length; k++) to[at++] = state[running[k]!] as number
    for (let k = 0; k < constants.length; k++) to[at++] = constants[k]!
    this.shared.run()
    for (let k = 0; k < rates.length; k++) rates[k] = to[at++]!
    for (let k = 0; k < running.length; k++) state[running[k]!] = rates[names.indexOf(running[k]!)]!
  }

  private takeOneByOne(state: OptimizerState, { theta, gradient, learningRate, update }: StepInput): void {
    const { cell, constants, rates } = this
    const { memory } = this.programs
    const to = cells
    for (let i = 0; i < theta.length; i++) {
      let at = 0
      to[at++] = theta[i]!
      to[at++] = gradient[i]!
      for (let k = 0; k < memory.length; k++) to[at++] = (state[memory[k]!] as Float64Array)[i]!
      to[at++] = learningRate
      for (let k = 0; k < rates.length; k++) to[at++] = rates[k]!
      for (let k = 0; k < constants.length; k++) to[at++] = constants[k]!
      cell.run()
      update[i] = to[at++]!
      for (let k = 0; k < memory.length; k++) (state[memory[k]!] as Float64Array)[i] = to[at++]!
    }
  }

  private takeColumns(state: OptimizerState, input: StepInput, stages: readonly string[]): void {
    const { theta, gradient, learningRate, update, tap } = input
    const { columns, results, constants, rates } = this
    const { memory } = this.programs
    let at = 0
    columns[at++] = theta
    columns[at++] = gradient
    for (const name of memory) columns[at++] = state[name] as Float64Array
    columns[at++] = learningRate
    for (const rate of rates) columns[at++] = rate
    for (const constant of constants) columns[at++] = constant
    const vectors = tap === undefined ? [update] : stages.map(() => new Float64Array(theta.length))
    results.length = 0
    results.push(...vectors)
    for (const name of memory) results.push(state[name] as Float64Array)
    const rows = tap === undefined ? this.rows : this.displacementRows
    rows(columns, theta.length, results)
    if (tap === undefined) return
    for (let i = 0; i < theta.length; i++) {
      let sum = vectors[0]![i]!
      for (let stage = 1; stage < vectors.length; stage++) sum += vectors[stage]![i]!
      update[i] = sum
    }
    for (const [stage, vector] of vectors.entries()) tap(stages[stage]!, vector)
  }
}

/** Hyperparameters are objects that nobody changes. */
const known = new WeakMap<HyperparameterValues, Map<ElementwiseRule, Steps>>()

function stepsOf(rule: ElementwiseRule, hyper: HyperparameterValues): Steps {
  let ofHyper = known.get(hyper)
  if (ofHyper === undefined) known.set(hyper, (ofHyper = new Map()))
  let steps = ofHyper.get(rule)
  if (steps === undefined) ofHyper.set(rule, (steps = new Steps(rule, hyper, elementwisePrograms(rule, hyper))))
  return steps
}

/** A step of a rule: the update and the memory of every coordinate, and its displacements to a tap. */
export function elementwiseStep(
  rule: ElementwiseRule,
  stages: readonly string[],
  state: OptimizerState,
  hyper: HyperparameterValues,
  input: StepInput,
): void {
  stepsOf(rule, hyper).take(state, input, stages)
}

/** Of a step what it does to the numbers of the state. */
export function advanceRunning(
  rule: ElementwiseRule,
  state: OptimizerState,
  hyper: HyperparameterValues,
  clock: Pick<StepInput, 'step' | 'learningRate'>,
): void {
  stepsOf(rule, hyper).computeRates(state, clock)
}
