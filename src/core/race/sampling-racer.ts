import { briefPoint } from '../brief'
import type { Tap } from '../definitions/optimizer'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { copy } from '../linalg/vector'
import { columnsAsked } from '../objectives/measures'
import type { Batch, SumObjective } from '../objectives/objective'
import { finish, type Pieces } from '../pieces'
import { type Batches, createBatches } from './batches'
import { type Checkpoint, cloneState } from './checkpoint'
import { EarlyStopping } from './early-stopping'
import { allFinite, faultOf } from './fault'
import type { RaceOptions, Racer, RacerSpec } from './racer'
import { RacingRule } from './rule'
import { SampledRecorder } from './sampled-recorder'
import { measuresAsked } from './settings'
import { type Stop, stopAt, type StopLimits, stopLimits } from './stop'
import type { Ending, Outcome, TraceColumns } from './trace'

/** Gradients of one example's coordinates between two yields, where evaluations are too short to yield. */
const yieldCoordinates = 1024

/**
 * The racer of a mean over examples. A step looks at its batch, throughout; what it leads to is not evaluated. The loss
 * of all examples is measured at the start, at the end and at every so many steps, and is not charged to the racer:
 * there stop rules on loss and gradient, the best loss and schedules that follow the loss act. One of `begin` and
 * `restore` is called first.
 */
export class SamplingRacer implements Racer {
  private readonly rule: RacingRule
  private readonly batches: Batches
  private readonly limits: StopLimits
  private readonly record: number
  private readonly measureEvery: number
  /** The columns that are measured besides. */
  private readonly columns: readonly string[]
  private readonly recorder: SampledRecorder
  private readonly early: EarlyStopping | undefined
  private theta: Float64Array
  /** Where the next step leads, and after it the point before. */
  private nextTheta: Float64Array
  /** Whether `nextTheta` is the point before theta. */
  private hasPointBefore = false
  /** The batch's gradient that a step uses. */
  private readonly gradient: Float64Array
  /** The gradient of all examples where it was measured last. */
  private readonly fullGradient: Float64Array
  /** The step at whose point `fullGradient` was measured; -1 before. */
  private measuredAt = -1
  /** What the objective had counted that is not the racer's: others' examples and those of measuring. */
  private uncharged: number
  private batchLoss = NaN
  private batchGradientNorm = NaN
  /** Of training that gathers statistics of its batches: those at theta, and at `nextTheta`. */
  private running: Float64Array | undefined
  private nextRunning: Float64Array | undefined
  /** Those at theta with the batch of the step that is under way. */
  private readonly gathered: Float64Array | undefined
  /** The columns at theta; NaN where they are not measured. */
  private measured: Float64Array
  private readonly unmeasured: Float64Array

  step = 0
  /** Of all examples at theta; NaN where it is not measured. */
  loss = NaN
  gradientNorm = NaN
  bestLoss = NaN
  bestStep = 0
  ending: Ending | undefined = undefined
  private isFinal = false

  constructor(
    spec: RacerSpec,
    private readonly objective: SumObjective,
    options: RaceOptions,
  ) {
    const n = objective.dimension
    this.rule = new RacingRule(spec, objective, options)
    this.batches = createBatches(spec.batch ?? options.batch, options.seed, objective)
    this.limits = stopLimits(options.stop, options.steps, options.box)
    this.record = options.record
    this.measureEvery = options.measure?.every ?? this.batches.perEpoch
    this.early = earlyStopping(options)
    const asked = columnsAsked(objective.measures?.columns, measuresAsked(options.measure))
    this.columns = this.early === undefined ? asked : [...new Set([...asked, this.early.column])]
    this.unmeasured = new Float64Array(this.columns.length).fill(NaN)
    this.measured = this.unmeasured
    this.recorder = new SampledRecorder(n, this.columns)
    this.running = objective.statistics?.initial()
    this.nextRunning = this.running?.slice()
    this.gathered = this.running?.slice()
    this.theta = Float64Array.from(spec.start)
    this.nextTheta = this.theta.slice()
    this.gradient = new Float64Array(n)
    this.fullGradient = new Float64Array(n)
    this.uncharged = objective.counts.examples
  }

  /** Examples seen. */
  get examples(): number {
    return this.objective.counts.examples - this.uncharged
  }

  get evaluations(): number {
    return this.examples / this.objective.examples
  }

  get learningRate(): number {
    return this.rule.input.learningRate
  }

  *begin(): Pieces<void> {
    yield* this.measure()
    this.bestLoss = this.loss
    this.recordRow()
    const { theta } = this
    const fault = faultOf(theta, this.loss, this.fullGradient, this.gradientNorm)
    this.isFinal = fault !== undefined
    if (fault === undefined) {
      this.noteBest()
      this.stopIfDue()
    } else {
      const reason = `${fault} at the start ${briefPoint(theta)}${this.beginningOf(undefined)}`
      this.ending = { outcome: 'non-finite', step: 0, reason }
    }
  }

  restore(checkpoint: Checkpoint): void {
    this.rule.restore(checkpoint)
    this.step = checkpoint.step
    this.theta.set(checkpoint.theta)
    this.nextTheta.set(checkpoint.theta)
    this.loss = checkpoint.loss
    this.gradientNorm = checkpoint.gradientNorm
    this.bestLoss = checkpoint.bestLoss
    this.bestStep = checkpoint.bestStep
    const { examples, batchLoss, batchGradientNorm, running, early } = checkpoint.sampled!
    this.uncharged = this.objective.counts.examples - examples
    this.batchLoss = batchLoss
    this.batchGradientNorm = batchGradientNorm
    if (running !== undefined) this.running?.set(running)
    this.early?.restore(early)
    this.isFinal = checkpoint.isFinal
    if (checkpoint.isFinal) this.ending = checkpoint.ending
    else this.stopIfDue()
  }

  snapshot(): Checkpoint {
    const { examples, batchLoss, batchGradientNorm, running } = this
    const early = this.early?.snapshot()
    return {
      step: this.step,
      theta: this.theta.slice(),
      state: cloneState(this.rule.state),
      schedule: { ...this.rule.scheduleState },
      gradient: new Float64Array(0),
      loss: this.loss,
      gradientNorm: this.gradientNorm,
      evaluations: this.evaluations,
      sampled: {
        examples,
        batchLoss,
        batchGradientNorm,
        ...(running && { running: running.slice() }),
        ...(early && { early }),
      },
      bestLoss: this.bestLoss,
      bestStep: this.bestStep,
      ...(this.ending === undefined ? {} : { ending: this.ending }),
      isFinal: this.isFinal,
    }
  }

  takeRows(): TraceColumns {
    return this.recorder.take(this.ending !== undefined)
  }

  advance(maxSteps: number, tap?: Tap): number {
    return finish(this.run(maxSteps, tap))
  }

  *run(maxSteps: number, tap?: Tap): Pieces<number> {
    const first = this.step
    const last = Math.min(first + maxSteps, this.limits.steps)
    let work = 0
    while (this.ending === undefined && this.step < last) {
      const before = this.objective.counts.examples
      yield* this.stepInPieces(tap)
      work += (this.objective.counts.examples - before) * this.objective.dimension
      if (work < yieldCoordinates) continue
      work = 0
      yield
    }
    return this.step - first
  }

  private *stepInPieces(tap: Tap | undefined): Pieces<void> {
    const { rule, theta, nextTheta, gradient, limits } = this
    const step = this.step + 1
    rule.forkIfDue(this.step)
    yield* this.look(step)
    const batchFault = faultOf(theta, this.batchLoss, gradient, this.batchGradientNorm)
    if (batchFault !== undefined) {
      this.isFinal = true
      const beginning = this.beginningOf(this.rule.oracle.batch)
      yield* this.end('non-finite', step, `${batchFault} on the batch of step ${step}${beginning}`)
      return
    }
    const ending = yield* rule.take(step, theta, gradient, this.batchLoss, tap)
    if (ending !== undefined) {
      this.isFinal = true
      yield* this.end(ending.outcome, this.step, ending.reason)
      return
    }
    const { update } = rule.input
    tap?.('update', update)
    for (let i = 0; i < nextTheta.length; i++) nextTheta[i] = theta[i] + update[i]
    if (this.gathered !== undefined) this.nextRunning!.set(this.gathered)
    this.hasPointBefore = false
    if (!allFinite(nextTheta)) {
      this.isFinal = true
      yield* this.end('non-finite', step, `${faultOf(nextTheta, 0, gradient, 0)} at step ${step}`)
      return
    }
    this.swapPoints()
    this.hasPointBefore = true
    this.step = step
    this.loss = NaN
    this.gradientNorm = NaN
    // What needs no measuring: how far it is, and what it has spent.
    let stop = stopAt(limits, this.theta, step, NaN, NaN, this.evaluations, step)
    let early: Stop | undefined
    const isMeasuringPoint = step % this.measureEvery === 0
    if (isMeasuringPoint || stop !== undefined) {
      yield* this.measure()
      const fault = faultOf(this.theta, this.loss, this.fullGradient, this.gradientNorm)
      if (fault !== undefined) {
        const beginning = this.beginningOf(undefined)
        this.stepBack()
        yield* this.end('non-finite', step, `${fault} at step ${step}${beginning}`)
        return
      }
      this.noteLoss()
      stop = stopAt(limits, this.theta, step, this.loss, this.gradientNorm, this.evaluations, this.bestStep)
      if (isMeasuringPoint) early = this.noteBest()
    }
    if (isMeasuringPoint || stop !== undefined || step % this.record === 0) this.recordRow()
    if (stop !== undefined) yield* this.end(stop.outcome, step, stop.reason)
    else if (early !== undefined) this.goBack(early)
  }

  /**
   * The loss and gradient of a step's batch at theta. Of all examples they may have been measured here: then they are
   * known, and charged.
   */
  private *look(step: number): Pieces<void> {
    const { objective, theta, gradient, rule } = this
    const batch = this.batches.at(step)
    rule.oracle.batch = batch
    if (batch === undefined && this.measuredAt === this.step) {
      copy(this.fullGradient, gradient)
      this.batchLoss = this.loss
      this.uncharged -= objective.examples
    } else this.batchLoss = yield* objective.inPieces.valueGrad(theta, gradient, batch)
    this.batchGradientNorm = euclideanNorm(gradient)
    if (this.running === undefined) return
    this.gathered!.set(this.running)
    objective.statistics!.takeIn(this.gathered!)
  }

  /** The loss and gradient of all examples at theta, at nobody's charge. */
  private *measure(): Pieces<void> {
    this.loss = yield* this.objective.inPieces.valueGrad(this.theta, this.fullGradient)
    this.uncharged += this.objective.examples
    this.gradientNorm = euclideanNorm(this.fullGradient)
    this.measuredAt = this.step
    const { columns, objective, theta, running } = this
    if (columns.length > 0) this.measured = yield* objective.measures!.measure(columns, theta, running)
  }

  /** What follows the loss sees one that was measured. */
  private noteLoss(): void {
    const { loss, step, rule } = this
    if ((this.bestLoss - loss) * rule.orientation > 0) {
      this.bestLoss = loss
      this.bestStep = step
    }
    rule.observe(loss, step)
  }

  /** What ends training early, if it is time. */
  private noteBest(): Stop | undefined {
    const { early, step, theta, loss, gradientNorm, running } = this
    if (early === undefined) return undefined
    const value = this.measured[this.columns.indexOf(early.column)]!
    return early.note(value, { step, theta, loss, gradientNorm, ...(running && { running }) })
  }

  /** Ends at the point that was best by a validation measure. */
  private goBack({ outcome, reason }: Stop): void {
    const { theta, running, loss, gradientNorm, step } = this.early!.snapshot()!
    this.isFinal = true
    this.theta.set(theta)
    if (running !== undefined) this.running!.set(running)
    this.loss = loss
    this.gradientNorm = gradientNorm
    this.finishAt(outcome, this.step, reason, { step, theta: [...theta], loss, ...listed(running) })
  }

  /** In words, in which layer what is not finite on a batch began. */
  private beginningOf(batch: Batch | undefined): string {
    const beginning = this.objective.beginningOfNonFinite?.(this.theta, batch)
    return beginning === undefined ? '' : `, which began in ${beginning}`
  }

  private swapPoints(): void {
    const { theta, nextTheta, running, nextRunning } = this
    this.theta = nextTheta
    this.nextTheta = theta
    this.running = nextRunning
    this.nextRunning = running
  }

  /** Returns to the point before, whose row is recorded already where it was due; what was measured is not of it. */
  private stepBack(): void {
    this.swapPoints()
    this.hasPointBefore = false
    this.step--
    this.loss = NaN
    this.gradientNorm = NaN
    this.measuredAt = -1
    this.isFinal = true
  }

  private stopIfDue(): void {
    const { limits, theta, step, loss, gradientNorm, evaluations } = this
    // Unmeasured, the loss has neither improved nor stalled here.
    const bestStep = Number.isNaN(loss) ? step : this.bestStep
    const stop = stopAt(limits, theta, step, loss, gradientNorm, evaluations, bestStep)
    if (stop !== undefined) this.finishAt(stop.outcome, step, stop.reason)
  }

  private recordRow(): void {
    this.recorder.record(
      this.step,
      this.theta,
      this.loss,
      this.gradientNorm,
      this.evaluations,
      this.batchLoss,
      this.batchGradientNorm,
      this.examples,
      this.isMeasured ? this.measured : this.unmeasured,
    )
  }

  private get isMeasured(): boolean {
    return this.measuredAt === this.step
  }

  /** Ends at the present point, which is measured and whose row is recorded. */
  private *end(outcome: Outcome, step: number, reason: string): Pieces<void> {
    if (Number.isNaN(this.loss) && this.measuredAt !== this.step) {
      yield* this.measure()
      const { step: at, theta, loss, gradientNorm, evaluations, examples, measured } = this
      this.recorder.measured(at, theta, loss, gradientNorm, evaluations, examples, measured)
    }
    if (Number.isFinite(this.loss) || !this.hasPointBefore) this.finishAt(outcome, step, reason)
    else {
      const loss = yield* this.objective.inPieces.value(this.nextTheta)
      this.uncharged += this.objective.examples
      const theta = [...this.nextTheta]
      this.finishAt(outcome, step, reason, { step: this.step - 1, theta, loss, ...listed(this.nextRunning) })
    }
  }

  private finishAt(
    outcome: Outcome,
    step: number,
    reason: string,
    lastFinite: Ending['lastFinite'] = {
      step: this.step,
      theta: [...this.theta],
      loss: this.loss,
      ...listed(this.running),
    },
  ): void {
    const kept =
      outcome === 'non-finite'
        ? `; last finite point ${briefPoint(Float64Array.from(lastFinite.theta))} at step ${lastFinite.step}`
        : ''
    this.ending = { outcome, step, reason: `${reason}${kept}`, lastFinite }
  }
}

function listed(running: Float64Array | undefined): { readonly running?: readonly number[] } {
  return running === undefined ? {} : { running: [...running] }
}

function earlyStopping({ stop, measure }: RaceOptions): EarlyStopping | undefined {
  const { patience } = stop
  return patience === undefined ? undefined : new EarlyStopping(patience, measure?.best ?? 'validation')
}
