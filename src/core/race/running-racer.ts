import type { EvaluationCounts, Objective } from '../objectives/objective'
import { evaluationsOf } from '../objectives/objective'
import type { OptimizerDefinition, OptimizerState, StepInput, Tap } from '../definitions/optimizer'
import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { ScheduleState } from '../definitions/schedule'
import { factorAfterWarmup } from '../annealing/warmup'
import { Chain } from './chain'
import { cloneState } from './checkpoint'
import type { Checkpoint } from './checkpoint'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { allFinite, faultOf } from './fault'
import { forkState } from './fork'
import { RaceOracle } from './oracle'
import type { RaceOptions, Racer, RacerSpec } from './racer'
import { Recorder } from './recorder'
import { briefPoint } from '../brief'
import { stopAt, stopLimits } from './stop'
import type { Stop, StopLimits } from './stop'
import type { Ending, Outcome, TraceColumns } from './trace'

/** The racer of `createRacer` and `resumeRacer`: one of `begin` and `restore` is called first. */
export class RunningRacer implements Racer {
  private readonly spec: RacerSpec
  private readonly objective: Objective
  private readonly counts: EvaluationCounts
  private readonly optimizer: OptimizerDefinition
  private readonly chain: Chain
  private readonly chained: Float64Array
  private readonly limits: StopLimits
  private readonly record: number
  private readonly recorder: Recorder
  /** Those of the spec, and from the fork on the fork's. */
  private hyper: HyperparameterValues
  private baseRate = 1
  /** +1 where a lower loss is better, -1 where the rule climbs. */
  private orientation = 1
  private readonly oracle: RaceOracle
  /** Whether the rule looks at no more than the gradient at theta, so that a step costs one evaluation. */
  private readonly isPlain: boolean
  private readonly input: { -readonly [K in keyof StepInput]: StepInput[K] }
  private state: OptimizerState
  private scheduleState: ScheduleState
  private theta: Float64Array
  /** Where the next step leads; the two change places if it is taken. */
  private nextTheta: Float64Array
  /** The exact gradient at theta. */
  private readonly gradient: Float64Array
  /** The step of the checkpoint it was resumed from, whose row belongs to the run that was left. */
  private resumedAt = 0

  step = 0
  loss = NaN
  gradientNorm = NaN
  evaluations = 0
  bestLoss = NaN
  bestStep = 0
  ending: Ending | undefined = undefined
  /** Whether it ended whatever the limits. */
  private isFinal = false

  constructor(spec: RacerSpec, objective: Objective, options: RaceOptions) {
    const { optimizer, hyper, start, clip, schedule } = spec
    const n = objective.dimension
    if (start.length !== n) throw new RangeError(`start has ${start.length} coordinates, the objective ${n}`)
    if (n > (optimizer.maxDimension ?? n))
      throw new RangeError(`dimension is ${n}, ${optimizer.id} accepts at most ${optimizer.maxDimension}`)
    if (!(options.record >= 1)) throw new RangeError(`record is ${options.record}, expected at least 1`)
    this.spec = spec
    this.objective = objective
    this.counts = objective.counts
    this.optimizer = optimizer
    const { seed, stop, steps, box } = options
    const noise = spec.noise ?? options.noise
    this.chain = new Chain({ seed, noise, ...(clip && { clip }) }, n)
    this.chained = new Float64Array(n)
    this.limits = stopLimits(stop, steps, box)
    this.record = options.record
    this.recorder = new Recorder(n)
    this.theta = Float64Array.from(start)
    this.nextTheta = new Float64Array(n)
    this.gradient = new Float64Array(n)
    this.oracle = new RaceOracle(objective, optimizer, this.chain)
    this.isPlain = optimizer.needs.every((need) => need === 'gradient' || need === 'value')
    this.input = {
      theta: this.theta,
      gradient: this.gradient,
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

  begin(): void {
    const { theta, gradient } = this
    const before = this.counted()
    this.loss = this.objective.valueGrad(theta, gradient)
    this.evaluations = this.counted() - before
    this.gradientNorm = euclideanNorm(gradient)
    this.bestLoss = this.loss
    this.recordRow()
    const fault = faultOf(theta, this.loss, gradient, this.gradientNorm)
    this.isFinal = fault !== undefined
    if (fault === undefined) this.stopIfDue()
    else this.ending = { outcome: 'non-finite', step: 0, reason: `${fault} at the start ${briefPoint(theta)}` }
  }

  restore(checkpoint: Checkpoint): void {
    this.step = checkpoint.step
    this.theta.set(checkpoint.theta)
    this.gradient.set(checkpoint.gradient)
    this.state = cloneState(checkpoint.state)
    this.scheduleState = { ...checkpoint.schedule }
    this.loss = checkpoint.loss
    this.gradientNorm = checkpoint.gradientNorm
    this.evaluations = checkpoint.evaluations
    this.bestLoss = checkpoint.bestLoss
    this.bestStep = checkpoint.bestStep
    this.resumedAt = checkpoint.step
    const { fork } = this.spec
    // At the very step of the fork the state is still that of the run before it.
    if (fork !== undefined && checkpoint.step > fork.at) this.useHyper(fork.hyper)
    this.isFinal = checkpoint.isFinal
    // Other endings depend on the limits, which may have been moved since.
    if (checkpoint.isFinal) this.ending = checkpoint.ending
    else this.stopIfDue()
  }

  snapshot(): Checkpoint {
    return {
      step: this.step,
      theta: this.theta.slice(),
      state: cloneState(this.state),
      schedule: { ...this.scheduleState },
      gradient: this.gradient.slice(),
      loss: this.loss,
      gradientNorm: this.gradientNorm,
      evaluations: this.evaluations,
      bestLoss: this.bestLoss,
      bestStep: this.bestStep,
      ...(this.ending === undefined ? {} : { ending: this.ending }),
      isFinal: this.isFinal,
    }
  }

  takeRows(): TraceColumns {
    return this.recorder.take()
  }

  advance(maxSteps: number, tap?: Tap): number {
    const first = this.step
    const last = Math.min(first + maxSteps, this.limits.steps)
    this.advanceTo(Math.min(last, this.spec.fork?.at ?? last), tap)
    if (this.ending === undefined && this.step < last) {
      this.forkIfDue()
      this.advanceTo(last, tap)
    }
    return this.step - first
  }

  /** Takes steps until `last` or an ending. */
  private advanceTo(last: number, tap: Tap | undefined): void {
    if (this.ending !== undefined || this.step >= last) return
    // What the loop uses lives in locals until it is left: engines load a field anew after every call.
    const { gradient, objective, counts, optimizer, state, input, recorder, limits } = this
    const { hyper, chain } = this
    const { schedule } = this.spec
    const { update } = input
    const { safeSize, hasRules } = limits
    const recordEvery = this.record
    const orientation = this.orientation
    const isChained = !chain.isIdle || tap !== undefined
    const { isPlain, oracle } = this
    const countBefore = (isPlain ? counts.gradients : this.counted()) - this.evaluations
    let { theta, nextTheta } = this
    // The signs tell engines that these are numbers, which they then keep unboxed from step to step.
    let step = +this.step
    let loss = +this.loss
    let gradientNorm = +this.gradientNorm
    let evaluations = +this.evaluations
    let bestLoss = +this.bestLoss
    let bestStep = +this.bestStep
    let stop: Stop | undefined
    let fault: string | undefined
    input.tap = tap
    input.gradient = isChained ? this.chained : gradient
    while (step < last) {
      input.step = step + 1
      input.theta = theta
      if (schedule !== undefined) input.learningRate = this.scheduledRate(step + 1)
      if (isChained) chain.apply(step + 1, gradient, this.chained, tap)
      input.loss = loss
      oracle.step = step + 1
      const ending = optimizer.step(state, hyper, input)
      if (ending !== undefined) {
        stop = ending
        this.isFinal = true
        evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
        break
      }
      if (tap !== undefined) tap('update', update)
      let isSafe = true
      for (let i = 0; i < nextTheta.length; i++) {
        const to = theta[i] + update[i]
        nextTheta[i] = to
        if (!(to >= -safeSize && to <= safeSize)) isSafe = false
      }

      const nextLoss = isPlain
        ? objective.valueGrad(nextTheta, gradient)
        : oracle.arrive(theta, loss, nextTheta, gradient)
      const nextNorm = euclideanNorm(gradient)
      // x - x is 0 for every finite x and NaN for the rest; a finite norm has finite entries.
      if (!(nextLoss - nextLoss === 0 && nextNorm - nextNorm === 0 && (isSafe || allFinite(nextTheta)))) {
        fault = faultOf(nextTheta, nextLoss, gradient, nextNorm)
        break
      }

      const left = theta
      theta = nextTheta
      nextTheta = left
      step++
      evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
      loss = nextLoss
      gradientNorm = nextNorm
      if ((bestLoss - loss) * orientation > 0) {
        bestLoss = loss
        bestStep = step
      }
      if (schedule !== undefined) this.observe(loss, step)
      if (recordEvery === 1 || step % recordEvery === 0) recorder.record(step, theta, loss, gradientNorm, evaluations)
      if (hasRules || !isSafe || step === last) {
        stop = stopAt(limits, theta, step, loss, gradientNorm, evaluations, bestStep)
        if (stop !== undefined) break
      }
    }
    input.tap = undefined
    this.theta = theta
    this.nextTheta = nextTheta
    this.step = step
    this.loss = loss
    this.gradientNorm = gradientNorm
    this.evaluations = evaluations
    this.bestLoss = bestLoss
    this.bestStep = bestStep
    if (stop !== undefined) this.end(stop.outcome, step, stop.reason)
    if (fault !== undefined) {
      this.isFinal = true
      const kept = `last finite point ${briefPoint(theta)} at step ${step}`
      this.end('non-finite', step + 1, `${fault} at step ${step + 1}; ${kept}`)
      this.evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
    }
  }

  get learningRate(): number {
    return this.input.learningRate
  }

  private counted(): number {
    return evaluationsOf(this.counts, this.objective.dimension)
  }

  private useHyper(hyper: HyperparameterValues): void {
    this.hyper = hyper
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
    this.orientation = hyper.maximize === true ? -1 : 1
    this.input.learningRate = this.baseRate
  }

  /** Takes the fork's hyperparameters once its step is reached. */
  private forkIfDue(): void {
    const { optimizer, hyper, fork } = this.spec
    if (fork === undefined || this.step < fork.at || this.hyper === fork.hyper) return
    const { dimension, layout } = this.objective
    const [before, after] = [hyper, fork.hyper].map((values) => optimizer.init(dimension, values, layout))
    this.state = forkState(this.state, before, after)
    this.useHyper(fork.hyper)
  }

  private scheduledRate(step: number): number {
    return (
      this.baseRate * factorAfterWarmup(this.spec.schedule!, { step, steps: this.limits.steps }, this.scheduleState)
    )
  }

  /** Tells the schedule the loss that a step has led to, as one to be lowered. What the warm-up leads to is not its own. */
  private observe(loss: number, step: number): void {
    const { definition, hyper, warmup } = this.spec.schedule!
    if (step > warmup) definition.observe?.(this.scheduleState, hyper, loss * this.orientation)
  }

  private stopIfDue(): void {
    const { limits, theta, step, loss, gradientNorm, evaluations, bestStep } = this
    const stop = stopAt(limits, theta, step, loss, gradientNorm, evaluations, bestStep)
    if (stop !== undefined) this.end(stop.outcome, step, stop.reason)
  }

  private recordRow(): void {
    this.recorder.record(this.step, this.theta, this.loss, this.gradientNorm, this.evaluations)
  }

  /** Ends at the present point, which is finite and whose row is recorded whatever the interval. */
  private end(outcome: Outcome, step: number, reason: string): void {
    if (this.step % this.record !== 0 && this.step !== this.resumedAt) this.recordRow()
    const lastFinite = { step: this.step, theta: [...this.theta], loss: this.loss }
    this.ending = { outcome, step, reason, lastFinite }
  }
}
