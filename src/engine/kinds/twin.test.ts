import { expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { Symmetry } from '../../core/symmetry/symmetry'

const network = (activation: string) => ({
  kind: 'network',
  widths: [2, 3, 2],
  activation,
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, noise: 0.15, seed: 1 },
  dimension: 17,
  seed: 3,
})
const theta = Array.from({ length: 17 }, (_, k) => Math.sin(k + 1))

test.each<[string, readonly Symmetry[]]>([
  ['tanh', [{ kind: 'swap', layer: 0, units: [0, 2] }]],
  ['tanh', [{ kind: 'flip', layer: 0, unit: 1 }]],
  ['relu', [{ kind: 'rescale', layer: 0, unit: 1, factor: 3 }]],
  [
    'tanh',
    [
      { kind: 'swap', layer: 0, units: [0, 1] },
      { kind: 'flip', layer: 0, unit: 0 },
    ],
  ],
])('a %s network and its twin by %j have one loss', (activation, by) => {
  const { theta: twin, before, after } = computeDirectly('twin', { landscape: network(activation), theta, by })
  expect(Array.from(twin)).not.toEqual(theta)
  // Sums in another order: a few roundings of numbers about 1.
  expect(Math.abs(after - before)).toBeLessThan(1e-15)
  const again = computeDirectly('twin', { landscape: network(activation), theta, by: [...by, ...by.toReversed()] })
  if (by.every(({ kind }) => kind !== 'rescale')) expect(Array.from(again.theta)).toEqual(theta)
})

test.each([
  [{ by: [{ kind: 'swap', layer: 0, units: [0, 3] }] }, 'by[0]: unit is 3, the layer has 3'],
  [{ by: [{ kind: 'rescale', layer: 0, factor: 2 }] }, 'rescale of a tanh unit'],
  [{ theta: [1], by: [] }, 'theta has 1 numbers, the network has 17 parameters'],
  [{ landscape: { kind: 'catalog', id: 'sphere' }, by: [] }, 'no network'],
])('refused: %#', (change, message) => {
  expect(() => computeDirectly('twin', { landscape: network('tanh'), theta, ...change })).toThrow(message)
})
