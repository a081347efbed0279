import { advanceRunning } from '../descent/elementwise/elementwise-step'
import type { OptimizerState, StepInput } from '../definitions/optimizer'
import { euclideanNorm } from '../linalg/euclidean-norm'
import type { CompiledBlocks } from './compiled-blocks'
import { safeSlope } from './modules/runs-module'
import type { ManyEnds, Runs, RunsRule, Writable } from './runs'
import { dueAt, outcomeOf } from './stop'
import { outcomes, type Outcome } from './trace'

/**
 * Some runs of a rule that are stepped together. It repeats what the racer does in the same order. Runs that have ended
 * are carried along unread until they are half of the block.
 */
export class RunBlock {
  private alive: Uint8Array
  private living: number
  /** What a step that is taken here needs; a module needs nothing of it. */
  private ownStep: OwnStep | undefined
  private readonly point: Float64Array
  private readonly slope: Float64Array
  /** One run's gradient as it leaves the chain. */
  private readonly seen: Float64Array

  private constructor(
    private readonly rule: RunsRule,
    /** Steps of many runs by a module, where that can be had. */
    private readonly compiled: CompiledBlocks | undefined,
    private runs: Runs,
    /** The step that all have taken. */
    private step: number,
    /** Of all starts. */
    private readonly count: number,
    private readonly ends: Writable<ManyEnds>,
  ) {
    this.alive = new Uint8Array(runs.size).fill(1)
    this.living = runs.size
    this.point = new Float64Array(rule.dimension)
    this.slope = new Float64Array(rule.dimension)
    this.seen = new Float64Array(rule.dimension)
  }

  /** The runs from starts [from, to), evaluated there. */
  static begin(
    rule: RunsRule,
    compiled: CompiledBlocks | undefined,
    starts: Float64Array,
    count: number,
    from: number,
    to: number,
    ends: Writable<ManyEnds>,
  ): RunBlock {
    const { dimension: n, objective, spec } = rule
    const size = to - from
    const theta = new Float64Array(n * size)
    for (let j = 0; j < n; j++) theta.set(starts.subarray(j * count + from, j * count + to), j * size)
    const gradient = new Float64Array(n * size)
    const values = new Float64Array(size)
    objective.valueGradMany(theta, size, values, gradient)
    ends.evaluations += size
    const runs: Runs = {
      size,
      theta,
      gradient,
      values,
      state: spec.optimizer.init(n * size, spec.hyper, objective.layout),
      places: new Uint32Array(size).map((_, i) => from + i),
      best: values.slice(),
      bestStep: new Float64Array(size),
      settled: new Float64Array(size),
    }
    const block = new RunBlock(rule, compiled, runs, 0, count, ends)
    for (let i = 0; i < size; i++) {
      if (block.isFinite(i)) {
        block.show(i, 0)
        block.stopIfDue(i, 0)
      } else block.end(i, 'non-finite', 0)
    }
    return block
  }

  /** Runs in the arrays, ended ones among them. */
  get size(): number {
    return this.runs.size
  }

  get isDone(): boolean {
    return this.living === 0
  }

  advance(maxSteps: number): void {
    const { compiled } = this
    if (compiled?.isReady === true) this.advanceByModule(compiled, maxSteps)
    else for (let taken = 0; taken < maxSteps && this.living > 0; taken++) this.takeStep()
    compiled?.count(maxSteps * this.size)
  }

  /** As `takeStep`, many times. */
  private advanceByModule(compiled: CompiledBlocks, maxSteps: number): void {
    // A run that has ended slows the other one of its pair.
    if (8 * this.living < 7 * this.size) this.compact()
    const { runs, alive, ends, step } = this
    const numbers = numbersOf(runs.state)
    const { reached, lastSteps, goesOn } = compiled.advance(runs, alive, step, maxSteps)
    this.step = reached
    const isLast = reached === compiled.lastStep
    let evaluations = 0
    for (let i = 0; i < runs.size; i++) {
      if (alive[i] === 0) continue
      const at = lastSteps[i]!
      evaluations += at - step
      if (goesOn[i] === 1 && !isLast) continue
      if (at > step) this.stopIfDue(i, at)
      if (alive[i] === 1 && goesOn[i] !== 1) this.goOnAlone(i, at, numbers, step)
    }
    ends.evaluations += evaluations
  }

  /**
   * Lets a run go on by itself from a step that it has taken: the next is no plain step, or this one only looked like
   * the last. The numbers of its state are those of a step before.
   */
  private goOnAlone(i: number, at: number, numbers: Readonly<Record<string, number>>, step: number): void {
    const { rule, runs, count, ends } = this
    const { optimizer, hyper } = rule.spec
    const alone = selected(runs, Uint32Array.of(i), rule.dimension)
    Object.assign(alone.state, numbers)
    for (let t = step + 1; t <= at; t++) {
      advanceRunning(optimizer.rule!, alone.state, hyper, { step: t, learningRate: rule.rateAt(t) })
    }
    const block = new RunBlock(rule, undefined, alone, at, count, ends)
    while (!block.isDone) block.takeStep()
    this.alive[i] = 0
    this.living--
  }

  private takeStep(): void {
    if (2 * this.living < this.size) this.compact()
    const { rule, alive, runs } = this
    const { before, input } = (this.ownStep ??= ownStepOf(rule, runs))
    const { dimension: n, limits, objective, spec, orientation, settledWithin } = rule
    const { safeSize, hasRules } = limits
    const [widthX, widthY] = settledWithin
    const { size: m, theta, gradient, values, settled, best, bestStep } = runs
    const step = ++this.step
    input.step = step
    input.learningRate = rule.rateAt(step)
    this.applyChain(step, input.gradient)
    spec.optimizer.step(runs.state, spec.hyper, input)
    const { update } = input
    before.set(theta)
    for (let k = 0; k < n * m; k++) theta[k] += update[k]
    objective.valueGradMany(theta, m, values, gradient)
    this.ends.evaluations += this.living
    const isLast = step === limits.steps
    for (let i = 0; i < m; i++) {
      if (alive[i] === 0) continue
      let isSafe = true
      let isPlain = values[i] - values[i] === 0
      let hasMoved: boolean
      if (n === 2) {
        // Not taken apart by a pattern: its iterator would put an array on the heap for every run.
        const x = theta[i]
        const y = theta[m + i]
        const gx = gradient[i]
        const gy = gradient[m + i]
        isSafe = x >= -safeSize && x <= safeSize && y >= -safeSize && y <= safeSize
        isPlain = isPlain && gx < safeSlope && gx > -safeSlope && gy < safeSlope && gy > -safeSlope
        hasMoved = Math.abs(update[i]) > widthX || Math.abs(update[m + i]) > widthY
      } else {
        hasMoved = false
        for (let j = 0; j < n; j++) {
          const at = j * m + i
          if (!(Math.abs(theta[at]) <= safeSize)) isSafe = false
          if (!(Math.abs(gradient[at]) < safeSlope)) isPlain = false
          if (Math.abs(update[at]) > settledWithin[j]) hasMoved = true
        }
      }
      if (!(isPlain && isSafe) && !this.isFinite(i)) {
        // The step is not taken: the run stays at its last finite point.
        for (let j = 0; j < n; j++) theta[j * m + i] = before[j * m + i]
        this.end(i, 'non-finite', step)
        continue
      }
      this.show(i, step)
      if (hasMoved) settled[i] = step
      if ((best[i] - values[i]) * orientation > 0) {
        best[i] = values[i]
        bestStep[i] = step
      }
      if (hasRules || !isSafe || isLast) this.stopIfDue(i, step)
    }
  }

  /** The racer's chain for every run that goes on: the noise of its seed, each gradient clipped by itself. */
  private applyChain(step: number, chained: Float64Array): void {
    const { rule, runs, alive, slope, seen } = this
    const { dimension: n } = rule
    const { size: m, gradient, places } = runs
    if (rule.isIdle) return
    for (let i = 0; i < m; i++) {
      if (alive[i] === 0) continue
      for (let j = 0; j < n; j++) slope[j] = gradient[j * m + i]
      rule.chainOf(places[i]).apply(step, slope, seen, undefined)
      for (let j = 0; j < n; j++) chained[j * m + i] = seen[j]
    }
  }

  /** Whether all that the racer demands of a point is finite. */
  private isFinite(i: number): boolean {
    const { slope, runs } = this
    const { size: m, theta, gradient, values } = runs
    for (let j = 0; j < slope.length; j++) {
      if (!Number.isFinite(theta[j * m + i])) return false
      slope[j] = gradient[j * m + i]
    }
    return Number.isFinite(values[i]) && Number.isFinite(euclideanNorm(slope))
  }

  /** Shows a run that has taken a step to who watches. */
  private show(i: number, step: number): void {
    const { theta, values, places, size } = this.runs
    this.rule.options.watch?.(places[i], step, theta, i, size, values[i])
  }

  private stopIfDue(i: number, step: number): void {
    const { rule, runs, point, slope } = this
    const { size: m, theta, gradient, values, bestStep } = runs
    for (let j = 0; j < point.length; j++) {
      point[j] = theta[j * m + i]
      slope[j] = gradient[j * m + i]
    }
    const norm = euclideanNorm(slope)
    const due = dueAt(rule.limits, point, step, values[i], norm, step + 1, bestStep[i])
    if (due !== undefined) this.end(i, outcomeOf[due], step)
  }

  private end(i: number, outcome: Outcome, step: number): void {
    const { ends, count, runs } = this
    const { size: m, theta, values, settled, places } = runs
    const run = places[i]
    for (let j = 0; j < this.rule.dimension; j++) ends.theta[j * count + run] = theta[j * m + i]
    ends.loss[run] = outcome === 'non-finite' ? (step === 0 ? NaN : this.valueAt(i)) : values[i]
    ends.step[run] = step
    ends.settled[run] = settled[i]
    ends.outcome[run] = outcomes.indexOf(outcome)
    this.alive[i] = 0
    this.living--
  }

  /** J at a run's point, which the step that was not taken has overwritten; no evaluation of its race. */
  private valueAt(i: number): number {
    const { rule, runs, point, slope } = this
    for (let j = 0; j < point.length; j++) point[j] = runs.theta[j * runs.size + i]
    return rule.objective.valueGrad(point, slope)
  }

  /** Moves the living runs together. */
  private compact(): void {
    const { rule, alive, living } = this
    const kept = new Uint32Array(living)
    let at = 0
    for (let i = 0; i < alive.length; i++) if (alive[i] === 1) kept[at++] = i
    this.runs = selected(this.runs, kept, rule.dimension)
    this.alive = new Uint8Array(living).fill(1)
    this.ownStep = undefined
  }
}

interface OwnStep {
  /** Where the runs were. */
  readonly before: Float64Array
  readonly input: Writable<StepInput>
}

function ownStepOf({ isIdle, objective, options, oracle }: RunsRule, { theta, gradient }: Runs): OwnStep {
  return {
    before: new Float64Array(theta.length),
    input: {
      theta,
      gradient: isIdle ? gradient : new Float64Array(theta.length),
      step: 0,
      learningRate: NaN,
      loss: NaN,
      layout: objective.layout,
      seed: options.seed,
      oracle,
      update: new Float64Array(theta.length),
      tap: undefined,
    },
  }
}

/** The runs of these indices. Entries of the state have one a coordinate, or do not depend on the number of them. */
function selected(runs: Runs, kept: Uint32Array, n: number): Runs {
  const { size } = runs
  const state: OptimizerState = {}
  for (const [name, value] of Object.entries(runs.state)) {
    state[name] = typeof value === 'number' || value.length !== n * size ? value : columnsOf(value, kept, size)
  }
  return {
    size: kept.length,
    theta: columnsOf(runs.theta, kept, size),
    gradient: columnsOf(runs.gradient, kept, size),
    values: Float64Array.from(kept, (i) => runs.values[i]!),
    state,
    places: Uint32Array.from(kept, (i) => runs.places[i]!),
    best: Float64Array.from(kept, (i) => runs.best[i]!),
    bestStep: Float64Array.from(kept, (i) => runs.bestStep[i]!),
    settled: Float64Array.from(kept, (i) => runs.settled[i]!),
  }
}

/** Of columns of `size` entries those at the indices. */
function columnsOf(data: Float64Array, kept: Uint32Array, size: number): Float64Array {
  const count = kept.length
  const moved = new Float64Array((data.length / size) * count)
  for (let from = 0, to = 0; from < data.length; from += size, to += count) {
    for (let k = 0; k < count; k++) moved[to + k] = data[from + kept[k]!]!
  }
  return moved
}

/** The numbers of a state, without its vectors. */
function numbersOf(state: OptimizerState): Record<string, number> {
  return Object.fromEntries(
    Object.entries(state).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}
