import { expect, test } from 'vitest'
import { NumberedExamples } from './examples'
import { finish } from '../pieces'
import { beginningOfNonFinite, hasKinks, kinkCount, pairsAtKinks } from './kinks'
import type { Network } from './network'
import { NetworkBlocks } from './network-blocks'

const network: Network = { widths: [2, 2, 1], activations: ['relu'], loss: 'mse', batchNorm: false, isTied: false }
const examples = { count: 3, inputs: Float64Array.of(1, 2, 2, 1, 0.1, 0.3), targets: Float64Array.of(1, 2, 3) }

function computed(theta: readonly number[]): NetworkBlocks {
  const blocks = new NetworkBlocks(network, 64)
  blocks.write(blocks.passes.theta, Float64Array.from(theta))
  blocks.load(new NumberedExamples(examples), undefined, 0, 3)
  blocks.run(blocks.passes.withGradient, 3)
  return blocks
}

test('pairs of units and examples at a kink are counted within a rounding of what they are a sum of', () => {
  // The first unit is 3 x - y, 0.3 - 0.3 of the third example but for rounding; the second is 0 of all.
  const theta = [3, -1, 0, 0, 0, 0, 1, 1, 0]
  expect(3 * 0.1 - 0.3).not.toBe(0)
  expect(pairsAtKinks(network, computed(theta), Float64Array.from(theta), 3)).toBe(4)
  const apart = [3, -1, 0, 0, 1e-6, 1, 1, 1, 0]
  expect(pairsAtKinks(network, computed(apart), Float64Array.from(apart), 3)).toBe(0)
})

test('what is smooth has none', () => {
  expect(hasKinks(network)).toBe(true)
  expect(hasKinks({ ...network, activations: ['tanh'] })).toBe(false)
  expect(hasKinks({ ...network, activations: ['tanh'], loss: 'hinge' })).toBe(true)
})

test('numbers that are not finite are told by the layer where they begin', () => {
  expect(beginningOfNonFinite(computed([1, 1, 1, 1, 0, 0, 1, 1, 0]), 3)).toBeUndefined()
  expect(beginningOfNonFinite(computed([1e308, 1e308, 1, 1, 0, 0, 1, 1, 0]), 3)).toBe('layer 1')
  expect(beginningOfNonFinite(computed([1e200, 1, 1, 1, 0, 0, 1e200, 1, 0]), 3)).toBe('layer 2')
  expect(beginningOfNonFinite(computed([1e100, 1, 1, 1, 0, 0, 1e100, 1, 0]), 3)).toBe('the loss')
  // The loss is of the size of 1e306, its slope, 1e153, times the weight is not.
  expect(beginningOfNonFinite(computed([0, 0, 0, 0, 0.5, 0, 1e153, 1e308, 0]), 3)).toBe('layer 1, on the way back')
})

test('they are counted over all examples, and of all units that have a kink', () => {
  const theta = Float64Array.of(3, -1, 0, 0, 0, 0, 1, 1, 0)
  const many = { count: 150, inputs: new Float64Array(300), targets: new Float64Array(150) }
  for (let i = 0; i < 300; i++) many.inputs[i] = examples.inputs[i % 6]!
  expect(finish(kinkCount(network, many, theta))).toEqual({ pairs: 300, atKink: 200 })
  const smooth: Network = { ...network, widths: [2, 2, 2, 1], activations: ['relu', 'tanh'] }
  const deeper = Float64Array.from({ length: 15 }, (_, j) => theta[j] ?? 0)
  expect(finish(kinkCount(smooth, many, deeper)).pairs).toBe(300)
})
