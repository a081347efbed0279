import type { Objective } from '../objectives/objective'
import type {
  OptimizerDefinition,
  OptimizerState,
  StepEnding,
  StepInput,
  StepReply,
  Tap,
} from '../definitions/optimizer'
import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { ScheduleState } from '../definitions/schedule'
import { factorAfterWarmup } from '../annealing/warmup'
import { finish, isPieces, type Pieces } from '../pieces'
import { Chain } from './chain'
import { type Checkpoint, cloneState } from './checkpoint'
import { forkState } from './fork'
import { RaceOracle } from './oracle'
import type { RaceOptions, RacerSpec } from './racer'

/** A rule as a racer carries it: its memory, the chain before it, its schedule, its oracle and its fork. */
export class RacingRule {
  readonly optimizer: OptimizerDefinition
  readonly chain: Chain
  readonly oracle: RaceOracle
  /** Whether it looks at no more than the gradient at theta, so that a step costs one evaluation. */
  readonly isPlain: boolean
  /** Whether the learning rates of steps to come are known: no schedule looks at the loss. */
  readonly isForeseen: boolean
  /** Whether they are all the same, but for a fork. */
  readonly isConstant: boolean
  readonly input: { -readonly [K in keyof StepInput]: StepInput[K] }
  /** The gradient as it leaves the chain. */
  readonly chained: Float64Array
  /** Those of the spec, and from the fork on the fork's. */
  hyper: HyperparameterValues
  state: OptimizerState
  scheduleState: ScheduleState
  /** +1 where a lower loss is better, -1 where the rule climbs. */
  orientation = 1
  private baseRate = 1

  constructor(
    private readonly spec: RacerSpec,
    private readonly objective: Objective,
    private readonly options: RaceOptions,
  ) {
    const { optimizer, hyper, clip, schedule } = spec
    const { seed, noise } = options
    const n = objective.dimension
    if (n > (optimizer.maxDimension ?? n))
      throw new RangeError(`dimension is ${n}, ${optimizer.id} accepts at most ${optimizer.maxDimension}`)
    this.optimizer = optimizer
    this.chain = new Chain({ seed, noise: spec.noise ?? noise, ...(clip && { clip }) }, n)
    this.chained = new Float64Array(n)
    this.oracle = new RaceOracle(objective, optimizer, this.chain)
    this.isPlain = optimizer.needs.every((need) => need === 'gradient' || need === 'value')
    this.isConstant = schedule === undefined
    this.isForeseen = schedule?.definition.init === undefined
    this.input = {
      theta: this.chained,
      gradient: this.chained,
      step: 0,
      learningRate: NaN,
      loss: NaN,
      layout: objective.layout,
      seed,
      oracle: this.oracle,
      update: new Float64Array(n),
      tap: undefined,
    }
    this.hyper = hyper
    this.useHyper(hyper)
    this.state = optimizer.init(n, hyper, objective.layout)
    this.scheduleState = schedule?.definition.init?.(schedule.hyper) ?? {}
  }

  /** Takes up what it remembered at a checkpoint. */
  restore({ step, state, schedule }: Checkpoint): void {
    this.state = cloneState(state)
    this.scheduleState = { ...schedule }
    const { fork } = this.spec
    // At the very step of the fork the state is still that of the run before it.
    if (fork !== undefined && step > fork.at) this.useHyper(fork.hyper)
  }

  /** Takes the fork's hyperparameters once its step is reached. */
  forkIfDue(step: number): void {
    const { optimizer, hyper, fork } = this.spec
    if (fork === undefined || step < fork.at || this.hyper === fork.hyper) return
    const { dimension, layout } = this.objective
    const [before, after] = [hyper, fork.hyper].map((values) => optimizer.init(dimension, values, layout))
    this.state = forkState(this.state, before, after)
    this.useHyper(fork.hyper)
  }

  /** The learning rate of a step. */
  rateAt(step: number): number {
    const { schedule } = this.spec
    if (schedule === undefined) return this.baseRate
    return this.baseRate * factorAfterWarmup(schedule, { step, steps: this.options.steps }, this.scheduleState)
  }

  /**
   * Tells the schedule the loss that a step has led to, as one to be lowered. What the warm-up leads to is not its own.
   */
  observe(loss: number, step: number): void {
    const { schedule } = this.spec
    if (schedule === undefined) return
    const { definition, hyper, warmup } = schedule
    if (step > warmup) definition.observe?.(this.scheduleState, hyper, loss * this.orientation)
  }

  /** Computes the update of a step from theta, the exact gradient and the loss there, or says why there is none. */
  *take(
    step: number,
    theta: Float64Array,
    gradient: Float64Array,
    loss: number,
    tap: Tap | undefined,
  ): Pieces<StepEnding | undefined> {
    const { input, chain, oracle } = this
    input.step = step
    input.theta = theta
    input.tap = tap
    input.learningRate = this.rateAt(step)
    input.gradient = chain.isIdle && tap === undefined ? gradient : this.chained
    if (input.gradient === this.chained) chain.apply(step, gradient, this.chained, tap)
    input.loss = loss
    oracle.step = step
    const reply = this.optimizer.step(this.state, this.hyper, input)
    const ending = isPieces(reply) ? yield* reply : reply
    input.tap = undefined
    return ending ?? undefined
  }

  private useHyper(hyper: HyperparameterValues): void {
    this.hyper = hyper
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
    this.orientation = hyper.maximize === true ? -1 : 1
    this.input.learningRate = this.baseRate
  }
}

/** The ending of a step of which nothing takes long: what it has left to do is done here. */
export function endingOf(reply: StepReply): StepEnding | undefined {
  return (isPieces(reply) ? finish(reply) : reply) ?? undefined
}
