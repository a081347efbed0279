import type { Instrument } from '../../core/scene/instruments'

interface InstrumentNames {
  readonly name: string
  /** What it is about, after "Analyse". */
  readonly title: string
}

/** What people read of the instruments, by what they look at, in the order of menus. */
export const instrumentGroups: readonly (readonly [group: string, of: readonly Instrument[]])[] = [
  ['Surface', ['points', 'basins', 'cross-section', 'slice']],
  ['A step', ['step', 'taylor', 'throw', 'drag']],
  ['Races', ['sweep', 'seeds', 'schedules']],
  ['Data and networks', ['noise', 'examples', 'surrogates', 'network', 'weights', 'curvature', 'paths']],
]

export const instrumentNames: Readonly<Record<Instrument, InstrumentNames>> = {
  points: { name: 'Points', title: 'critical points' },
  basins: { name: 'Basins', title: 'basins of attraction' },
  sweep: { name: 'Sweep', title: 'a sweep of hyperparameters' },
  step: { name: 'Step', title: 'the step at the playhead' },
  drag: { name: 'Drag', title: 'motions under drag: viscous, quadratic and dry' },
  noise: { name: 'Noise', title: 'the noise of the gradient' },
  curvature: { name: 'Curvature', title: 'the curvature: spectra and the edge of stability' },
  slice: { name: 'Slice', title: 'the slice: which plane is drawn, and how true it is' },
  network: { name: 'Network', title: 'the network: its units, and its twins' },
  weights: { name: 'Weights', title: 'the weights of the layers, as heat maps' },
  paths: { name: 'Paths', title: 'paths between networks, and twins' },
  seeds: { name: 'Seeds', title: 'seeds: where their runs are, and when they leave' },
  schedules: { name: 'Schedules', title: 'the schedules of the learning rates, and their sums' },
  examples: { name: 'Examples', title: 'which examples were seen' },
  surrogates: { name: 'Losses', title: 'the losses over the prediction: 0-1 and its surrogates' },
  'cross-section': {
    name: 'Cross-section',
    title: 'a cross-section: the loss along a line, and the quadratic that touches it',
  },
  taylor: { name: 'Taylor', title: 'the Taylor terms of a step of gradient descent' },
  throw: { name: 'Throw', title: 'the throw at a cliff, and clipping' },
}
