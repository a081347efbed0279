import type { Batch } from '../objectives/objective'
import { assembledRunner } from './assembled-runner'
import { panelSize, panelsOf, placeIn, type BlockRunner, type Rows, type StepList } from './block-steps'
import type { NumberedExamples } from './examples'
import { layersOf, parameterCount, type Layer, type Network } from './network'
import { networkPasses, type Passes } from './passes'
import { plainRunner } from './plain-runner'

/** Makes what runs block steps, in a memory of so many numbers. */
export type MakeRunner = (size: number) => BlockRunner

/** A network in a memory in which so many examples are computed together. */
export class NetworkBlocks {
  /** n */
  readonly dimension: number
  readonly passes: Passes
  readonly layers: readonly Layer[]
  private readonly runner: BlockRunner

  constructor(
    network: Network,
    atOnce: number,
    makeRunner: MakeRunner = (size) => assembledRunner(size) ?? plainRunner(size),
  ) {
    this.dimension = parameterCount(network)
    this.passes = networkPasses(network, atOnce)
    this.layers = layersOf(network)
    this.runner = makeRunner(this.passes.size)
  }

  get numbers(): Float64Array {
    return this.runner.numbers
  }

  /** Takes up examples `from` to `to` - 1 of a batch. */
  load(examples: NumberedExamples, batch: Batch | undefined, from: number, to: number): void {
    const { inputs, targets } = this.passes
    this.gather('inputs', inputs, examples, batch, from, to)
    this.gather('targets', targets, examples, batch, from, to)
  }

  write(place: number, numbers: Float64Array): void {
    this.runner.numbers.set(numbers, place)
  }

  /** The running statistics of its normalisations: mean and variance of each unit, layer by layer. */
  writeRunning(running: Float64Array): void {
    let at = 0
    for (const { count, running: place } of this.passes.normalisations) {
      this.write(place, running.subarray(at, at + 2 * count))
      at += 2 * count
    }
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

  private gather(
    what: 'inputs' | 'targets',
    rows: Rows,
    examples: NumberedExamples,
    batch: Batch | undefined,
    from: number,
    to: number,
  ): void {
    const { numbers } = this.runner
    const { count } = rows
    const end = from + panelSize * panelsOf(to - from)
    for (let k = from; k < end; k++) {
      const place = placeIn(rows, 0, k - from)
      if (k >= to) {
        for (let column = 0; column < count; column++) numbers[place + column * panelSize] = 0
        continue
      }
      const example = batch === undefined ? k : batch[k]!
      const isDrawn = example >= examples.count
      const source = (isDrawn ? examples.drawn! : examples.given)[what]
      const row = count * (isDrawn ? example - examples.count : example)
      for (let column = 0; column < count; column++) numbers[place + column * panelSize] = source[row + column]!
    }
  }
}
