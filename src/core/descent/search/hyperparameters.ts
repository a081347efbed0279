import type { ChoiceHyperparameter, NumberHyperparameter } from '../../definitions/optimizer'

const wolfe = 'Nocedal and Wright, 2006, eq. (3.7): 0 < c1 < c2 < 1; the two ranges keep c1 < c2'

/** The share of the decrease promised by the slope that a step must bring. */
export const c1 = {
  kind: 'number',
  description: 'A step must bring at least this share of the decrease that the slope at its start promises.',
  symbol: 'c_1',
  default: 1e-4,
  min: 0,
  max: 0.1,
  exclusiveMin: true,
  exclusiveMax: true,
  scale: 'log',
  usual: [1e-6, 1e-2],
  rangeSource: wolfe,
} as const satisfies NumberHyperparameter

/** The share of the slope that a step may leave: small is a nearly exact search. */
export function curvatureShare(value: number): NumberHyperparameter {
  return {
    kind: 'number',
    description:
      'A step may leave at most this share of the slope along it: small searches nearly exactly, at a price.',
    symbol: 'c_2',
    default: value,
    min: 0.1,
    max: 1,
    exclusiveMax: true,
    scale: 'linear',
    usual: [0.1, 0.95],
    rangeSource: wolfe,
  }
}

/** The choice of a line search among those that suit a rule, the first being the default. */
export function lineSearch<const Options extends readonly string[]>(
  ...options: Options
): ChoiceHyperparameter & { readonly options: Options } {
  return {
    kind: 'choice',
    description:
      'How the step’s length is found: not at all (the learning rate), by shortening it until the loss has decreased enough, or where the slope has flattened as well (strong Wolfe).',
    symbol: '\\mathrm{line\\ search}',
    default: options[0]!,
    options,
    rangeSource: 'those that suit the rule',
  }
}

/** The tolerance at which a rule ends as converged: on the largest component of the gradient, or on its norm. */
export function gradientTolerance(value: number, measure: 'component' | 'norm'): NumberHyperparameter {
  return {
    kind: 'number',
    description:
      measure === 'norm'
        ? 'Converged once the gradient’s norm is at most this.'
        : 'Converged once no component of the gradient is larger than this.',
    symbol: 'g_{\\mathrm{tol}}',
    default: value,
    min: 0,
    max: 1e6,
    scale: 'log',
    usual: [1e-12, 1e-2],
    rangeSource: 'SciPy from 0, which is met only where the gradient vanishes',
  }
}
