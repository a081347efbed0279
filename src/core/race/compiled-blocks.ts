import { cells } from '../assembly/shared-memory'
import { elementwisePrograms, type ElementwisePrograms } from '../descent/elementwise/elementwise-rule'
import type { FormulaPrograms } from '../objectives/objective'
import { StepModules } from './modules/step-modules'
import { mostRuns, pitch, stepsInCall, type RunsModule, type RunCells } from './modules/runs-module'
import { stopChecks, type StopChecks } from './modules/step-programs'
import type { Runs, RunsRule } from './runs'

/** How far runs have come in a call. */
export interface Reached {
  /** The step that those have taken which go on. */
  readonly reached: number
  /**
   * By run, of those that went on before: its last step that was taken, and 1 where it goes on. Good until the next
   * call.
   */
  readonly lastSteps: Float64Array
  readonly goesOn: Float64Array
}

/** Steps of many runs by a module, whose every number is the racer's own. */
export class CompiledBlocks {
  /** After which all runs have met a budget. */
  readonly lastStep: number
  private compiled: RunsModule | undefined
  private readonly checks: StopChecks
  private readonly modules: StepModules
  private readonly programs: ElementwisePrograms
  private readonly constants: readonly number[]
  private readonly lastSteps = new Float64Array(mostRuns)
  private readonly goesOn = new Float64Array(mostRuns)

  private constructor(
    private readonly rule: RunsRule,
    private readonly formula: FormulaPrograms,
  ) {
    const { spec, limits } = rule
    this.lastStep = Math.min(limits.steps, limits.evaluations - 1)
    this.programs = elementwisePrograms(spec.optimizer.rule!, spec.hyper)
    this.constants = Object.values(spec.optimizer.rule!.constants(spec.hyper))
    const { dimension, gradient } = formula
    this.modules = StepModules.of({ dimension, gradient, rule: this.programs })
    this.checks = stopChecks(limits)
  }

  /** Of a rule that is described by coordinates, on a formula, with nothing between them. */
  static of(rule: RunsRule): CompiledBlocks | undefined {
    const { formula } = rule.objective
    if (rule.spec.optimizer.rule === undefined || formula === undefined || !rule.isIdle) return undefined
    return new CompiledBlocks(rule, formula)
  }

  /** Whether it has been compiled. */
  get isReady(): boolean {
    this.compiled ??= this.modules.runs(this.checks)
    return this.compiled !== undefined
  }

  /** Notes so many steps of runs. */
  count(steps: number): void {
    if (this.compiled === undefined) this.modules.count(steps)
  }

  /** Takes so many steps, or as many as fit a call, of the runs that are alive. */
  advance(runs: Runs, alive: Uint8Array, step: number, maxSteps: number): Reached {
    const { places, run } = this.compiled!
    const count = Math.min(maxSteps, stepsInCall, this.lastStep - step)
    const { size, state } = runs
    const { running } = this.programs
    const { lastSteps, goesOn, formula } = this
    const to = cells
    this.writeShared(places, step, count)
    to.set(alive, places.goesOn)
    // Where their number is odd the second lane of the last has none.
    if (size % 2 === 1) to[places.goesOn + size] = 0
    to.fill(step, places.lastStep, places.lastStep + size)
    for (const [k, name] of running.entries()) {
      const at = places.running + 2 * k
      to.fill(state[name] as number, at, at + 2)
    }
    integers[2 * places.width] = 16 * Math.ceil(size / 2)
    const { single, banked } = this.columnsOf(runs, places)
    for (const [place, numbers] of [...single, ...banked]) moveIn(numbers, size, place)
    run(count)
    const bank = count % 2 === 1 ? places.bank : 0
    for (const [place, numbers] of single) moveOut(place, numbers, size)
    for (const [place, numbers] of banked) moveOut(place + bank, numbers, size)
    for (const [k, name] of running.entries()) state[name] = to[places.running + 2 * k]!
    moveOut(places.lastStep, lastSteps.subarray(0, size), size)
    moveOut(places.goesOn, goesOn.subarray(0, size), size)
    let taken = 0
    for (let i = 0; i < size; i++) if (alive[i] === 1) taken += lastSteps[i]! - step
    formula.counts.gradients += taken
    return { reached: step + count, lastSteps, goesOn }
  }

  /** The columns of runs with their places, those of a bank by that in the first. */
  private columnsOf(
    runs: Runs,
    places: RunCells,
  ): { readonly single: readonly Placed[]; readonly banked: readonly Placed[] } {
    const { dimension } = this.formula
    const { values, theta, gradient, settled, best, bestStep, state } = runs
    const memory = this.programs.memory.map((name, k): Placed => {
      return [places.memory + k * dimension * pitch, state[name] as Float64Array]
    })
    return {
      single: [
        [places.settled, settled],
        ...(this.checks.stalled
          ? ([
              [places.best, best],
              [places.bestStep, bestStep],
            ] as const)
          : []),
      ],
      banked: [[places.values, values], [places.theta, theta], [places.gradient, gradient], ...memory],
    }
  }

  private writeShared(places: RunCells, step: number, count: number): void {
    const { rule, formula, constants } = this
    const { limits } = rule
    const to = cells
    places.write(limits, rule.orientation, formula.parameters, constants)
    to.set(rule.settledWithin, places.settledWithin)
    for (let t = 0; t < count; t++) {
      to[places.steps + t] = step + 1 + t
      to[places.learningRates + t] = rule.rateAt(step + 1 + t)
    }
  }
}

type Placed = readonly [place: number, numbers: Float64Array]

/** Columns of so many runs, laid end to end, to and from the cells. */
function moveIn(numbers: Float64Array, size: number, place: number): void {
  for (let from = 0, at = place; from < numbers.length; from += size, at += pitch) {
    cells.set(numbers.subarray(from, from + size), at)
  }
}

function moveOut(place: number, numbers: Float64Array, size: number): void {
  for (let from = 0, at = place; from < numbers.length; from += size, at += pitch) {
    numbers.set(cells.subarray(at, at + size), from)
  }
}

const integers = new Int32Array(cells.buffer, cells.byteOffset, 2 * cells.length)
