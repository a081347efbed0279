import { cells } from '../assembly/shared-memory'
import { elementwisePrograms, type ElementwisePrograms } from '../descent/elementwise/elementwise-rule'
import type { FormulaPrograms } from '../objectives/objective'
import { CompiledPair } from './compiled-pair'
import { mostRuns, stepsInCall, type CompiledRuns, type RunCells, type RunRules } from './compiled-runs'
import { writeBounds } from './compiled-steps'
import type { ManyRule, Runs } from './run-block'

/** How far runs have come in a call. */
export interface Reached {
  /** The step that those have taken which go on. */
  readonly reached: number
  /** By run: its last step that was taken, and 1 where it goes on. */
  readonly of: Float64Array
  readonly goesOn: Float64Array
}

/** Steps of many runs by a module, whose every number is the racer's own. */
export class CompiledBlocks {
  /** After which all runs have met a budget. */
  readonly lastStep: number
  private compiled: CompiledRuns | undefined
  private readonly rules: RunRules
  private readonly pair: CompiledPair
  private readonly programs: ElementwisePrograms
  private readonly constants: readonly number[]

  private constructor(
    private readonly rule: ManyRule,
    private readonly formula: FormulaPrograms,
  ) {
    const { spec, limits } = rule
    this.lastStep = Math.min(limits.steps, limits.evaluations - 1)
    this.programs = elementwisePrograms(spec.optimizer.rule!, spec.hyper)
    this.constants = Object.values(spec.optimizer.rule!.constants(spec.hyper))
    const { dimension, gradient } = formula
    this.pair = CompiledPair.of({ dimension, gradient, rule: this.programs })
    const { gradientNorm, loss, stalledFor } = rule.options.stop
    this.rules = {
      gradientNorm: gradientNorm !== undefined,
      loss: loss !== undefined,
      stalled: stalledFor !== undefined,
    }
  }

  /** Of a rule that is described by coordinates, on a formula, with nothing between them. */
  static of(rule: ManyRule): CompiledBlocks | undefined {
    const { formula } = rule.objective
    if (rule.spec.optimizer.rule === undefined || formula === undefined || !rule.chain.isIdle) return undefined
    return new CompiledBlocks(rule, formula)
  }

  /** Whether it has been compiled, so many steps of runs being about to be taken. */
  isReady(steps: number): boolean {
    this.compiled ??= this.pair.runs(this.rules)
    this.pair.count(steps)
    return this.compiled !== undefined
  }

  /** Takes so many steps, or as many as fit a call, of the runs that are alive. */
  advance(runs: Runs, alive: Uint8Array, step: number, maxSteps: number): Reached {
    const { places, run } = this.compiled!
    const count = Math.min(maxSteps, stepsInCall, this.lastStep - step)
    const { size, settled, bestStep, state } = runs
    const { memory, running } = this.programs
    const { dimension } = this.formula
    const to = cells
    this.writeShared(places, step, count)
    to.set(alive, places.goesOn)
    // Where their number is odd the second lane of the last has none.
    if (size % 2 === 1) to[places.goesOn + size] = 0
    to.fill(step, places.lastStep, places.lastStep + size)
    to.set(settled, places.settled)
    to.set(bestStep, places.bestStep)
    for (const [k, name] of running.entries()) {
      const at = places.running + 2 * k
      to.fill(state[name] as number, at, at + 2)
    }
    integers[2 * places.width] = 16 * Math.ceil(size / 2)
    const columns: readonly (readonly [place: number, numbers: Float64Array])[] = [
      [places.values, runs.values],
      [places.best, runs.best],
      [places.theta, runs.theta],
      [places.gradient, runs.gradient],
      ...memory.map((name, k) => [places.memory + k * dimension * mostRuns, state[name] as Float64Array] as const),
    ]
    for (const [place, numbers] of columns) {
      for (let from = 0, at = place; from < numbers.length; from += size, at += mostRuns) {
        to.set(numbers.subarray(from, from + size), at)
      }
    }
    run(count)
    for (const [place, numbers] of columns) {
      for (let from = 0, at = place; from < numbers.length; from += size, at += mostRuns) {
        numbers.set(to.subarray(at, at + size), from)
      }
    }
    const column = (place: number): Float64Array => to.slice(place, place + size)
    settled.set(column(places.settled))
    bestStep.set(column(places.bestStep))
    for (const [k, name] of running.entries()) state[name] = to[places.running + 2 * k]!
    const of = column(places.lastStep)
    const goesOn = column(places.goesOn)
    for (let i = 0; i < size; i++) if (alive[i] === 1) this.formula.counts.gradients += of[i]! - step
    return { reached: step + count, of, goesOn }
  }

  private writeShared(places: RunCells, step: number, count: number): void {
    const { rule, formula, constants } = this
    const { limits, options } = rule
    const to = cells
    to[places.gradientNormLimit] = limits.gradientNorm
    to[places.lossLimit] = limits.loss
    to[places.stalledFor] = limits.stalledFor
    to[places.orientation] = rule.orientation
    to.set(options.settledWithin, places.settledWithin)
    to.set(formula.parameters, places.parameters)
    to.set(constants, places.constants)
    writeBounds(limits, places, formula.dimension)
    for (let t = 0; t < count; t++) {
      to[places.steps + t] = step + 1 + t
      to[places.learningRates + t] = rule.rateAt(step + 1 + t)
    }
  }
}

const integers = new Int32Array(cells.buffer, cells.byteOffset, 2 * cells.length)
