import { describe, expect, test } from 'vitest'
import { cases } from '../../../test/reference/torch-networks.json'
import { networkLayout } from '../networks/network'
import { coordinateLayout } from '../objectives/coordinate-layout'
import { normaliseDirection } from './normalise-direction'

const layoutOf = (widths: readonly number[], batchNorm = false) =>
  networkLayout({ widths, activations: widths.slice(2).map(() => 'tanh'), loss: 'mse', batchNorm, isTied: false })

function norm(v: ArrayLike<number>, from: number, to: number): number {
  return Math.hypot(...Array.from(v).slice(from, to))
}

describe('a direction normalised by filters', () => {
  // From PyTorch: `filterNormalisedDirection` of each network, biases zeroed.
  test.each(cases.map((each) => [each.name, each] as const))('is that of the reference: %s', (_, given) => {
    const direction = Float64Array.from(given.direction)
    normaliseDirection(direction, given.theta, layoutOf(given.widths), 'filter', 'zero')
    given.filterNormalisedDirection.forEach((entry, i) =>
      expect(Math.abs(direction[i]! - entry)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(entry))),
    )
  })
})

// To 7 digits: the 1e-10 that the source adds to lengths is seen in those of parts this long.
describe('of a network of 2, 3 and 1 units', () => {
  const layout = layoutOf([2, 3, 1])
  const theta = Float64Array.from({ length: 13 }, (_, i) => i + 1)
  const drawn = Float64Array.from({ length: 13 }, (_, i) => Math.sin(3 * i + 1))
  const normalised = (
    ...how: readonly [Parameters<typeof normaliseDirection>[3], Parameters<typeof normaliseDirection>[4]]
  ) => {
    const direction = drawn.slice()
    normaliseDirection(direction, theta, layout, ...how)
    return direction
  }

  test('rows are as long as the parameters’, or layers are, or nothing is changed', () => {
    const filter = normalised('filter', 'keep')
    for (const [from, to] of [
      [0, 2],
      [2, 4],
      [4, 6],
      [9, 12],
    ] as const)
      // prettier-ignore
      expect(norm(filter, from, to)).toBeCloseTo(norm(theta, from, to), 7)
    const layer = normalised('layer', 'keep')
    expect(norm(layer, 0, 6)).toBeCloseTo(norm(theta, 0, 6), 7)
    expect(norm(layer, 0, 2)).not.toBeCloseTo(norm(theta, 0, 2), 1)
    expect(normalised('none', 'keep')).toEqual(drawn)
  })

  test('biases are zeroed, kept or scaled as a part each', () => {
    expect([...normalised('none', 'zero').slice(6, 9), normalised('none', 'zero')[12]]).toEqual([0, 0, 0, 0])
    expect(normalised('filter', 'keep').slice(6, 9)).toEqual(drawn.slice(6, 9))
    expect(norm(normalised('filter', 'scale'), 6, 9)).toBeCloseTo(norm(theta, 6, 9), 7)
    expect(Math.abs(normalised('layer', 'scale')[12]!)).toBeCloseTo(13, 7)
  })
})

test('scales and shifts of batch normalisation go with the biases', () => {
  const layout = layoutOf([2, 2, 1], true)
  const direction = new Float64Array(13).fill(1)
  normaliseDirection(direction, new Float64Array(13).fill(2), layout, 'none', 'zero')
  expect([...direction]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0])
})

test('coordinates that are no network’s are one part', () => {
  const direction = Float64Array.of(3, 4)
  normaliseDirection(direction, [5, 12], coordinateLayout(['x', 'y']), 'filter', 'zero')
  expect(direction[0]).toBeCloseTo((3 * 13) / 5, 7)
  expect(direction[1]).toBeCloseTo((4 * 13) / 5, 7)
})
