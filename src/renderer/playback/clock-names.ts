import type { ClockAxis } from './trace'

interface ClockNames {
  /** Of many, in a sentence. */
  readonly plural: string
  /** Above a column and beside a number. */
  readonly short: string
  readonly title: string
  /** What is counted, as a heading. */
  readonly heading: string
}

/** What people read of the clocks. */
export const clockNames: Readonly<Record<ClockAxis, ClockNames>> = {
  step: { plural: 'steps', short: 'step', title: 'step', heading: 'Steps' },
  evaluation: {
    plural: 'evaluations',
    short: 'evals',
    title: 'gradient evaluations',
    heading: 'Evaluations of the gradient',
  },
  epoch: { plural: 'epochs', short: 'epochs', title: 'epochs', heading: 'Epochs, each as many examples as there are,' },
  examples: { plural: 'examples', short: 'examples', title: 'examples seen', heading: 'Examples seen' },
}
