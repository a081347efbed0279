import { expect, test } from 'vitest'
import { landscapeExpression, planeLandscape } from '../catalogue/landscapes'
import { expressionObjective } from '../objectives/expression'
import { findOptimizer } from '../catalogue/optimizers'
import { noNoise } from '../race/noise'
import { createRacer } from '../race/create-racer'
import { defaultScene } from './default-scene'
import { valuesOf } from './landscape'
import { startPlace } from './start'

test('the default race is worth watching: all racers finish, far apart, some of them close to the minimum', () => {
  const { landscape, racers, steps } = defaultScene
  const start = startPlace(defaultScene.start)!
  const expression = landscapeExpression(planeLandscape(landscape.id!))
  const losses = racers.map(({ optimizer, hyper }) => {
    const objective = expressionObjective(expression, valuesOf(landscape.parameters!))
    const box = [landscape.domain.x, landscape.domain.y]
    const options = { steps, record: steps, stop: {}, seed: 0, noise: noNoise, box }
    const racer = createRacer({ optimizer: findOptimizer(optimizer)!, hyper, start }, objective, options)
    racer.advance(steps)
    expect(racer.ending?.outcome, optimizer).toBe('max-steps')
    return racer.takeRows().loss.at(-1)!
  })
  const sorted = losses.toSorted((a, b) => a - b)
  expect(sorted[2]).toBeLessThan(0.05)
  expect(sorted[5]! / sorted[0]!).toBeGreaterThan(1000)
  // No two tell the same story.
  sorted.slice(1).forEach((loss, i) => expect(loss / sorted[i]!).toBeGreaterThan(1.2))
})
