import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridCoordinate } from './domain'

test('a grid begins and ends exactly where its interval does, and never turns back', () => {
  const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(
      bound,
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 300 }),
      (min, width, n) => {
        const interval = [min, min + width] as const
        const coordinates = Array.from({ length: n }, (_, i) => gridCoordinate(interval, i, n))
        expect(coordinates[0]).toBe(interval[0])
        expect(coordinates.at(-1)).toBe(interval[1])
        coordinates.slice(1).forEach((x, i) => expect(x).toBeGreaterThanOrEqual(coordinates[i]!))
      },
    ),
    { seed: 8 },
  )
})

test('one point stands in the middle', () => {
  expect(gridCoordinate([-1, 3], 0, 1)).toBe(1)
})
