import { expect, test } from 'vitest'
import { activationIds } from '../src/core/networks/activations'
import { assembledRunner } from '../src/core/networks/assembled-runner'
import type { BlockRunner } from '../src/core/networks/block-steps'
import { type Examples, targetsOfClasses } from '../src/core/networks/examples'
import { isOfClasses, lossIds } from '../src/core/networks/loss-ids'
import type { Network } from '../src/core/networks/network'
import { networkObjective } from '../src/core/networks/network-objective'
import { plainRunner } from '../src/core/networks/plain-runner'
import { finish } from '../src/core/pieces'
import { stream, type Stream } from '../src/core/random/stream'
import { pick } from '../test/support/random-hyperparameters'
import { effort } from './support/effort'

function whole(draw: Stream, least: number, most: number): number {
  return least + Math.floor((most - least + 1) * draw.uniform())
}

function randomNetwork(draw: Stream): Network {
  const loss = pick(draw, lossIds)
  const isTied = draw.uniform() < 0.1
  const width = whole(draw, 1, 5)
  const outputs =
    loss === 'binary-cross-entropy' || loss === 'hinge' ? 1 : loss === 'cross-entropy' ? whole(draw, 2, 6) : width
  const hidden = Array.from({ length: whole(draw, 0, 3) }, () => (isTied ? outputs : whole(draw, 1, 9)))
  const widths = [isTied ? outputs : whole(draw, 1, 7), ...hidden, outputs]
  const activations = hidden.map(() => pick(draw, activationIds))
  return { widths, activations, loss, isTied, batchNorm: !isTied && draw.uniform() < 0.3 }
}

function randomExamples(draw: Stream, { widths, loss }: Network): Examples {
  const count = whole(draw, 2, 150)
  const outputs = widths.at(-1)!
  // Among them some that saturate, or are no numbers any more after a layer.
  const size = pick(draw, [1, 1, 1, 30, 1e200])
  const inputs = Float64Array.from({ length: count * widths[0]! }, () => size * draw.normal())
  const labels = Array.from({ length: count }, () => whole(draw, 0, Math.max(1, outputs - 1)))
  const targets = isOfClasses(loss)
    ? targetsOfClasses(labels, outputs)
    : Float64Array.from({ length: count * outputs }, () => draw.normal())
  return { count, inputs, targets }
}

const assembled = (size: number): BlockRunner => assembledRunner(size)!

test('two examples at once give the bits of one at a time', () => {
  const { seed, count } = effort('networks', 120)
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'network', trial)
    const network = randomNetwork(draw)
    const examples = randomExamples(draw, network)
    const ofEach = [assembled, plainRunner].map((make) => networkObjective(network, examples, 0.1, {}, make))
    const n = ofEach[0]!.dimension
    const theta = Float64Array.from({ length: n }, () => (draw.uniform() < 0.05 ? 0 : draw.normal()))
    const direction = Float64Array.from({ length: n }, () => draw.normal())
    const batch = Uint32Array.from({ length: whole(draw, 2, Math.min(90, examples.count)) }, () =>
      whole(draw, 0, examples.count - 1),
    )
    const [found, expected] = ofEach.map((objective) => {
      const [gradient, ofBatch, product] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
      const value = objective.valueGrad(theta, gradient)
      objective.hessianVector(theta, direction, product)
      const batchLoss = finish(objective.inPieces.valueGrad(theta, ofBatch, batch))
      return { value, again: objective.value(theta), batchLoss, gradient, ofBatch, product }
    })
    expect(found, `trial ${trial}: ${JSON.stringify(network)}`).toEqual(expected)
  }
})

test('gradients and products are the slopes of values and gradients', () => {
  const { seed, count } = effort('network derivatives', 60)
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'derivatives', trial)
    const network = { ...randomNetwork(draw), loss: pick(draw, ['mse', 'half-mse'] as const) }
    // Where there are no kinks.
    const smooth = network.activations.map((id) => (id.includes('relu') ? 'tanh' : id))
    const given = { ...network, activations: smooth }
    const outputs = given.widths.at(-1)!
    const size = whole(draw, 2, 20)
    const examples = {
      count: size,
      inputs: Float64Array.from({ length: size * given.widths[0]! }, () => draw.normal()),
      targets: Float64Array.from({ length: size * outputs }, () => draw.normal()),
    }
    const objective = networkObjective(given, examples, 0.1)
    const n = objective.dimension
    const theta = Float64Array.from({ length: n }, () => draw.normal())
    const direction = Float64Array.from({ length: n }, () => draw.normal())
    const at = (t: number): Float64Array => theta.map((x, j) => x + t * direction[j]!)
    const [gradient, product] = [new Float64Array(n), new Float64Array(n)]
    objective.valueGrad(theta, gradient)
    objective.hessianVector(theta, direction, product)
    const h = 1e-5
    const slope = (objective.value(at(h)) - objective.value(at(-h))) / (2 * h)
    const dot = gradient.reduce((sum, x, j) => sum + x * direction[j]!, 0)
    const [ahead, behind] = [new Float64Array(n), new Float64Array(n)]
    objective.valueGrad(at(h), ahead)
    objective.valueGrad(at(-h), behind)
    const name = `trial ${trial}: ${JSON.stringify(given)}`
    const largest = Math.max(1, ...product.map(Math.abs))
    // A batch norm of nearly equal units bends within h.
    const tolerance = given.batchNorm ? 1e-3 : 1e-5
    expect(Math.abs(slope - dot) / Math.max(1, Math.abs(dot)), name).toBeLessThan(tolerance)
    for (let j = 0; j < n; j++)
      expect(Math.abs((ahead[j]! - behind[j]!) / (2 * h) - product[j]!) / largest, name).toBeLessThan(tolerance)
  }
})
