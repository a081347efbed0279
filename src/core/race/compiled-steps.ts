import { cells } from '../assembly/shared-memory'
import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { ElementwiseRule } from '../definitions/optimizer'
import { elementwisePrograms, type ElementwisePrograms } from '../descent/elementwise/elementwise-rule'
import type { FormulaPrograms, Objective } from '../objectives/objective'
import { StepModules } from './modules/step-modules'
import { stepsInCall, type RaceModule } from './modules/race-module'
import { stopChecks, type StopChecks } from './modules/step-programs'
import type { Recorder } from './recorder'
import type { RacingRule } from './rule'
import type { StopLimits } from './stop'

/** A call that takes fewer than this costs more than it gains. */
const fewSteps = 8
const longestPause = 512

/** Where a racer is: what its steps change. */
export interface Place {
  step: number
  loss: number
  gradientNorm: number
  evaluations: number
  bestLoss: number
  bestStep: number
  readonly theta: Float64Array
  readonly gradient: Float64Array
}

/** The steps of one racer by a module, whose every number is the racer's own. */
export class CompiledSteps {
  private hyper: HyperparameterValues | undefined
  private programs: ElementwisePrograms | undefined
  private modules: StepModules | undefined
  private constants: readonly number[] = []
  /** Steps that the racer takes by itself before the module is asked again. */
  private pause = 1
  private readonly checks: StopChecks

  private constructor(
    private readonly rule: RacingRule,
    private readonly described: ElementwiseRule,
    private readonly formula: FormulaPrograms,
    private readonly limits: StopLimits,
  ) {
    this.checks = stopChecks(limits)
  }

  /** Of a rule that is described by coordinates, on a formula, with nothing between them. */
  static of(rule: RacingRule, objective: Objective, limits: StopLimits): CompiledSteps | undefined {
    const described = rule.optimizer.rule
    if (described === undefined || !rule.chain.isIdle || !rule.isForeseen) return undefined
    const { formula } = objective
    if (formula === undefined) return undefined
    return new CompiledSteps(rule, described, formula, limits)
  }

  /**
   * Takes steps up to `last` at most, and returns how many the racer is to take by itself before it asks again: at
   * least one where `last` is not reached.
   */
  take(place: Place, last: number, recorder: Recorder, every: number): number {
    if (this.rule.hyper !== this.hyper) this.prepare()
    const modules = this.modules!
    const alone = Math.min(modules.stepsUntilRace, last - place.step)
    if (alone > 0) {
      modules.count(alone)
      return alone
    }
    const compiled = modules.race(this.checks)
    if (compiled === undefined) return last - place.step
    const { limits } = this
    // What a last step and a budget lead to is the racer's.
    const until = Math.min(last, limits.steps - 1, place.step + limits.evaluations - place.evaluations - 1)
    let taken = 0
    for (let asked = stepsInCall; asked === stepsInCall && place.step < until;) {
      asked = Math.min(stepsInCall, until - place.step)
      const done = this.call(compiled, place, asked, recorder, every)
      taken += done
      if (done < asked) break
    }
    this.pause = taken >= fewSteps ? 1 : Math.min(2 * this.pause, longestPause)
    return this.pause
  }

  private prepare(): void {
    const { rule, described, formula } = this
    this.hyper = rule.hyper
    this.programs = elementwisePrograms(described, rule.hyper)
    this.constants = Object.values(described.constants(rule.hyper))
    this.modules = StepModules.of({ dimension: formula.dimension, gradient: formula.gradient, rule: this.programs })
  }

  /** Takes `asked` steps, or fewer where one of them is the racer's; returns how many. */
  private call({ places, run }: RaceModule, place: Place, asked: number, recorder: Recorder, every: number): number {
    const { rule, limits, formula, programs, constants } = this
    const { theta, gradient } = place
    const { state } = rule
    const n = theta.length
    const { memory, running } = programs!
    const to = cells
    to[places.goesOn] = 1
    places.write(limits, rule.orientation, formula.parameters, constants)
    to[places.bestLoss] = place.bestLoss
    to[places.bestStep] = place.bestStep
    to[places.lastStep] = place.step
    to.set(theta, places.theta)
    to.set(gradient, places.gradient)
    for (let k = 0; k < memory.length; k++) to.set(state[memory[k]!] as Float64Array, places.memory + k * n)
    for (let k = 0; k < running.length; k++) to[places.running + k] = state[running[k]!] as number
    this.writeLearningRates(places.learningRates, place.step, asked)
    run(asked)
    const done = to[places.lastStep]! - place.step
    if (done === 0) return 0

    formula.counts.gradients += done
    theta.set(to.subarray(places.theta, places.theta + n))
    gradient.set(to.subarray(places.gradient, places.gradient + n))
    for (let k = 0; k < memory.length; k++) {
      const from = places.memory + k * n
      ;(state[memory[k]!] as Float64Array).set(to.subarray(from, from + n))
    }
    for (let k = 0; k < running.length; k++) state[running[k]!] = to[places.running + k]!
    place.bestLoss = to[places.bestLoss]!
    place.bestStep = to[places.bestStep]!
    place.loss = to[places.losses + done - 1]!
    place.gradientNorm = to[places.norms + done - 1]!
    rule.input.learningRate = to[places.learningRates + done - 1]!
    recorder.recordMany(to, places, done, every, place.evaluations)
    place.step += done
    place.evaluations += done
    return done
  }

  /** The learning rates of steps to come. */
  private writeLearningRates(column: number, step: number, asked: number): void {
    const { rule } = this
    if (rule.isConstant) cells.fill(rule.rateAt(step + 1), column, column + asked)
    else for (let t = 0; t < asked; t++) cells[column + t] = rule.rateAt(step + 1 + t)
  }
}
