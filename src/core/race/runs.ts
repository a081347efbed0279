import { factorAfterWarmup } from '../annealing/warmup'
import type { OptimizerState } from '../definitions/optimizer'
import type { Objective } from '../objectives/objective'
import { Chain } from './chain'
import { RaceOracle } from './oracle'
import type { RaceOptions, RacerSpec } from './racer'
import { stopLimits, type StopLimits } from './stop'

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
  /** Of each run, in place of the one seed of all. */
  readonly seeds?: ArrayLike<number>
  /** Sees every run at its start and after each of its steps, those of one run in their order. */
  readonly watch?: RunWatch
  /**
   * By coordinate: a step no longer than this leaves the point where it is, for a person. Where absent nothing is said
   * of when a run has settled.
   */
  readonly settledWithin?: readonly number[]
}

/**
 * A run after a step, 0 at its start: coordinate j of its point is `theta[at + j * apart]`, good until the watch
 * returns. Of a sum over examples the loss is NaN where it is not measured.
 */
export type RunWatch = (run: number, step: number, theta: Float64Array, at: number, apart: number, loss: number) => void

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** One rule with all that its runs share. */
export class RunsRule {
  readonly dimension: number
  readonly limits: StopLimits
  /** Whether the chain of every run changes nothing. */
  readonly isIdle: boolean
  readonly oracle: RaceOracle
  readonly orientation: number
  readonly settledWithin: readonly number[]
  private readonly baseRate: number
  private readonly ofAll: Chain
  private readonly ofRuns: Chain[] = []

  constructor(
    readonly spec: Omit<RacerSpec, 'start'>,
    readonly objective: Objective,
    readonly options: ManyOptions,
  ) {
    const { optimizer, hyper } = spec
    this.dimension = objective.dimension
    this.settledWithin = options.settledWithin ?? Array.from({ length: objective.dimension }, () => Infinity)
    this.limits = stopLimits(options.stop, options.steps, options.box)
    this.ofAll = this.createChain(options.seed)
    this.isIdle = this.ofAll.isIdle
    // These rules ask for nothing.
    this.oracle = new RaceOracle(objective, optimizer, this.ofAll)
    this.orientation = hyper.maximize === true ? -1 : 1
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
  }

  /** The chain of a run, which has its noise by its seed. */
  chainOf(run: number): Chain {
    const { seeds } = this.options
    return seeds === undefined ? this.ofAll : (this.ofRuns[run] ??= this.createChain(seeds[run]))
  }

  private createChain(seed: number): Chain {
    const { clip, noise = this.options.noise } = this.spec
    return new Chain({ seed, noise, ...(clip && { clip }) }, this.dimension)
  }

  rateAt(step: number): number {
    const { schedule } = this.spec
    if (schedule === undefined) return this.baseRate
    return this.baseRate * factorAfterWarmup(schedule, { step, steps: this.limits.steps }, {})
  }
}

/** Runs laid end to end: of `size` runs coordinate j of run i at j * size + i, as `valueGradMany` takes them. */
export interface Runs {
  readonly size: number
  readonly theta: Float64Array
  readonly gradient: Float64Array
  readonly values: Float64Array
  readonly state: OptimizerState
  /** By run: its place among the starts, its best loss and the step of it, and when it last moved. */
  readonly places: Uint32Array
  readonly best: Float64Array
  readonly bestStep: Float64Array
  readonly settled: Float64Array
}
