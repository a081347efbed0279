import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'

const slice = { origin: [1, 2, 3, 4], u: [1, 0, 0, 0], v: [0, 0, 2, 0] }
const landscape = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4, slice } as const
const question = { landscape, top: 2, density: true, seed: 5 }

describe('a spectrum', () => {
  test('at a place of the plane is that of its point in space', () => {
    const inPlane = computeDirectly('spectrum', { ...question, at: [0.5, -1] })
    expect(inPlane.dimension).toBe(4)
    expect(inPlane).toEqual(computeDirectly('spectrum', { ...question, at: [1.5, 2, 1, 4] }))
  })

  test('is asked for at a point with every coordinate, or two in the plane', () => {
    expect(() => computeDirectly('spectrum', { ...question, at: [1, 2, 3] })).toThrow(
      'at: point has 3 coordinates, expected 4, one for each coordinate, or 2 in the plane',
    )
  })
})
