import { describe, expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { landscapeOf } from '../../src/engine/kinds/landscapes'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const network = { kind: 'network', widths: [2, 4, 2], loss: 'cross-entropy', data: { id: 'moons', examples: 40 } }
const random = { kind: 'random', normalise: 'filter', line: true }
const racers = [{ id: 'sgd', optimizer: 'sgd', lr: 0.1 }]

function landscapeOn(slice: object) {
  return landscapeSpec(scene({ basin: 1, seed: 3, racers, landscape: { ...network, slice } }).landscape)
}

/** J along the line, by the vectors that the `slice` job tells. */
function along(slice: object): (a: number) => number {
  const landscape = landscapeOn(slice)
  const { origin, u } = computeDirectly('slice', { landscape }).slice!
  const objective = landscapeOf(landscape).objective()
  return (a) => objective.value(Float64Array.from(origin, (entry, i) => entry + a * u[i]!))
}

describe('a line as curves', () => {
  const ask = { from: -1, to: 2, points: 7 }

  test('has the loss and its derivative', () => {
    const { at, loss, slope } = computeDirectly('line', { landscape: landscapeOn(random), ...ask })
    const value = along(random)
    expect([...at]).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2])
    at.forEach((a, k) => {
      expect(loss[k]).toBeCloseTo(value(a), 12)
      // Central differences err by h^2 of a third derivative of about 1.
      expect(slope[k]).toBeCloseTo((value(a + 1e-5) - value(a - 1e-5)) / 2e-5, 7)
    })
  })

  test('has the accuracy that a race measures where it starts', () => {
    const { performance } = computeDirectly('line', { landscape: landscapeOn(random), ...ask })
    const given = scene({
      basin: 1,
      seed: 3,
      steps: 1,
      racers,
      batch: { sampler: 'reshuffle', size: 8 },
      landscape: network,
    })
    const { sampled } = computeDirectly('race', raceSpec(given)).traces[0]!
    expect(performance).toMatchObject({ of: 'accuracy' })
    expect(performance!.value[2]).toBe(sampled!.measured['accuracy']![0])
    const numbers = { kind: 'network', widths: [1, 2, 1], loss: 'mse', data: { inputs: [[1], [2]], targets: [1, 3] } }
    const ofNumbers = landscapeSpec(scene({ basin: 1, landscape: { ...numbers, slice: random } }).landscape)
    expect(computeDirectly('line', { landscape: ofNumbers, ...ask }).performance!.of).toBe('r2')
  })

  test('has a band over seeds', () => {
    const { at, low, high } = computeDirectly('line', { landscape: landscapeOn(random), ...ask, seeds: 3 })
    const values = [0, 1, 2].map((seed) => along({ ...random, seed }))
    at.forEach((a, k) => {
      const [least, middle, most] = values.map((value) => value(a)).sort((x, y) => x - y)
      // Definition 7 of quantiles: a fifth of the way from an end to the middle one.
      expect(low![k]).toBeCloseTo(least! + 0.2 * (middle! - least!), 12)
      expect(high![k]).toBeCloseTo(middle! + 0.8 * (most! - middle!), 12)
    })
  })

  test('is refused of a plane, of no stretch, and seeds of a line that is not random', () => {
    const line = (slice: object, more: object) => () =>
      computeDirectly('line', { landscape: landscapeOn(slice), ...ask, ...more })
    expect(line({ kind: 'random' }, {})).toThrow('slice is a plane, expected a line')
    expect(line(random, { from: 2 })).toThrow('from is 2 and to 2')
    expect(line({ kind: 'axes', axes: [1] }, { seeds: 2 })).toThrow('direction is not random')
  })
})
