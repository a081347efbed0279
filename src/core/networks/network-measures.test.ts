import { expect, test } from 'vitest'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { targetsOfClasses } from './examples'
import type { Network } from './network'
import { NetworkMeasures } from './network-measures'
import { networkObjective } from './network-objective'
import { normalisedObjective } from './normalised-objective'

const draws = stream(3, 'measures')
const count = 150
const inputs = Float64Array.from({ length: 2 * count }, () => draws.normal())

function random(length: number): Float64Array {
  return Float64Array.from({ length }, () => draws.normal())
}

test('the loss is the objective’s without its penalty, the accuracy what 0-1 leaves', () => {
  const labels = Array.from({ length: count }, (_, i) => i % 3)
  const examples = { count, inputs, targets: targetsOfClasses(labels, 3) }
  const network: Network = {
    widths: [2, 5, 3],
    activations: ['tanh'],
    loss: 'cross-entropy',
    batchNorm: false,
    isTied: false,
  }
  const objective = networkObjective(network, examples, 0)
  const theta = random(objective.dimension)
  const { loss, performance } = finish(new NetworkMeasures(network, examples).measure(theta))
  expect(loss).toBeCloseTo(objective.value(theta), 13)
  const wrong = networkObjective({ ...network, loss: '0-1' }, examples, 0).value(theta)
  expect(performance).toBe(1 - wrong)
  expect(wrong).toBeGreaterThan(0.1)
})

test('R^2 of numbers is 1 where all are met, and 0 of their mean', () => {
  const network: Network = { widths: [2, 1], activations: [], loss: 'mse', batchNorm: false, isTied: false }
  const targets = Float64Array.from({ length: count }, (_, i) => 2 * inputs[2 * i]! - inputs[2 * i + 1]! + 0.5)
  const measures = new NetworkMeasures(network, { count, inputs, targets })
  const mean = targets.reduce((sum, y) => sum + y, 0) / count
  expect(finish(measures.measure(Float64Array.of(2, -1, 0.5))).performance).toBeCloseTo(1, 14)
  expect(finish(measures.measure(Float64Array.of(0, 0, mean))).performance).toBeCloseTo(0, 14)
})

test('by the statistics of all examples it is measured as in train mode on them, by others not', () => {
  const examples = {
    count,
    inputs,
    targets: targetsOfClasses(
      Array.from(inputs)
        .slice(0, count)
        .map((x) => Number(x > 0)),
      2,
    ),
  }
  const network: Network = {
    widths: [2, 4, 2],
    activations: ['relu'],
    loss: 'cross-entropy',
    batchNorm: true,
    isTied: false,
  }
  const objective = normalisedObjective(network, examples)
  const theta = random(objective.dimension)
  const measures = new NetworkMeasures(network, examples)
  const running = finish(objective.statistics.reestimate(theta))
  const { loss } = finish(measures.measure(theta, running))
  expect(loss).toBeCloseTo(objective.value(theta), 13)
  const other = finish(
    measures.measure(
      theta,
      running.map((x) => x + 0.25),
    ),
  )
  expect(Math.abs(other.loss - loss)).toBeGreaterThan(1e-3)
})

test('outputs are those of each example in its place', () => {
  const network: Network = { widths: [2, 1], activations: [], loss: 'mse', batchNorm: false, isTied: false }
  const examples = { count, inputs, targets: new Float64Array(count) }
  const out = new Float64Array(count)
  finish(new NetworkMeasures(network, examples).outputs(Float64Array.of(3, 5, -1), out))
  for (const [i, y] of out.entries()) expect(y).toBeCloseTo(3 * inputs[2 * i]! + 5 * inputs[2 * i + 1]! - 1, 12)
})
