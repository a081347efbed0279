import { describe, expect, test } from 'vitest'
import { defaultStart } from './defaults'

describe('the default start', () => {
  test('is a quarter of the way in from the upper left corner', () => {
    expect(defaultStart({ x: [-2, 2], y: [-1, 3] })).toEqual([-1, 2])
  })

  test('has no digits that are only rounding', () => {
    // -0.95 + (3.05 + 0.95) / 4 is 0.050000000000000044, and -0.1 + (0.3 + 0.1) / 4 is 2.8e-17.
    expect(defaultStart({ x: [-0.95, 3.05], y: [-0.1, 0.7] })).toEqual([0.05, 0.5])
    expect(defaultStart({ x: [-0.1, 0.3], y: [-1, 1] })[0]).toBe(0)
  })

  test('stays within a domain that is narrow for its place', () => {
    const [x] = defaultStart({ x: [123456789.1234567, 123456789.1234569], y: [0, 1] })
    expect(x).toBeGreaterThan(123456789.1234567)
    expect(x).toBeLessThan(123456789.1234569)
  })
})
