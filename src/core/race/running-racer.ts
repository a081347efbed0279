import { briefPoint } from '../brief'
import type { Tap } from '../definitions/optimizer'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { evaluationsOf, type EvaluationCounts, type Objective, workOf } from '../objectives/objective'
import { finish, pieceOperations, type Pieces } from '../pieces'
import { type Checkpoint, cloneState } from './checkpoint'
import { CompiledSteps } from './compiled-steps'
import { allFinite, faultOf } from './fault'
import type { RaceOptions, Racer, RacerSpec } from './racer'
import { Recorder } from './recorder'
import { endingOf, RacingRule } from './rule'
import { stopAt, stopLimits } from './stop'
import type { Stop, StopLimits } from './stop'
import type { Ending, Outcome, TraceColumns } from './trace'

/**
 * The racer of an objective that is not a sum over examples: every step is followed by an evaluation where it leads.
 * One of `begin` and `restore` is called first.
 */
export class RunningRacer implements Racer {
  private readonly rule: RacingRule
  private readonly objective: Objective
  private readonly counts: EvaluationCounts
  private readonly limits: StopLimits
  private readonly record: number
  private readonly recorder: Recorder
  private readonly forkAt: number
  private readonly hasSchedule: boolean
  /** Whether a step takes so little time that it is taken at once. */
  private readonly isQuick: boolean
  private readonly compiled: CompiledSteps | undefined
  theta: Float64Array
  /** Where the next step leads; the two change places if it is taken. */
  private nextTheta: Float64Array
  /** The exact gradient at theta. */
  readonly gradient: Float64Array
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
    const n = objective.dimension
    this.rule = new RacingRule(spec, objective, options)
    this.objective = objective
    this.counts = objective.counts
    this.limits = stopLimits(options.stop, options.steps, options.box)
    this.record = options.record
    this.recorder = new Recorder(n)
    this.forkAt = spec.fork?.at ?? Infinity
    this.hasSchedule = spec.schedule !== undefined
    const isSimple = this.rule.isPlain && spec.optimizer.elementwise
    this.isQuick = this.rule.oracle.isQuick || (isSimple && objective.inPieces === undefined)
    this.compiled = CompiledSteps.of(this.rule, objective, this.limits)
    this.theta = Float64Array.from(spec.start)
    this.nextTheta = new Float64Array(n)
    this.gradient = new Float64Array(n)
  }

  *begin(): Pieces<void> {
    const { theta, gradient, objective } = this
    const before = this.counted()
    this.loss =
      objective.inPieces === undefined
        ? objective.valueGrad(theta, gradient)
        : yield* objective.inPieces.valueGrad(theta, gradient)
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
    this.rule.restore(checkpoint)
    this.step = checkpoint.step
    this.theta.set(checkpoint.theta)
    this.gradient.set(checkpoint.gradient)
    this.loss = checkpoint.loss
    this.gradientNorm = checkpoint.gradientNorm
    this.evaluations = checkpoint.evaluations
    this.bestLoss = checkpoint.bestLoss
    this.bestStep = checkpoint.bestStep
    this.resumedAt = checkpoint.step
    this.isFinal = checkpoint.isFinal
    // Other endings depend on the limits, which may have been moved since.
    if (checkpoint.isFinal) this.ending = checkpoint.ending
    else this.stopIfDue()
  }

  snapshot(): Checkpoint {
    return {
      step: this.step,
      theta: this.theta.slice(),
      state: cloneState(this.rule.state),
      schedule: { ...this.rule.scheduleState },
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

  get learningRate(): number {
    return this.rule.input.learningRate
  }

  advance(maxSteps: number, tap?: Tap): number {
    if (!this.isQuick) return finish(this.run(maxSteps, tap))
    const first = this.step
    const last = Math.min(first + maxSteps, this.limits.steps)
    this.advanceTo(Math.min(last, this.forkAt), tap)
    if (this.ending === undefined && this.step < last) {
      this.rule.forkIfDue(this.step)
      this.advanceTo(last, tap)
    }
    return this.step - first
  }

  *run(maxSteps: number, tap?: Tap): Pieces<number> {
    const first = this.step
    const last = Math.min(first + maxSteps, this.limits.steps)
    while (this.ending === undefined && this.step < last) {
      if (this.isQuick) this.advance(Math.min(this.stepsAtOnce(), last - this.step), tap)
      else yield* this.stepInPieces(tap)
      yield
    }
    return this.step - first
  }

  /** How many steps are taken between two yields: fewer where it has evaluated much at each step until now. */
  private stepsAtOnce(): number {
    const perStep = this.step === 0 ? 1 : this.evaluations / this.step
    return Math.max(1, Math.floor(pieceOperations / (workOf(this.objective) * perStep)))
  }

  /** Takes steps until `last` or an ending: by a module where there is one. */
  private advanceTo(last: number, tap: Tap | undefined): void {
    const { compiled } = this
    if (compiled === undefined || tap !== undefined) {
      this.stepTo(last, tap)
      return
    }
    while (this.ending === undefined && this.step < last) {
      const alone = compiled.take(this, last, this.recorder, this.record)
      this.stepTo(Math.min(last, this.step + alone), undefined)
    }
  }

  /** Takes steps until `last` or an ending. */
  private stepTo(last: number, tap: Tap | undefined): void {
    if (this.ending !== undefined || this.step >= last) return
    // What the loop uses lives in locals until it is left: engines load a field anew after every call.
    const { gradient, objective, counts, recorder, limits, rule, hasSchedule } = this
    const { hyper, chain, state, input, optimizer, oracle, isPlain, orientation, chained } = rule
    const { update } = input
    const { safeSize, hasRules } = limits
    const recordEvery = this.record
    const isChained = !chain.isIdle || tap !== undefined
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
    input.gradient = isChained ? chained : gradient
    while (step < last) {
      input.step = step + 1
      input.theta = theta
      if (hasSchedule) input.learningRate = rule.rateAt(step + 1)
      if (isChained) chain.apply(step + 1, gradient, chained, tap)
      input.loss = loss
      oracle.step = step + 1
      const reply = optimizer.step(state, hyper, input)
      if (reply !== undefined) {
        stop = endingOf(reply)
        if (stop !== undefined) {
          this.isFinal = true
          evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
          break
        }
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
      if (hasSchedule) rule.observe(loss, step)
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
      this.leave(fault)
      this.evaluations = (isPlain ? counts.gradients : this.counted()) - countBefore
    }
  }

  /** Takes one step of those that may take long: what a turn of the loop in `advanceTo` does. */
  private *stepInPieces(tap: Tap | undefined): Pieces<void> {
    const { rule, theta, nextTheta, gradient, limits } = this
    const before = this.counted() - this.evaluations
    const step = this.step + 1
    rule.forkIfDue(this.step)
    const ending = yield* rule.take(step, theta, gradient, this.loss, tap)
    if (ending !== undefined) {
      this.isFinal = true
      this.evaluations = this.counted() - before
      this.end(ending.outcome, this.step, ending.reason)
      return
    }
    const { update } = rule.input
    tap?.('update', update)
    for (let i = 0; i < nextTheta.length; i++) nextTheta[i] = theta[i] + update[i]
    const loss = yield* rule.oracle.arriveInPieces(theta, this.loss, nextTheta, gradient)
    const norm = euclideanNorm(gradient)
    const fault = faultOf(nextTheta, loss, gradient, norm)
    if (fault !== undefined) {
      this.leave(fault)
      this.evaluations = this.counted() - before
      return
    }
    this.theta = nextTheta
    this.nextTheta = theta
    this.step = step
    this.evaluations = this.counted() - before
    this.loss = loss
    this.gradientNorm = norm
    if ((this.bestLoss - loss) * rule.orientation > 0) {
      this.bestLoss = loss
      this.bestStep = step
    }
    rule.observe(loss, step)
    if (step % this.record === 0) this.recordRow()
    const stop = stopAt(limits, this.theta, step, loss, norm, this.evaluations, this.bestStep)
    if (stop !== undefined) this.end(stop.outcome, step, stop.reason)
  }

  private counted(): number {
    return evaluationsOf(this.counts, this.objective.dimension)
  }

  private stopIfDue(): void {
    const { limits, theta, step, loss, gradientNorm, evaluations, bestStep } = this
    const stop = stopAt(limits, theta, step, loss, gradientNorm, evaluations, bestStep)
    if (stop !== undefined) this.end(stop.outcome, step, stop.reason)
  }

  private recordRow(): void {
    this.recorder.record(this.step, this.theta, this.loss, this.gradientNorm, this.evaluations)
  }

  /** Ends before a step that would have left the finite numbers. */
  private leave(fault: string): void {
    const { step, theta } = this
    this.isFinal = true
    const kept = `last finite point ${briefPoint(theta)} at step ${step}`
    this.end('non-finite', step + 1, `${fault} at step ${step + 1}; ${kept}`)
  }

  /** Ends at the present point, which is finite and whose row is recorded whatever the interval. */
  private end(outcome: Outcome, step: number, reason: string): void {
    if (this.step % this.record !== 0 && this.step !== this.resumedAt) this.recordRow()
    const lastFinite = { step: this.step, theta: [...this.theta], loss: this.loss }
    this.ending = { outcome, step, reason, lastFinite }
  }
}
