import type { Pieces } from '../pieces'
import { blockSize } from '../objectives/sum'
import { placeIn, type Rows } from './block-steps'
import { type Examples, NumberedExamples } from './examples'
import { isOfClasses } from './loss-ids'
import type { Network } from './network'
import type { MakeRunner } from './network-blocks'
import { sharedBlocks, type SharedBlocks } from './shared-blocks'

/** What a network is worth over examples. */
export interface Measured {
  /** The mean loss, without any penalty. */
  readonly loss: number
  /** Of classes the accuracy, the part of examples whose margin is above 0; of numbers R^2. */
  readonly performance: number
}

/**
 * Measures a network over examples: others than those it trains on, such as a validation or test split. With batch
 * normalisation each example is normalised by running statistics, two numbers a unit as `RunningStatistics` has them.
 */
export class NetworkMeasures {
  private readonly shared: SharedBlocks
  private readonly examples: NumberedExamples
  private readonly targetSquares: number

  constructor(
    private readonly network: Network,
    examples: Examples,
    makeRunner?: MakeRunner,
  ) {
    this.shared = sharedBlocks(network, blockSize, makeRunner)
    this.examples = new NumberedExamples(examples)
    this.targetSquares = squaresAboutMeans(examples, network.widths.at(-1)!)
  }

  *measure(theta: Float64Array, running?: Float64Array): Pieces<Measured> {
    const { network, examples } = this
    const ofClasses = isOfClasses(network.loss)
    let good = 0
    const losses = new Float64Array(examples.count)
    yield* this.visit(theta, running, losses, (outputs, targets) => {
      good += ofClasses ? Number(isRight(outputs, targets)) : -squareDistance(outputs, targets)
    })
    const loss = losses.reduce((sum, value) => sum + value, 0) / examples.count
    const performance = ofClasses ? good / examples.count : 1 + good / this.targetSquares
    // What is no number has no margin either.
    return { loss, performance: Number.isNaN(loss) ? NaN : performance }
  }

  /** The loss of each example. */
  *losses(theta: Float64Array, running?: Float64Array): Pieces<Float64Array> {
    const losses = new Float64Array(this.examples.count)
    yield* this.visit(theta, running, losses, () => undefined)
    return losses
  }

  /** The outputs for each example, count x outputs, row-major. */
  *outputs(theta: Float64Array, out: Float64Array, running?: Float64Array): Pieces<void> {
    const width = this.network.widths.at(-1)!
    let at = 0
    yield* this.visit(theta, running, new Float64Array(this.examples.count), (outputs) => {
      out.set(outputs, at)
      at += width
    })
  }

  /** The loss of each example into `losses`; `look` sees outputs and targets of one after the other. */
  private *visit(
    theta: Float64Array,
    running: Float64Array | undefined,
    losses: Float64Array,
    look: (outputs: Float64Array, targets: Float64Array) => void,
  ): Pieces<void> {
    const { shared, examples, network } = this
    if (network.batchNorm && running === undefined) throw new Error('measured without running statistics')
    const width = network.widths.at(-1)!
    const [outputs, targets] = [new Float64Array(width), new Float64Array(width)]
    for (let from = 0; from < examples.count; from += blockSize) {
      if (from > 0) yield
      const to = Math.min(examples.count, from + blockSize)
      const blocks = shared.take()
      const { passes, numbers } = blocks
      const read = (rows: Rows, example: number, out: Float64Array): void => {
        for (let row = 0; row < width; row++) out[row] = numbers[placeIn(rows, row, example)]!
      }
      blocks.write(passes.theta, theta)
      if (running !== undefined) blocks.writeRunning(running)
      blocks.load(examples, undefined, from, to)
      blocks.run(network.batchNorm ? passes.valueByRunning : passes.value, to - from)
      for (let example = from; example < to; example++) {
        losses[example] = numbers[placeIn(passes.losses, 0, example - from)]!
        read(passes.outputs, example - from, outputs)
        read(passes.targets, example - from, targets)
        look(outputs, targets)
      }
      shared.giveBack(blocks)
    }
  }
}

/** Whether the target's class has the largest output, alone; of one output, whether it is on its class's side of 0. */
function isRight(outputs: Float64Array, targets: Float64Array): boolean {
  if (outputs.length === 1) return outputs[0]! * (2 * targets[0]! - 1) > 0
  const label = targets.indexOf(1)
  return outputs.every((output, k) => k === label || output < outputs[label]!)
}

function squareDistance(outputs: Float64Array, targets: Float64Array): number {
  return outputs.reduce((sum, output, k) => sum + (output - targets[k]!) * (output - targets[k]!), 0)
}

/** The sum over outputs of the squares of targets about their mean. */
function squaresAboutMeans({ count, targets }: Examples, width: number): number {
  let sum = 0
  for (let k = 0; k < width; k++) {
    const column = Array.from({ length: count }, (_, i) => targets[i * width + k]!)
    const mean = column.reduce((total, value) => total + value, 0) / count
    sum += column.reduce((total, value) => total + (value - mean) * (value - mean), 0)
  }
  return sum
}
