import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { BooleanHyperparameter, NumberHyperparameter } from '../definitions/optimizer'
import { mostExamples } from '../objectives/example-table'

const examples: NumberHyperparameter = {
  kind: 'number',
  description: 'How many examples there are, before they are split.',
  symbol: 'N',
  default: 400,
  min: 1,
  max: mostExamples,
  integer: true,
  scale: 'log',
  usual: [20, 5000],
}

const everywhere: BooleanHyperparameter = {
  kind: 'boolean',
  description:
    'Whether validation, test, fresh examples and the risk are corrupted as well; otherwise the training split alone is.',
  symbol: '\\text{everywhere}',
  default: false,
}

/** Options that every classification has. */
export const labelOptions = {
  examples,
  flipFraction: {
    kind: 'number',
    description:
      'The part of the labels that are flipped, each to another class: exactly so many of the training split, or each with this probability everywhere.',
    symbol: 'q',
    default: 0,
    min: 0,
    max: 1,
    scale: 'linear',
    usual: [0, 0.5],
    rangeSource: 'a part of the whole',
  },
  randomLabels: {
    kind: 'boolean',
    description: 'Whether labels are drawn from all classes alike, whatever the inputs: there is nothing to learn.',
    symbol: '\\text{random}',
    default: false,
  },
  everywhere,
} as const

/** Options that every regression has. */
export const numberOptions = {
  examples,
  targetNoise: {
    kind: 'number',
    description: 'The standard deviation of Gaussian noise that is added to targets, besides that of the set itself.',
    symbol: '\\tau',
    default: 0,
    min: 0,
    max: 1000,
    scale: 'linear',
    usual: [0, 1],
  },
  everywhere,
} as const

/** What is done to targets once they are drawn; the parts that a task does not have are nothing. */
export interface Corruption {
  readonly flipFraction: number
  readonly randomLabels: boolean
  readonly targetNoise: number
  readonly everywhere: boolean
}

export const noCorruption = {
  flipFraction: 0,
  randomLabels: false,
  targetNoise: 0,
  everywhere: false,
} as const satisfies Corruption

/** The corruption that options of a set ask for. */
export function corruptionOf(options: HyperparameterValues): Corruption {
  const { flipFraction, randomLabels, targetNoise, everywhere }: Corruption = { ...noCorruption, ...options }
  return { flipFraction, randomLabels, targetNoise, everywhere }
}

/** The standard deviation of a set's own noise, on which `description` says where it is. */
export function noiseOption(value: number, description: string): NumberHyperparameter {
  return {
    kind: 'number',
    description,
    symbol: '\\sigma',
    default: value,
    min: 0,
    max: 100,
    scale: 'linear',
    usual: [0, 1],
  }
}
