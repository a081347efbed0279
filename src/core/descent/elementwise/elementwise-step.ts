import { CellKernel, cells, rowKernel, type RowKernel } from '../../calculus'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { OptimizerState, StepInput, Tap } from '../../definitions/optimizer'
import { elementwisePrograms, type ElementwiseRule, type NamedNumbers } from './elementwise-rule'
import { unrolled } from './unrolled'

/** Coordinates up to which a program of them all is quicker than a loop over columns. */
const few = 16

/** A rule with certain hyperparameters and a memory, ready for steps. */
class Steps {
  private readonly vectors: readonly Float64Array[]
  private readonly constants: readonly number[]
  private readonly fewAtOnce: CellKernel | undefined
  private readonly rows: RowKernel
  private readonly displacementRows: RowKernel

  constructor(
    readonly rule: ElementwiseRule,
    readonly hyper: HyperparameterValues,
    private readonly state: OptimizerState,
    readonly dimension: number,
  ) {
    const programs = elementwisePrograms(rule, hyper)
    this.vectors = programs.memory.map((name) => state[name] as Float64Array)
    this.constants = Object.values(rule.constants(hyper))
    this.fewAtOnce = dimension > few ? undefined : new CellKernel(unrolled(programs, dimension))
    this.rows = rowKernel(programs.update)
    this.displacementRows = rowKernel(programs.displacements)
  }

  take(input: StepInput): void {
    const rates = this.rule.rates(this.hyper, input, this.state)
    if (this.fewAtOnce === undefined) this.runRows(this.rows, input, rates, [input.update])
    else this.runFew(this.fewAtOnce, input, rates)
  }

  show(input: StepInput, stages: readonly string[], tap: Tap): void {
    const rates = this.rule.rates(this.hyper, input, this.state)
    const displacements = stages.map(() => new Float64Array(this.dimension))
    this.runRows(this.displacementRows, input, rates, displacements)
    const [first, ...others] = displacements
    input.update.set(first!)
    for (const displacement of others) {
      for (let i = 0; i < this.dimension; i++) input.update[i]! += displacement[i]!
    }
    for (const [stage, displacement] of displacements.entries()) tap(stages[stage]!, displacement)
  }

  private runFew(kernel: CellKernel, { theta, gradient, learningRate, update }: StepInput, rates: NamedNumbers): void {
    const { vectors, constants, dimension: n } = this
    let at = 0
    for (let i = 0; i < n; i++) cells[at++] = theta[i]!
    for (let i = 0; i < n; i++) cells[at++] = gradient[i]!
    for (let k = 0; k < vectors.length; k++) for (let i = 0; i < n; i++) cells[at++] = vectors[k]![i]!
    cells[at++] = learningRate
    for (const name in rates) cells[at++] = rates[name]!
    for (let k = 0; k < constants.length; k++) cells[at++] = constants[k]!
    kernel.run()
    for (let i = 0; i < n; i++) update[i] = cells[at++]!
    for (let k = 0; k < vectors.length; k++) for (let i = 0; i < n; i++) vectors[k]![i] = cells[at++]!
  }

  private runRows(
    rows: RowKernel,
    { theta, gradient, learningRate }: StepInput,
    rates: NamedNumbers,
    outputs: readonly Float64Array[],
  ): void {
    const inputs = [theta, gradient, ...this.vectors, learningRate, ...Object.values(rates), ...this.constants]
    rows(inputs, this.dimension, [...outputs, ...this.vectors])
  }
}

const known = new WeakMap<OptimizerState, Steps>()

/** A step of a rule: the update and the memory of every coordinate, and its displacements to a tap. */
export function elementwiseStep(
  rule: ElementwiseRule,
  stages: readonly string[],
  state: OptimizerState,
  hyper: HyperparameterValues,
  input: StepInput,
): void {
  const { theta, tap } = input
  let steps = known.get(state)
  // The same memory may go on with other hyperparameters; one without vectors goes with any theta.
  if (steps === undefined || steps.rule !== rule || steps.hyper !== hyper || steps.dimension !== theta.length) {
    known.set(state, (steps = new Steps(rule, hyper, state, theta.length)))
  }
  if (tap === undefined) steps.take(input)
  else steps.show(input, stages, tap)
}
