import { CellKernel, cells, rowKernel, type RowKernel } from '../../calculus'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { ElementwiseRule, OptimizerState, StepInput, Tap } from '../../definitions/optimizer'
import { elementwisePrograms, type ElementwisePrograms } from './elementwise-rule'
import { unrolled } from './unrolled'

/** Coordinates up to which a program of them all is quicker than a loop over columns. */
const few = 16

/** What a step that nobody watches reads and writes. */
type Unwatched = Pick<StepInput, 'theta' | 'gradient' | 'step' | 'learningRate' | 'update'>
type Clock = Pick<StepInput, 'step' | 'learningRate'>

/** A rule with certain hyperparameters and a memory, which keeps its vectors as long as theta keeps its length. */
class Steps {
  private readonly programs: ElementwisePrograms
  private readonly vectors: readonly Float64Array[]
  private readonly constants: Float64Array
  private readonly fewAtOnce: CellKernel | undefined
  private readonly shared: CellKernel
  private readonly rows: RowKernel
  private readonly displacementRows: RowKernel

  constructor(
    readonly rule: ElementwiseRule,
    readonly hyper: HyperparameterValues,
    private readonly state: OptimizerState,
    readonly dimension: number,
  ) {
    this.programs = elementwisePrograms(rule, hyper)
    const { memory, shared, update, displacements } = this.programs
    this.vectors = memory.map((name) => state[name] as Float64Array)
    this.constants = Float64Array.from(Object.values(rule.constants(hyper)))
    this.fewAtOnce = dimension > few ? undefined : new CellKernel(unrolled(this.programs, dimension))
    this.shared = new CellKernel(shared)
    this.rows = rowKernel(update)
    this.displacementRows = rowKernel(displacements)
  }

  take(input: Unwatched): void {
    if (this.fewAtOnce === undefined) this.runRows(this.rows, input, [input.update])
    else this.runFew(this.fewAtOnce, input)
  }

  show(input: Unwatched, stages: readonly string[], tap: Tap): void {
    const displacements = stages.map(() => new Float64Array(this.dimension))
    this.runRows(this.displacementRows, input, displacements)
    const [first, ...others] = displacements
    input.update.set(first!)
    for (const displacement of others) {
      for (let i = 0; i < this.dimension; i++) input.update[i]! += displacement[i]!
    }
    for (const [stage, displacement] of displacements.entries()) tap(stages[stage]!, displacement)
  }

  private runFew(kernel: CellKernel, input: Unwatched): void {
    const { theta, gradient, update } = input
    const { vectors, state, dimension: n } = this
    const { running } = this.programs
    let at = 0
    for (let i = 0; i < n; i++) cells[at++] = theta[i]!
    for (let i = 0; i < n; i++) cells[at++] = gradient[i]!
    for (let k = 0; k < vectors.length; k++) for (let i = 0; i < n; i++) cells[at++] = vectors[k]![i]!
    at = this.writeShared(at, input)
    kernel.run()
    for (let i = 0; i < n; i++) update[i] = cells[at++]!
    for (let k = 0; k < vectors.length; k++) for (let i = 0; i < n; i++) vectors[k]![i] = cells[at++]!
    for (let k = 0; k < running.length; k++) state[running[k]!] = cells[at++]!
  }

  private runRows(rows: RowKernel, input: Unwatched, outputs: readonly Float64Array[]): void {
    const { vectors, constants } = this
    const rates = this.computeRates(input)
    const inputs = [input.theta, input.gradient, ...vectors, input.learningRate, ...rates, ...constants]
    rows(inputs, this.dimension, [...outputs, ...vectors])
  }

  private computeRates(input: Clock): Float64Array {
    const { rates: names, running } = this.programs
    const at = this.writeShared(0, input)
    this.shared.run()
    const rates = cells.slice(at, at + names.length)
    for (const name of running) this.state[name] = rates[names.indexOf(name)]!
    return rates
  }

  /** Writes what is the same for all coordinates before a step into the cells from a place on; returns the next. */
  private writeShared(from: number, { step, learningRate }: Clock): number {
    const { state, constants } = this
    const { running } = this.programs
    let at = from
    cells[at++] = step
    cells[at++] = learningRate
    for (let k = 0; k < running.length; k++) cells[at++] = state[running[k]!] as number
    for (let k = 0; k < constants.length; k++) cells[at++] = constants[k]!
    return at
  }
}

const known = new WeakMap<OptimizerState, Steps>()

function stepsOf(rule: ElementwiseRule, state: OptimizerState, hyper: HyperparameterValues, dimension: number): Steps {
  const steps = known.get(state)
  // The same memory may go on with other hyperparameters; one without vectors goes with any theta.
  if (steps?.rule === rule && steps.hyper === hyper && steps.dimension === dimension) return steps
  const made = new Steps(rule, hyper, state, dimension)
  known.set(state, made)
  return made
}

/** A step of a rule: the update and the memory of every coordinate, and its displacements to a tap. */
export function elementwiseStep(
  rule: ElementwiseRule,
  stages: readonly string[],
  state: OptimizerState,
  hyper: HyperparameterValues,
  input: StepInput,
): void {
  const steps = stepsOf(rule, state, hyper, input.theta.length)
  if (input.tap === undefined) steps.take(input)
  else steps.show(input, stages, input.tap)
}

const none = new Float64Array(0)

/** Of a step what it does to the numbers of the state: all that a step of no coordinates does. */
export function advanceRunning(
  rule: ElementwiseRule,
  state: OptimizerState,
  hyper: HyperparameterValues,
  { step, learningRate }: Clock,
): void {
  stepsOf(rule, state, hyper, 0).take({ theta: none, gradient: none, update: none, step, learningRate })
}
