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
  /** By coordinate: a step no longer than this leaves the point where it is, for a person. */
  readonly settledWithin: readonly number[]
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** One rule with all that its runs share. */
export class RunsRule {
  readonly dimension: number
  readonly limits: StopLimits
  readonly chain: Chain
  readonly oracle: RaceOracle
  readonly orientation: number
  private readonly baseRate: number

  constructor(
    readonly spec: Omit<RacerSpec, 'start'>,
    readonly objective: Objective,
    readonly options: ManyOptions,
  ) {
    const { optimizer, hyper, clip } = spec
    const noise = spec.noise ?? options.noise
    this.dimension = objective.dimension
    this.limits = stopLimits(options.stop, options.steps, options.box)
    this.chain = new Chain({ seed: options.seed, noise, ...(clip && { clip }) }, objective.dimension)
    // These rules ask for nothing.
    this.oracle = new RaceOracle(objective, optimizer, this.chain)
    this.orientation = hyper.maximize === true ? -1 : 1
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
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
