import type { BooleanHyperparameter, NumberHyperparameter, PairHyperparameter } from '../definitions/optimizer'

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
    rangeSource: 'PyTorch from 0, which stands still; beyond the upper end there is only overflow',
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
    rangeSource: 'PyTorch from 0; at the upper end it outweighs any usual gradient',
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
    rangeSource: 'PyTorch from 0; above 1 a velocity feeds itself',
  }
}

/** The weight of the past in a moving average of gradients: below 1, where the average would learn nothing. */
export function averageCoefficient(value: number): NumberHyperparameter {
  return {
    kind: 'number',
    description: 'How much of the average of gradients is kept at each step.',
    symbol: '\\beta',
    default: value,
    min: 0,
    max: 1,
    exclusiveMax: true,
    scale: 'linear',
    usual: [0, 0.999],
    rangeSource: 'Ma and Yarats, 2019; at 1 the average would learn nothing',
  }
}

/** The weights of the past in the averages of gradients and of their squares. */
export function averageCoefficients(value: readonly [number, number]): PairHyperparameter {
  return {
    kind: 'pair',
    description: 'How much of the averages of gradients and of squared gradients is kept at each step.',
    symbol: '\\beta_1, \\beta_2',
    default: value,
    min: 0,
    max: 1,
    exclusiveMax: true,
    rangeSource: 'Kingma and Ba, 2015, Algorithm 1; PyTorch',
  }
}

/**
 * L2 regularisation coupled to the gradient: the rule works on g + lambda theta, as if the loss had a term lambda/2
 * |theta|^2.
 */
export const weightDecay = {
  kind: 'number',
  description: 'Pulls the point to the origin by adding this times theta to the gradient (coupled, an L2 penalty).',
  symbol: '\\lambda',
  default: 0,
  min: 0,
  max: 1000,
  scale: 'linear',
  usual: [0, 0.1],
  rangeSource: 'PyTorch from 0; at the upper end nothing but the origin is left',
} as const satisfies NumberHyperparameter

/**
 * Weight decay beside the gradient, which a rule's averages and scalings do not see: theta shrinks by lr lambda theta.
 */
export function decoupledDecay(value: number): NumberHyperparameter {
  return {
    ...weightDecay,
    description:
      'Pulls the point to the origin by this times theta times the learning rate, whatever the gradient (decoupled).',
    default: value,
  }
}

export const decoupledWeightDecay = {
  kind: 'boolean',
  description: 'Lets weight decay shrink theta directly, as AdamW does, instead of entering the gradient.',
  symbol: '\\mathrm{decoupled}',
  default: false,
} as const satisfies BooleanHyperparameter

export const maximize = {
  kind: 'boolean',
  description: 'Climbs instead of descending: the gradient’s sign is turned before anything else.',
  symbol: '\\mathrm{maximize}',
  default: false,
} as const satisfies BooleanHyperparameter
