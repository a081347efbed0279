import type { HyperparameterValue } from '../../../core/definitions/optimizer'

/** A set of racers worth watching together. Whatever is not named is as when added by hand. */
export interface RacerPreset {
  readonly title: string
  readonly description: string
  /** What they are compared by; as the scene has it where absent. */
  readonly compareBy?: 'step' | 'evaluation'
  readonly racers: readonly {
    readonly optimizer: string
    /** The racer's name; its optimizer's where absent. */
    readonly name?: string
    readonly hyper?: Readonly<Record<string, HyperparameterValue>>
  }[]
}

export const racerPresets: readonly RacerPreset[] = [
  {
    title: 'Six classics',
    description: 'plain, with momentum, adaptive',
    racers: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map((optimizer) => ({ optimizer })),
  },
  {
    title: 'Does momentum help?',
    description: 'one learning rate, three memories',
    racers: [
      { optimizer: 'sgd', hyper: { lr: 0.001 } },
      { optimizer: 'momentum', hyper: { lr: 0.001, momentum: 0.9 } },
      { optimizer: 'nesterov', hyper: { lr: 0.001, momentum: 0.9 } },
    ],
  },
  {
    title: 'Edge of stability',
    description: 'gradient descent at four learning rates',
    racers: [0.0005, 0.001, 0.002, 0.004].map((lr) => ({ optimizer: 'sgd', name: `sgd ${lr}`, hyper: { lr } })),
  },
  {
    title: 'Adaptive rules',
    description: 'AdaGrad, RMSProp and Adam at one learning rate',
    racers: ['adagrad', 'rmsprop', 'adam'].map((optimizer) => ({ optimizer, hyper: { lr: 0.1 } })),
  },
  {
    title: 'Adam and its family',
    description: 'what became of Adam: a maximum, other norms, Nesterov, rectified',
    racers: ['adam', 'amsgrad', 'adamw', 'adamax', 'nadam', 'radam'].map((optimizer) => ({
      optimizer,
      hyper: { lr: 0.05 },
    })),
  },
  {
    title: 'Second order',
    description: 'curvature known, estimated, or felt along the way',
    racers: ['newton', 'saddle-free-newton', 'trust-region', 'newton-cg', 'bfgs', 'l-bfgs', 'nonlinear-cg'].map(
      (optimizer) => ({ optimizer }),
    ),
  },
  {
    title: 'Fair race',
    description: 'first and second order at equally many evaluations',
    compareBy: 'evaluation',
    racers: ['sgd', 'nesterov', 'adam', 'sam', 'l-bfgs', 'newton'].map((optimizer) => ({ optimizer })),
  },
  {
    title: 'Adam and its memory',
    description: 'the first moment at 0, 0.9 and 0.99',
    racers: [0, 0.9, 0.99].map((beta) => ({
      optimizer: 'adam',
      name: `adam β₁ ${beta}`,
      hyper: { lr: 0.1, betas: [beta, 0.999] as const },
    })),
  },
]
