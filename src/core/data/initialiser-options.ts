import type { ChoiceHyperparameter, NumberHyperparameter } from '../definitions/optimizer'

/** A number without a range of its own; the usual one lies about its default, which is not negative. */
export function parameter(symbol: string, description: string, value: number): NumberHyperparameter {
  const usual = value === 0 ? ([-1, 1] as const) : ([0, 2 * value] as const)
  return { kind: 'number', description, symbol, default: value, min: -1000, max: 1000, scale: 'linear', usual }
}

/** A number that is not negative. */
export function amount(symbol: string, description: string, value: number): NumberHyperparameter {
  return { ...parameter(symbol, description, value), min: 0 }
}

/** What every initialiser has. */
export const scaleOption = {
  scale: parameter('s', 'What all that is filled in is multiplied by.', 1),
} as const

/** `calculateGain` gives that of an activation. */
export const gainOption = {
  gain: amount('g', 'What the activation asks for: 1 for linear and sigmoid, 5/3 for tanh, sqrt 2 for relu.', 1),
} as const

/** Uniform or normal, with one standard deviation. */
export function distributionOption<D extends 'uniform' | 'normal'>(value: D) {
  return {
    distribution: {
      kind: 'choice',
      description: 'The distribution of the weights, whose standard deviation is the same.',
      symbol: '\\mathcal{D}',
      default: value,
      options: ['uniform', 'normal'],
    },
  } as const satisfies Readonly<Record<string, ChoiceHyperparameter>>
}
