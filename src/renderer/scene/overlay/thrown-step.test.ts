import { describe, expect, test } from 'vitest'
import { freePlace, partInside } from './thrown-step'

const domain = { x: [4, 7], y: [-4, -1.5] } as const

describe('the part of a displacement that stays in the picture', () => {
  test('all of it where it lands inside', () => {
    expect(partInside([5, -2.5], [1, -1], domain)).toBe(1)
    expect(partInside([5, -2.5], [0, 0], domain)).toBe(1)
  })
  test('up to the nearest edge, and just inside it', () => {
    expect(partInside([5, -2.5], [200, 0], domain)).toBeCloseTo(0.01, 9)
    expect(5 + 200 * partInside([5, -2.5], [200, 0], domain)).toBeLessThanOrEqual(7)
    expect(partInside([5, -2.5], [200, -300], domain)).toBeCloseTo(1.5 / 300, 9)
    expect(-2.5 - 300 * partInside([5, -2.5], [200, -300], domain)).toBeGreaterThanOrEqual(-4)
    expect(partInside([7, -2.5], [1, 0], domain)).toBe(0)
  })
})

test('a disc stands at its place, and beside it where it would cover another', () => {
  const place = [10, 10] as const
  expect(freePlace(place, [], 8)).toBe(place)
  const [x, y] = freePlace(place, [[11, 10]], 8)
  expect(Math.hypot(x - 11, y - 10)).toBeGreaterThan(16)
  const third = freePlace(place, [place, [x, y]], 8)
  for (const other of [place, [x, y]] as const)
    expect(Math.hypot(third[0] - other[0], third[1] - other[1])).toBeGreaterThan(16)
})
