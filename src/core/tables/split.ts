import { shuffle } from '../random/shuffle'
import { stream } from '../random/stream'
import { type SplitFractions, splitSizes } from './split-sizes'

/** Which examples are for what, each list ascending: disjoint, and together all of them. */
export interface Split {
  readonly training: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

/** Splits N examples; which ones are for what is drawn by the seed. */
export function splitExamples(count: number, fractions: SplitFractions, seed: number): Split {
  const [training, validation] = splitSizes(count, fractions)
  const order = new Uint32Array(count)
  shuffle(order, stream(seed, 'split'))
  return {
    training: order.slice(0, training).sort(),
    validation: order.slice(training, training + validation).sort(),
    test: order.slice(training + validation).sort(),
  }
}
