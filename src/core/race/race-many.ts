import type { Objective } from '../objectives/objective'
import { pieceOperations } from '../pieces'
import type { OptimizerState, StepInput } from '../definitions/optimizer'
import { factorAfterWarmup } from '../annealing/warmup'
import { Chain } from './chain'
import { createRacerInPieces } from './create-racer'
import type { RaceOptions, RacerSpec } from './racer'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { RaceOracle } from './oracle'
import { stopAt, stopLimits } from './stop'
import type { StopLimits } from './stop'
import type { Outcome } from './trace'
import { outcomes } from './trace'

/** How runs of one rule from many starts have ended: columns with an entry a run. */
export interface ManyEnds {
  /** The last finite point of each run: coordinate j of run i at j * count + i. */
  readonly theta: Float64Array
  /** J there. */
  readonly loss: Float64Array
  /** The step of its ending, as a racer's ending tells it. */
  readonly step: Uint32Array
  /** The last step that moved it by more than `settledWithin`. */
  readonly settled: Uint32Array
  /** Index into `outcomes`. */
  readonly outcome: Uint8Array
  /** Of all runs together, in gradients. */
  readonly evaluations: number
}

/** What many runs of one rule share. */
export interface ManyOptions extends RaceOptions {
  /** By coordinate: a step no longer than this leaves the point where it is, for a person. */
  readonly settledWithin: readonly number[]
}

/** Runs that are stepped together at most: what they use fits into a core's nearest cache. */
const blockSize = 256
/** Steps of all runs between two yields at most: some tenths of a millisecond. */
const yieldSteps = 16384
/** An operation at many points at once takes a part of the time it takes at each. */
const yieldOperations = 4 * pieceOperations

/**
 * Races one rule from `count` starts, each to its end, and tells where. Coordinate j of start i is `starts[j * count +
 * i]`.
 *
 * A run ends bit for bit where `createRacer` from the same start ends. A rule that treats every coordinate alike and
 * alone steps many runs as one long theta, which is several times as fast; the others, and those whose gradient comes
 * in pieces, as that of a sum over examples does, run one after the other. Yields after every few
 * tenths of a millisecond.
 */
export function* raceMany(
  spec: Omit<RacerSpec, 'start'>,
  objective: Objective,
  options: ManyOptions,
  starts: Float64Array,
  count: number,
): Generator<undefined, ManyEnds, void> {
  const n = objective.dimension
  const ends = {
    theta: new Float64Array(n * count),
    loss: new Float64Array(count),
    step: new Uint32Array(count),
    settled: new Uint32Array(count),
    outcome: new Uint8Array(count),
    evaluations: 0,
  }
  if (isLaidEndToEnd(spec) && objective.inPieces === undefined) {
    const steps = Math.min(yieldSteps, yieldOperations / (objective.work ?? 1))
    const size = Math.max(1, Math.min(blockSize, Math.floor(steps)))
    for (let from = 0; from < count; from += size) {
      const block = new Block(spec, objective, options, starts, count, from, Math.min(count, from + size), ends)
      while (!block.isDone) {
        block.advance(Math.max(1, Math.floor(steps / block.size)))
        yield
      }
    }
    return ends
  }
  for (let run = 0; run < count; run++) yield* raceAlone(spec, objective, options, starts, count, run, ends)
  return ends
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Whether runs of this rule may be laid end to end as one theta: nothing in it looks at more than one coordinate's
 * gradient.
 */
function isLaidEndToEnd({ optimizer, schedule, fork }: Omit<RacerSpec, 'start'>): boolean {
  const looksAtGradient = optimizer.needs.every((need) => need === 'gradient')
  return optimizer.elementwise && looksAtGradient && schedule?.definition.init === undefined && fork === undefined
}

function* raceAlone(
  spec: Omit<RacerSpec, 'start'>,
  objective: Objective,
  options: ManyOptions,
  starts: Float64Array,
  count: number,
  run: number,
  ends: Writable<ManyEnds>,
): Generator<undefined, void, void> {
  const n = objective.dimension
  const start = Float64Array.from({ length: n }, (_, j) => starts[j * count + run])
  const racer = yield* createRacerInPieces({ ...spec, start }, objective, {
    ...options,
    record: Number.MAX_SAFE_INTEGER,
  })
  const { settledWithin } = options
  let step = 0
  let settled = 0
  const watch = (stage: string, vector: Float64Array): void => {
    if (stage !== 'update') return
    step++
    if (vector.some((length, j) => Math.abs(length) > settledWithin[j])) settled = step
  }
  yield* racer.run(Infinity, watch)
  const { outcome, lastFinite, step: endStep } = racer.ending!
  for (let j = 0; j < n; j++) ends.theta[j * count + run] = lastFinite?.theta[j] ?? start[j]
  ends.loss[run] = lastFinite?.loss ?? NaN
  ends.step[run] = endStep
  ends.settled[run] = Math.min(settled, lastFinite?.step ?? 0)
  ends.outcome[run] = outcomes.indexOf(outcome)
  ends.evaluations += racer.evaluations
}

/** A gradient whose entries are all smaller than this has a finite norm, in any dimension that there is memory for. */
const safeSlope = 1e150

/**
 * Up to `blockSize` runs laid end to end: coordinate j of run i at j * size + i, as `valueGradMany` takes them. It
 * repeats what the racer does in the same order. Runs that have ended are carried along unread until they are half of
 * the block.
 */
class Block {
  /** Runs in the arrays, ended ones among them. */
  size: number
  private readonly n: number
  private readonly limits: StopLimits
  private readonly optimizerInput: Writable<StepInput>
  private state: OptimizerState
  private theta: Float64Array
  private before: Float64Array
  private gradient: Float64Array
  private chained: Float64Array
  private values: Float64Array
  /**
   * By run: its place among the starts, whether it goes on, its best loss and the step of it, and when it last moved.
   */
  private runs: Uint32Array
  private alive: Uint8Array
  private best: Float64Array
  private bestStep: Uint32Array
  private settled: Uint32Array
  private living: number
  private step = 0
  private readonly point: Float64Array
  private readonly slope: Float64Array
  /** One run's gradient as it leaves the chain. */
  private readonly seen: Float64Array
  private readonly chain: Chain
  private readonly orientation: number
  private readonly baseRate: number

  constructor(
    private readonly spec: Omit<RacerSpec, 'start'>,
    private readonly objective: Objective,
    private readonly options: ManyOptions,
    starts: Float64Array,
    private readonly count: number,
    from: number,
    to: number,
    private readonly ends: Writable<ManyEnds>,
  ) {
    const n = objective.dimension
    const m = to - from
    this.n = n
    this.size = m
    this.living = m
    this.limits = stopLimits(options.stop, options.steps, options.box)
    this.theta = new Float64Array(n * m)
    for (let j = 0; j < n; j++) this.theta.set(starts.subarray(j * count + from, j * count + to), j * m)
    this.before = new Float64Array(n * m)
    this.gradient = new Float64Array(n * m)
    const noise = spec.noise ?? options.noise
    this.chain = new Chain({ seed: options.seed, noise, ...(spec.clip && { clip: spec.clip }) }, n)
    this.chained = this.chain.isIdle ? this.gradient : new Float64Array(n * m)
    this.values = new Float64Array(m)
    this.runs = Uint32Array.from({ length: m }, (_, i) => from + i)
    this.alive = new Uint8Array(m).fill(1)
    this.settled = new Uint32Array(m)
    this.bestStep = new Uint32Array(m)
    this.point = new Float64Array(n)
    this.slope = new Float64Array(n)
    this.seen = new Float64Array(n)
    const { optimizer, hyper } = spec
    this.orientation = hyper.maximize === true ? -1 : 1
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
    this.state = optimizer.init(n * m, hyper, objective.layout)
    this.optimizerInput = {
      theta: this.theta,
      gradient: this.chained,
      step: 0,
      learningRate: this.baseRate,
      loss: NaN,
      layout: objective.layout,
      seed: options.seed,
      // These rules ask for nothing.
      oracle: new RaceOracle(objective, optimizer, this.chain),
      update: new Float64Array(n * m),
      tap: undefined,
    }
    objective.valueGradMany(this.theta, m, this.values, this.gradient)
    this.best = this.values.slice()
    this.ends.evaluations += m
    for (let i = 0; i < m; i++) {
      if (this.isFinite(i)) this.stopIfDue(i)
      else this.end(i, 'non-finite', 0)
    }
  }

  get isDone(): boolean {
    return this.living === 0
  }

  advance(maxSteps: number): void {
    const { n, limits, objective, spec, optimizerInput: input, orientation, options } = this
    const { safeSize, hasRules } = limits
    const [widthX, widthY] = options.settledWithin
    for (let taken = 0; taken < maxSteps && this.living > 0; taken++) {
      if (2 * this.living < this.size) this.compact()
      const m = this.size
      const { theta, before, gradient, values, alive, settled } = this
      const step = ++this.step
      input.step = step
      input.learningRate = this.rate(step)
      this.applyChain(step)
      spec.optimizer.step(this.state, spec.hyper, input)
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
            if (Math.abs(update[at]) > options.settledWithin[j]) hasMoved = true
          }
        }
        if (!(isPlain && isSafe) && !this.isFinite(i)) {
          // The step is not taken: the run stays at its last finite point.
          for (let j = 0; j < n; j++) theta[j * m + i] = before[j * m + i]
          this.end(i, 'non-finite', step)
          continue
        }
        if (hasMoved) settled[i] = step
        if ((this.best[i] - values[i]) * orientation > 0) {
          this.best[i] = values[i]
          this.bestStep[i] = step
        }
        if (hasRules || !isSafe || isLast) this.stopIfDue(i)
      }
    }
  }

  private rate(step: number): number {
    const { schedule } = this.spec
    if (schedule === undefined) return this.baseRate
    return this.baseRate * factorAfterWarmup(schedule, { step, steps: this.limits.steps }, {})
  }

  /** The racer's chain for every run: the same noise for all, each gradient clipped by itself. */
  private applyChain(step: number): void {
    const { chain, n, size: m, gradient, chained, slope, seen } = this
    if (chain.isIdle) return
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) slope[j] = gradient[j * m + i]
      chain.apply(step, slope, seen, undefined)
      for (let j = 0; j < n; j++) chained[j * m + i] = seen[j]
    }
  }

  /** Whether all that the racer demands of a point is finite. */
  private isFinite(i: number): boolean {
    const { n, size: m, theta, gradient, slope, values } = this
    for (let j = 0; j < n; j++) {
      if (!Number.isFinite(theta[j * m + i])) return false
      slope[j] = gradient[j * m + i]
    }
    return Number.isFinite(values[i]) && Number.isFinite(euclideanNorm(slope))
  }

  private stopIfDue(i: number): void {
    const { n, size: m, theta, gradient, point, slope, step } = this
    for (let j = 0; j < n; j++) {
      point[j] = theta[j * m + i]
      slope[j] = gradient[j * m + i]
    }
    const norm = euclideanNorm(slope)
    const stop = stopAt(this.limits, point, step, this.values[i], norm, step + 1, this.bestStep[i])
    if (stop !== undefined) this.end(i, stop.outcome, step)
  }

  private end(i: number, outcome: Outcome, step: number): void {
    const { n, size: m, ends, count } = this
    const run = this.runs[i]
    for (let j = 0; j < n; j++) ends.theta[j * count + run] = this.theta[j * m + i]
    ends.loss[run] = outcome === 'non-finite' ? (step === 0 ? NaN : this.valueAt(i)) : this.values[i]
    ends.step[run] = step
    ends.settled[run] = this.settled[i]
    ends.outcome[run] = outcomes.indexOf(outcome)
    this.alive[i] = 0
    this.living--
  }

  /** J at a run's point, which the step that was not taken has overwritten; no evaluation of its race. */
  private valueAt(i: number): number {
    const { n, size: m, theta, point, slope } = this
    for (let j = 0; j < n; j++) point[j] = theta[j * m + i]
    return this.objective.valueGrad(point, slope)
  }

  /**
   * Moves the living runs together. Arrays of the state have an entry a coordinate or do not depend on the number of
   * them.
   */
  private compact(): void {
    const { n, size: m, living, alive } = this
    const kept = Uint32Array.from([...alive.keys()].filter((i) => alive[i] === 1))
    const columns = (data: Float64Array): Float64Array => {
      const moved = new Float64Array(n * living)
      for (let j = 0; j < n; j++) kept.forEach((i, to) => (moved[j * living + to] = data[j * m + i]))
      return moved
    }
    for (const [name, value] of Object.entries(this.state))
      if (typeof value !== 'number' && value.length === n * m) this.state[name] = columns(value)
    this.theta = columns(this.theta)
    this.gradient = columns(this.gradient)
    this.chained = this.chain.isIdle ? this.gradient : columns(this.chained)
    this.before = new Float64Array(n * living)
    this.values = Float64Array.from(kept, (i) => this.values[i])
    this.best = Float64Array.from(kept, (i) => this.best[i])
    this.runs = Uint32Array.from(kept, (i) => this.runs[i])
    this.settled = Uint32Array.from(kept, (i) => this.settled[i])
    this.bestStep = Uint32Array.from(kept, (i) => this.bestStep[i])
    this.alive = new Uint8Array(living).fill(1)
    this.size = living
    this.optimizerInput.theta = this.theta
    this.optimizerInput.gradient = this.chained
    this.optimizerInput.update = new Float64Array(n * living)
  }
}
