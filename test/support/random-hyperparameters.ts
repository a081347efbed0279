import { isValueOf, type HyperparameterValues } from '../../src/core/definitions/hyperparameters'
import type { Hyperparameter, Hyperparameters, HyperparameterValue } from '../../src/core/definitions/optimizer'
import { exp, log } from '../../src/core/elementary'
import type { Stream } from '../../src/core/random/stream'

export function pick<T>(draws: Stream, choices: readonly T[]): T {
  return choices[Math.floor(draws.uniform() * choices.length)]!
}

/** Values for hyperparameters: anywhere in their usual ranges, and often at an end of all that is accepted. */
export function randomHyperparameters(hyperparameters: Hyperparameters, draws: Stream): HyperparameterValues {
  return Object.fromEntries(
    Object.entries(hyperparameters).map(([key, hyperparameter]) => [key, randomValue(hyperparameter, draws)]),
  )
}

function randomValue(hyperparameter: Hyperparameter, draws: Stream): HyperparameterValue {
  switch (hyperparameter.kind) {
    case 'boolean':
      return draws.uniform() < 0.5
    case 'choice':
      return pick(draws, hyperparameter.options)
    case 'pair': {
      const { min, max, around } = hyperparameter
      const first =
        around === undefined ? pick(draws, [min, draws.uniform()]) : around * (0.01 + 0.98 * draws.uniform())
      const second = around === undefined ? pick(draws, [min, max, draws.uniform()]) : around * (1.01 + draws.uniform())
      return acceptable(hyperparameter, [first, second])
    }
    case 'number': {
      const { min, max, usual, scale, integer } = hyperparameter
      const [low, high] = usual
      const share = draws.uniform()
      const inside = scale === 'log' ? exp(log(low) + share * log(high / low)) : low + share * (high - low)
      return acceptable(hyperparameter, pick(draws, [min, max, integer === true ? Math.round(inside) : inside]))
    }
  }
}

/** The value, or the default where it is the end of a range that does not belong to it. */
function acceptable(hyperparameter: Hyperparameter, value: HyperparameterValue): HyperparameterValue {
  return isValueOf(hyperparameter, value) ? value : hyperparameter.default
}

const special = [0, 5e-324, 1e-310, 1e-200, 1e-160, 1e-8, 1, 1e160, 1e200, 1.7e308, Infinity, NaN]

/** A number of any size, of either sign, often one at which rules and roundings have their joints. */
export function anyNumber(draws: Stream): number {
  const sign = draws.uniform() < 0.5 ? -1 : 1
  const size = exp(30 * draws.uniform() - 20)
  return sign * (draws.uniform() < 0.4 ? pick(draws, special) : size)
}
