import type { BooleanHyperparameter, NumberHyperparameter } from './optimizer'

/** The largest learning rate accepted: beyond it only overflow is left to see. */
const largestLearningRate = 1e6

/** A learning rate > 0 with the default and slider range that suit a rule. */
export function learningRate(value: number, usual: readonly [number, number]): NumberHyperparameter {
  return {
    kind: 'number',
    description: 'The learning rate: how far a step goes along the rule’s direction.',
    symbol: '\\eta',
    default: value,
    min: 0,
    max: largestLearningRate,
    exclusiveMin: true,
    scale: 'log',
    usual,
  }
}

/** The term added to the denominator of a rule that divides by a root of squared gradients. */
export function denominatorTerm(value: number): NumberHyperparameter {
  return {
    kind: 'number',
    description: 'Added to the denominator, outside the root, so that a vanishing gradient is not divided by zero.',
    symbol: '\\varepsilon',
    default: value,
    min: 0,
    max: 1000,
    scale: 'log',
    usual: [1e-12, 1e-2],
  }
}

/** The coefficient of the velocity kept from step to step; `exclusiveMin` where a rule is nothing without it. */
export function momentumCoefficient(value: number, exclusiveMin = false): NumberHyperparameter {
  return {
    kind: 'number',
    description: 'How much of the velocity is kept at each step: 0 forgets it, 1 is motion without friction.',
    symbol: '\\mu',
    default: value,
    min: 0,
    max: 1,
    exclusiveMin,
    scale: 'linear',
    usual: [exclusiveMin ? 0.01 : 0, 0.999],
  }
}

/** L2 regularisation coupled to the gradient: the rule works on g + lambda theta, as if the loss had a term lambda/2 |theta|^2. */
export const weightDecay = {
  kind: 'number',
  description: 'Pulls the point to the origin by adding this times theta to the gradient (coupled, an L2 penalty).',
  symbol: '\\lambda',
  default: 0,
  min: 0,
  max: 1000,
  scale: 'linear',
  usual: [0, 0.1],
} as const satisfies NumberHyperparameter

export const maximize = {
  kind: 'boolean',
  description: 'Climbs instead of descending: the gradient’s sign is turned before anything else.',
  symbol: '\\mathrm{maximize}',
  default: false,
} as const satisfies BooleanHyperparameter
