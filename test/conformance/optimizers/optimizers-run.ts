import type { HyperparameterValues } from '../../../src/core/definitions/hyperparameters'
import type { OptimizerDefinition, OptimizerState, StepEnding, Tap } from '../../../src/core/definitions/optimizer'
import { Chain } from '../../../src/core/race/chain'
import { noNoise } from '../../../src/core/race/noise'
import { RaceOracle } from '../../../src/core/race/oracle'
import { endingOf } from '../../../src/core/race/rule'
import type { TiltedWells } from './optimizers-objective'

/**
 * Some settings of every optimizer: its defaults, then each hyperparameter away from its default, alone and all at
 * once.
 */
export function settingsOf({ hyperparameters }: OptimizerDefinition): readonly HyperparameterValues[] {
  const moved = Object.entries(hyperparameters).map(([key, hyperparameter]): HyperparameterValues => {
    switch (hyperparameter.kind) {
      case 'boolean':
        return { [key]: !hyperparameter.default }
      case 'choice':
        return { [key]: hyperparameter.options.find((option) => option !== hyperparameter.default)! }
      case 'pair':
        return { [key]: hyperparameter.around === undefined ? [0.3, 0.7] : [0.3, 1.7] }
      case 'number': {
        const value = 0.37 * hyperparameter.usual[0] + 0.63 * hyperparameter.usual[1]
        return { [key]: hyperparameter.integer === true ? Math.round(value) : value }
      }
    }
  })
  return withDefaults(hyperparameters, moved)
}

/**
 * As `settingsOf`, with every number at the lower end of its range, or where that does not belong to it of its usual
 * one.
 */
export function lowestSettingsOf({ hyperparameters }: OptimizerDefinition): readonly HyperparameterValues[] {
  const lowest = Object.entries(hyperparameters).flatMap(([key, hyperparameter]): HyperparameterValues[] => {
    if (hyperparameter.kind === 'number')
      return [{ [key]: hyperparameter.exclusiveMin === true ? hyperparameter.usual[0] : hyperparameter.min }]
    if (hyperparameter.kind !== 'pair' || hyperparameter.exclusiveMin === true) return []
    return [{ [key]: [hyperparameter.min, hyperparameter.min] }]
  })
  return withDefaults(hyperparameters, lowest)
}

function withDefaults(
  hyperparameters: OptimizerDefinition['hyperparameters'],
  settings: readonly HyperparameterValues[],
): readonly HyperparameterValues[] {
  const defaults = Object.fromEntries(Object.entries(hyperparameters).map(([key, { default: value }]) => [key, value]))
  return [defaults, ...settings.map((one) => ({ ...defaults, ...one })), Object.assign({}, defaults, ...settings)]
}

/** Runs a rule on tilted wells without a race around it, until it says that it takes no further step. */
export class Run {
  readonly theta: Float64Array
  readonly update: Float64Array
  state: OptimizerState
  ending: StepEnding | undefined
  readonly #oracle: RaceOracle
  readonly #gradient: Float64Array

  constructor(
    readonly optimizer: OptimizerDefinition,
    readonly hyper: HyperparameterValues,
    start: Float64Array,
    readonly objective: TiltedWells,
    readonly seed = 3,
  ) {
    const n = start.length
    this.theta = start.slice()
    this.#oracle = new RaceOracle(objective, optimizer, new Chain({ seed, noise: noNoise }, n))
    this.#gradient = new Float64Array(n)
    this.update = new Float64Array(n)
    this.state = optimizer.init(n, hyper, objective.layout)
  }

  /** Takes one step, unless it has ended or ends here. */
  step(step: number, tap?: Tap): this {
    if (this.ending !== undefined) return this
    this.objective.step = step
    this.#oracle.step = step
    const loss = this.objective.valueGrad(this.theta, this.#gradient)
    const reply = this.optimizer.step(this.state, this.hyper, {
      theta: this.theta.slice(),
      gradient: this.#gradient,
      step,
      learningRate: typeof this.hyper.lr === 'number' ? this.hyper.lr : 1,
      loss,
      layout: this.objective.layout,
      seed: this.seed,
      oracle: this.#oracle,
      update: this.update,
      tap,
    })
    const ending = endingOf(reply)
    if (ending === undefined) for (let i = 0; i < this.theta.length; i++) this.theta[i] += this.update[i]
    else this.ending = ending
    return this
  }

  advance(from: number, to: number): this {
    for (let step = from; step <= to; step++) this.step(step)
    return this
  }
}
