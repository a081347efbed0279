import type { ExampleRows } from '../data/example-rows'
import { isOfClasses } from './loss-ids'
import type { Network } from './network'

/** Examples as a network takes them. */
export interface Examples {
  readonly count: number
  /** count x inputs, row-major. */
  readonly inputs: Float64Array
  /** count x outputs, row-major: what is to come out; of a class, 1 for it and 0 for the others. */
  readonly targets: Float64Array
  /** So many others, a pure function of its arguments; absent where the data have no source. */
  readonly fresh?: (seed: number, step: number, count: number) => Pick<Examples, 'inputs' | 'targets'>
}

/** Examples by number: those there are, and behind them the ones drawn last. */
export class NumberedExamples {
  /** Those drawn last. */
  drawn: Pick<Examples, 'inputs' | 'targets'> | undefined

  constructor(readonly given: Examples) {}

  get count(): number {
    return this.given.count
  }

  drawFresh(seed: number, step: number, count: number): void {
    this.drawn = this.given.fresh!(seed, step, count)
  }
}

/** labels.length x width: 1 in the place of the class 0..width - 1, 0 elsewhere; of one output, the labels. */
export function targetsOfClasses(labels: ArrayLike<number>, width: number): Float64Array {
  if (width === 1) return Float64Array.from(labels)
  const targets = new Float64Array(labels.length * width)
  for (let example = 0; example < labels.length; example++) targets[example * width + labels[example]!] = 1
  return targets
}

/** Rows of data as a network takes them. */
export function examplesOf({ loss, widths }: Network, { count, inputs, targets }: ExampleRows): Examples {
  return { count, inputs, targets: isOfClasses(loss) ? targetsOfClasses(targets, widths.at(-1)!) : targets }
}
