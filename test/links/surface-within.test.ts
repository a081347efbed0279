import { describe, expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const domain = { x: [-1, 1], y: [-1, 1] } as const

function surfaces(network: object, batch?: object) {
  const read = scene({ basin: 1, landscape: { kind: 'network', loss: 'cross-entropy', ...network } })
  const spec = { landscape: landscapeSpec(read.landscape), domain, gradient: true, ...(batch && { batch }) }
  const resolution = [65, 65] as const
  const full = computeDirectly('surface', { ...spec, resolution })
  const within = computeDirectly('surface', { ...spec, resolution, within: 0.01 })
  const [least, most] = [full.range[0]!, full.range[1]!]
  const errors = full.values.map((value, k) => Math.abs(value - within.values[k]!) / (most - least))
  return { full, within, error: errors.reduce((largest, error) => Math.max(largest, error), 0) }
}

const moons = { id: 'moons', examples: 64 }

describe('a surface of a network to within a share', () => {
  test.each([
    ['tanh', { widths: [2, 16, 16, 2], data: moons }],
    ['relu', { widths: [2, 16, 16, 2], activation: 'relu', data: moons }],
    [
      'relu on circles',
      { widths: [2, 8, 2], activation: 'relu', data: { id: 'circles', examples: 64 }, init: { id: 'he' } },
    ],
  ])('is true to a hundredth of its range with less than a third of the evaluations: %s', (_name, network) => {
    const { full, within, error } = surfaces(network)
    expect(error).toBeLessThan(0.01)
    expect(error).toBeGreaterThan(0)
    expect(within.evaluated!).toBeLessThan(full.values.length / 3)
    expect(full.evaluated).toBeUndefined()
  })

  test('is that of a batch alone where one is asked for', () => {
    const batch = { sampler: 'shuffle-once', size: 16, seed: 3, step: 1 }
    const { full, within, error } = surfaces({ widths: [2, 6, 2], data: moons }, batch)
    expect(within.batch).toEqual(full.batch)
    expect(within.batch).toHaveLength(16)
    expect(error).toBeLessThan(0.01)
  })

  test('of a formula, on a line, or on a grid that has no coarser one, is the same to the last bit', () => {
    for (const [landscape, resolution] of [
      [{ kind: 'catalog', id: 'himmelblau' }, [65, 65]],
      [{ kind: 'network', widths: [2, 3, 2], loss: 'cross-entropy', data: moons }, [64, 65]],
      [
        {
          kind: 'network',
          widths: [2, 3, 2],
          loss: 'cross-entropy',
          data: moons,
          slice: { kind: 'random', line: true },
        },
        [65, 1],
      ],
    ] as const) {
      const spec = { landscape: landscapeSpec(scene({ basin: 1, landscape }).landscape), domain, gradient: true }
      const exact = computeDirectly('surface', { ...spec, resolution })
      expect(computeDirectly('surface', { ...spec, resolution, within: 0.01 })).toEqual(exact)
    }
  })
})
