import type { EvaluationCounts, Objective } from '../objectives/objective'
import { evaluationsOf } from '../objectives/objective'
import type { OptimizerDefinition, OptimizerState, StepInput, Tap } from '../optimizers/optimizer'
import type { HyperparameterValues } from '../optimizers/hyperparameters'
import type { ScheduleDefinition } from '../schedules/schedule'
import type { ClipSetting } from '../scene/scene'
import { applyChain } from './chain'
import type { ChainSettings } from './chain'
import { cloneState } from './checkpoint'
import type { Checkpoint } from './checkpoint'
import { euclideanNorm } from './euclidean-norm'
import { allFinite, faultOf } from './fault'
import { RaceOracle } from './oracle'
import { Recorder } from './recorder'
import { briefPoint, stopAt, stopLimits } from './stop'
import type { Box, Stop, StopLimits } from './stop'
import type { Ending, Outcome, StopRules, TraceColumns } from './trace'

/** A rule with all that makes it a racer. */
export interface RacerSpec {
  readonly optimizer: OptimizerDefinition
  /** Every hyperparameter, as `checkHyperparameters` returns them. */
  readonly hyper: HyperparameterValues
  readonly start: ArrayLike<number>
  readonly clip?: ClipSetting
  /** The learning rate is constant where absent. */
  readonly schedule?: { readonly definition: ScheduleDefinition; readonly hyper: HyperparameterValues }
}

/** What the racers of one race share. */
export interface RaceOptions {
  /** The number of steps of the whole race; nothing is sized by it. */
  readonly steps: number
  /** A row is recorded every so many steps, at step 0 and at the last step. */
  readonly record: number
  readonly stop: StopRules
  readonly seed: number
  /** Standard deviation per coordinate of the Gaussian noise on every gradient; 0 is none. */
  readonly noise: number
  /** [min, max] of each coordinate of the domain, by which `stop.escape` is measured. Absent: nothing is too far. */
  readonly box?: Box
}

/** A racer on its way: advanced a number of steps at a time, with rows to take and at last an ending. */
export interface Racer {
  /** Steps taken so far. */
  readonly step: number
  /** Evaluations so far, in gradients, as the objective counted them: see `evaluationsOf`. */
  readonly evaluations: number
  /** How it ended; undefined while it can still be advanced. */
  readonly ending: Ending | undefined
  /**
   * Takes at most `maxSteps` steps and returns how many it took: fewer only if it ended. A tap sees the chain's stages, the
   * rule's stages and at last `update`, of every step taken.
   */
  advance(maxSteps: number, tap?: Tap): number
  /** The rows recorded since the last call, in buffers that are the caller's own. */
  takeRows(): TraceColumns
  /** A copy of all that its future depends on; `resumeRacer` goes on from it bit for bit. */
  snapshot(): Checkpoint
}

/**
 * Puts a racer on its start and evaluates it there: step 0, one evaluation. From then on every step is
 * theta_t = theta_{t-1} + update(chain(grad J(theta_{t-1}))), followed by one evaluation of J and its gradient at theta_t.
 * A step whose point, loss or gradient is not finite is not taken: the racer stays at its last finite point and ends.
 */
export function createRacer(spec: RacerSpec, objective: Objective, options: RaceOptions): Racer {
  const racer = new RunningRacer(spec, objective, options)
  racer.begin()
  return racer
}

/** Goes on from a checkpoint of the same spec, objective and options: the same bits as the run it was taken from. */
export function resumeRacer(
  spec: RacerSpec,
  objective: Objective,
  options: RaceOptions,
  checkpoint: Checkpoint,
): Racer {
  const racer = new RunningRacer(spec, objective, options)
  racer.restore(checkpoint)
  return racer
}

class RunningRacer implements Racer {
  private readonly spec: RacerSpec
  private readonly objective: Objective
  private readonly counts: EvaluationCounts
  private readonly optimizer: OptimizerDefinition
  private readonly chain: ChainSettings
  /** Whether the chain changes anything. */
  private readonly isChained: boolean
  private readonly chained: Float64Array
  private readonly limits: StopLimits
  private readonly record: number
  private readonly recorder: Recorder
  private readonly baseRate: number
  /** +1 where a lower loss is better, -1 where the rule climbs. */
  private readonly orientation: number
  private readonly oracle: RaceOracle
  /** Whether the rule looks at no more than the gradient at theta, so that a step costs one evaluation. */
  private readonly isPlain: boolean
  private readonly input: { -readonly [K in keyof StepInput]: StepInput[K] }
  private state: OptimizerState
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

  constructor(spec: RacerSpec, objective: Objective, options: RaceOptions) {
    const { optimizer, hyper, start, clip } = spec
    const n = objective.dimension
    if (start.length !== n) throw new RangeError(`start has ${start.length} coordinates, the objective ${n}`)
    if (n > (optimizer.maxDimension ?? n))
      throw new RangeError(`dimension is ${n}, ${optimizer.id} accepts at most ${optimizer.maxDimension}`)
    if (!(options.record >= 1)) throw new RangeError(`record is ${options.record}, expected at least 1`)
    this.spec = spec
    this.objective = objective
    this.counts = objective.counts
    this.optimizer = optimizer
    const { seed, noise, stop, steps, box } = options
    this.chain = { seed, noise, clip }
    this.isChained = noise > 0 || clip !== undefined
    this.chained = new Float64Array(n)
    this.limits = stopLimits(stop, steps, box)
    this.record = options.record
    this.recorder = new Recorder(n)
    this.baseRate = typeof hyper.lr === 'number' ? hyper.lr : 1
    this.orientation = hyper.maximize === true ? -1 : 1
    this.theta = Float64Array.from(start)
    this.nextTheta = new Float64Array(n)
    this.gradient = new Float64Array(n)
    this.oracle = new RaceOracle(objective, optimizer, this.chain)
    this.isPlain = optimizer.needs.every((need) => need === 'gradient' || need === 'value')
    this.input = {
      theta: this.theta,
      gradient: this.gradient,
      step: 0,
      learningRate: this.baseRate,
      loss: NaN,
      layout: objective.layout,
      seed,
      oracle: this.oracle,
      update: new Float64Array(n),
      tap: undefined,
    }
    this.state = optimizer.init(n, hyper, objective.layout)
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
    if (fault === undefined) this.stopIfDue()
    else this.ending = { outcome: 'non-finite', step: 0, reason: `${fault} at the start ${briefPoint(theta)}` }
  }

  restore(checkpoint: Checkpoint): void {
    this.step = checkpoint.step
    this.theta.set(checkpoint.theta)
    this.gradient.set(checkpoint.gradient)
    this.state = cloneState(checkpoint.state)
    this.loss = checkpoint.loss
    this.gradientNorm = checkpoint.gradientNorm
    this.evaluations = checkpoint.evaluations
    this.bestLoss = checkpoint.bestLoss
    this.bestStep = checkpoint.bestStep
    this.resumedAt = checkpoint.step
    // Other endings depend on the limits, which may have been moved since.
    if (checkpoint.ending?.outcome === 'non-finite') this.ending = checkpoint.ending
    else this.stopIfDue()
  }

  snapshot(): Checkpoint {
    return {
      step: this.step,
      theta: this.theta.slice(),
      state: cloneState(this.state),
      gradient: this.gradient.slice(),
      loss: this.loss,
      gradientNorm: this.gradientNorm,
      evaluations: this.evaluations,
      bestLoss: this.bestLoss,
      bestStep: this.bestStep,
      ...(this.ending === undefined ? {} : { ending: this.ending }),
    }
  }

  takeRows(): TraceColumns {
    return this.recorder.take()
  }

  advance(maxSteps: number, tap?: Tap): number {
    if (this.ending !== undefined) return 0
    // What the loop uses lives in locals until it is left: engines load a field anew after every call.
    const { gradient, objective, counts, optimizer, state, input, recorder, limits } = this
    const { hyper, schedule } = this.spec
    const { update } = input
    const { safeSize, hasRules } = limits
    const recordEvery = this.record
    const orientation = this.orientation
    const isChained = this.isChained || tap !== undefined
    const first = this.step
    const last = Math.min(first + maxSteps, limits.steps)
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
      if (isChained) applyChain(this.chain, step + 1, gradient, this.chained, tap)
      input.loss = loss
      oracle.step = step + 1
      const ending = optimizer.step(state, hyper, input)
      if (ending !== undefined) {
        stop = ending
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

      const nextLoss = isPlain ? objective.valueGrad(nextTheta, gradient) : oracle.arrive(nextTheta, gradient)
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
      const kept = `last finite point ${briefPoint(theta)} at step ${step}`
      this.end('non-finite', step + 1, `${fault} at step ${step + 1}; ${kept}`)
      this.evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
    }
    return step - first
  }

  private counted(): number {
    return evaluationsOf(this.counts, this.objective.dimension)
  }

  private scheduledRate(step: number): number {
    const { definition, hyper } = this.spec.schedule!
    return this.baseRate * definition.factor({ step, steps: this.limits.steps }, hyper, {})
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
