import { expect, test } from 'vitest'
import { findOptimizer } from '../catalogue/optimizers'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { checkpointInterval, mostCheckpointBytes } from './checkpoint-interval'

function intervalOf(id: string, dimension: number, steps: number, racers = 1, fork?: object): number {
  const optimizer = findOptimizer(id)!
  const valuesOf = (given: object) => checkHyperparameters(optimizer, { ...given }, id).value!
  const layout = [{ name: 'theta', role: 'weight', offset: 0, shape: [dimension] }] as const
  const rule = { optimizer, hyper: valuesOf({}), ...(fork && { fork: { at: 1, hyper: valuesOf(fork) } }) }
  return checkpointInterval(rule, { dimension, layout }, { steps, racers })
}

test('a short race has no checkpoint, and a long one at most 64', () => {
  expect(intervalOf('sgd', 2, 1000)).toBe(8192)
  expect(intervalOf('sgd', 2, 6_500_000)).toBe(100_000)
  expect(intervalOf('sgd', 1000, 6500)).toBe(100)
})

test('the checkpoints of all racers fit, with all that their rules remember', () => {
  const n = 100_000
  // Theta, the gradient, and of Adam two averages.
  const room = (vectors: number, racers: number) => Math.floor(mostCheckpointBytes / racers / (8 * vectors * n))
  expect(room(4, 1)).toBe(20)
  expect(intervalOf('adam', n, 2100)).toBe(100)
  expect(intervalOf('adam', n, 2100, 4)).toBe(Math.ceil(2100 / (room(4, 4) + 1)))
  expect(intervalOf('l-bfgs', n, 2100)).toBeGreaterThan(10 * 100)
  // A fork may remember more than the race before it.
  expect(intervalOf('adamw', n, 2100, 4)).toBeLessThan(intervalOf('adamw', n, 2100, 4, { amsgrad: true }))
  expect(intervalOf('l-bfgs', 10_000_000, 2100)).toBe(Infinity)
})
