import type { Batch } from '../objectives/objective'
import { assembledRunner } from './assembled-runner'
import { panelSize, panelsOf, placeIn, type BlockRunner, type Rows, type StepList } from './block-steps'
import type { Examples } from './examples'
import { parameterCount, type Network } from './network'
import { networkPasses, type Passes } from './passes'
import { plainRunner } from './plain-runner'

/** A network and its examples in one memory, of which so many are computed together. */
export class NetworkBlocks {
  /** n */
  readonly dimension: number
  readonly passes: Passes
  private readonly runner: BlockRunner
  private fresh: Pick<Examples, 'inputs' | 'targets'> | undefined

  constructor(
    network: Network,
    private readonly examples: Examples,
    atOnce: number,
    makeRunner = (size: number): BlockRunner => assembledRunner(size) ?? plainRunner(size),
  ) {
    this.dimension = parameterCount(network)
    this.passes = networkPasses(network, atOnce)
    this.runner = makeRunner(this.passes.size)
  }

  get numbers(): Float64Array {
    return this.runner.numbers
  }

  drawFresh(seed: number, step: number, count: number): void {
    this.fresh = this.examples.fresh!(seed, step, count)
  }

  /** Takes up examples `from` to `to` - 1 of a batch. */
  load(batch: Batch | undefined, from: number, to: number): void {
    const { inputs, targets } = this.passes
    this.gather('inputs', inputs, batch, from, to)
    this.gather('targets', targets, batch, from, to)
  }

  write(place: number, numbers: Float64Array): void {
    this.runner.numbers.set(numbers, place)
  }

  clear(place: number): void {
    this.runner.numbers.fill(0, place, place + this.dimension)
  }

  run(steps: StepList, examples: number): void {
    this.runner.run(steps, examples)
  }

  /** sum[0] += the losses, in the order of examples. */
  addLosses(examples: number, sum: Float64Array): void {
    const { numbers } = this.runner
    const { losses } = this.passes
    let total = sum[0]!
    for (let example = 0; example < examples; example++) total += numbers[placeIn(losses, 0, example)]!
    sum[0] = total
  }

  /** sum[from + j] += what is at a place and j further, of n. */
  addTo(sum: Float64Array, from: number, place: number): void {
    const { dimension, numbers } = this
    for (let j = 0; j < dimension; j++) sum[from + j]! += numbers[place + j]!
  }

  private gather(what: 'inputs' | 'targets', rows: Rows, batch: Batch | undefined, from: number, to: number): void {
    const { numbers } = this.runner
    const { examples } = this
    const { count } = rows
    const end = from + panelSize * panelsOf(to - from)
    for (let k = from; k < end; k++) {
      const example = batch === undefined ? k : batch[k]!
      const isFresh = example >= examples.count
      const source = k >= to ? none : (isFresh ? this.fresh! : examples)[what]
      const row = count * (isFresh ? example - examples.count : example)
      const place = placeIn(rows, 0, k - from)
      for (let column = 0; column < count; column++) numbers[place + column * panelSize] = source[row + column] ?? 0
    }
  }
}

const none = new Float64Array(0)
