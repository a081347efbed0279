import { CellKernel, cells, rowKernel, type RowKernel } from '../../calculus'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { OptimizerState, StepInput } from '../../definitions/optimizer'
import { elementwisePrograms, type ElementwisePrograms, type ElementwiseRule } from './elementwise-rule'

/** Coordinates up to which one after the other is quicker than all as columns. */
const mostOneByOne = 8

/** A rule with certain hyperparameters, ready for steps. */
class Steps {
  private readonly cell: CellKernel
  private readonly rows: RowKernel
  private readonly displacementRows: RowKernel
  private readonly constants: readonly number[]
  private readonly outputs: number
  private readonly columns: (number | Float64Array)[] = []
  private readonly results: Float64Array[] = []

  constructor(
    private readonly rule: ElementwiseRule,
    private readonly hyper: HyperparameterValues,
    private readonly programs: ElementwisePrograms,
  ) {
    const { update, displacements } = programs
    this.cell = new CellKernel(update)
    this.rows = rowKernel(update)
    this.displacementRows = rowKernel(displacements)
    this.constants = Object.values(rule.constants(hyper))
    this.outputs = update.inputCount
  }

  take(state: OptimizerState, input: StepInput, stages: readonly string[]): void {
    const { theta, gradient, learningRate, update, tap } = input
    const { memory } = this.programs
    const rates = this.rule.rates(this.hyper, input, state)
    if (tap === undefined && theta.length <= mostOneByOne) {
      this.takeOneByOne(state, input, rates)
      return
    }
    const { columns, results } = this
    let at = 0
    columns[at++] = theta
    columns[at++] = gradient
    for (const name of memory) columns[at++] = state[name] as Float64Array
    columns[at++] = learningRate
    for (const name of this.programs.rates) columns[at++] = rates[name]!
    for (const constant of this.constants) columns[at++] = constant
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

  private takeOneByOne(
    state: OptimizerState,
    { theta, gradient, learningRate, update }: StepInput,
    rates: Readonly<Record<string, number>>,
  ): void {
    const { cell, constants, outputs } = this
    const { memory, rates: names } = this.programs
    const to = cells
    for (let i = 0; i < theta.length; i++) {
      let at = 0
      to[at++] = theta[i]!
      to[at++] = gradient[i]!
      for (let k = 0; k < memory.length; k++) to[at++] = (state[memory[k]!] as Float64Array)[i]!
      to[at++] = learningRate
      for (let k = 0; k < names.length; k++) to[at++] = rates[names[k]!]!
      for (let k = 0; k < constants.length; k++) to[at++] = constants[k]!
      cell.run()
      at = outputs
      update[i] = to[at++]!
      for (let k = 0; k < memory.length; k++) (state[memory[k]!] as Float64Array)[i] = to[at++]!
    }
  }
}

/** Hyperparameters are objects that nobody changes. */
const known = new WeakMap<HyperparameterValues, Map<ElementwiseRule, Steps>>()

/** A step of a rule: the update and the memory of every coordinate, and its displacements to a tap. */
export function elementwiseStep(
  rule: ElementwiseRule,
  stages: readonly string[],
  state: OptimizerState,
  hyper: HyperparameterValues,
  input: StepInput,
): void {
  let ofHyper = known.get(hyper)
  if (ofHyper === undefined) known.set(hyper, (ofHyper = new Map()))
  let steps = ofHyper.get(rule)
  if (steps === undefined) ofHyper.set(rule, (steps = new Steps(rule, hyper, elementwisePrograms(rule, hyper))))
  steps.take(state, input, stages)
}
