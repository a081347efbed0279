import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sliceProblems } from './check-slice'
import { coordinateSlice } from './slice-pattern'
import { cubeAround, liftTo, project, type Slice } from './slice'

const epsilon = 2 ** -52

/** Neither orthogonal nor of unit length. */
const skew = { origin: [1, -2, 0.5, 3], u: [2, 0, 1, -1], v: [1, 3, 0, 0.25] } satisfies Slice

function lifted(slice: Slice, a: number, b: number): Float64Array {
  const theta = new Float64Array(slice.origin.length)
  liftTo(slice, a, b, theta)
  return theta
}

function projected(slice: Slice, theta: Float64Array): readonly number[] {
  const out = new Float64Array(3)
  project(slice, theta, out)
  return [...out]
}

const number = fc.double({ min: -8, max: 8, noNaN: true })
const point = fc.array(number, { minLength: 4, maxLength: 4 })

describe('a slice', () => {
  test('lifts by its formula', () => {
    expect([...lifted(skew, 2, -4)]).toEqual([1, -14, 2.5, 0])
  })

  test('a lifted point is projected onto itself, at no distance', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y, distance] = projected(skew, lifted(skew, a, b))
        // Some 20 roundings of numbers up to 40, in a Gram matrix of condition 4.
        expect(Math.abs(x! - a)).toBeLessThan(400 * epsilon)
        expect(Math.abs(y! - b)).toBeLessThan(400 * epsilon)
        expect(distance).toBeLessThan(400 * epsilon)
      }),
      { seed: 1 },
    )
  })

  test('what the projection leaves is at right angles to the plane, and its length is the distance', () => {
    fc.assert(
      fc.property(point, (given) => {
        const theta = Float64Array.from(given)
        const [a, b, distance] = projected(skew, theta)
        const nearest = lifted(skew, a!, b!)
        const rest = theta.map((entry, i) => entry - nearest[i]!)
        // Sums of four products of numbers up to 100.
        for (const direction of [skew.u, skew.v])
          expect(Math.abs(rest.reduce((sum, entry, i) => sum + entry * direction[i]!, 0))).toBeLessThan(4000 * epsilon)
        expect(Math.abs(Math.hypot(...rest) - distance!)).toBeLessThan(400 * epsilon)
      }),
      { seed: 2 },
    )
  })

  test('the distance does not depend on how the plane is spanned', () => {
    const other: Slice = {
      ...skew,
      u: skew.u.map((entry, i) => entry - 2 * skew.v[i]!),
      v: skew.v.map((entry) => 3 * entry),
    }
    fc.assert(
      fc.property(point, (given) => {
        const theta = Float64Array.from(given)
        const [a, b, distance] = projected(skew, theta)
        const [otherA, otherB, otherDistance] = projected(other, theta)
        // theta(a, b) = origin + a u + b v = origin + a (u - 2 v) + (b + 2 a) / 3 (3 v); the skewer Gram matrix has
        // condition 80.
        expect(Math.abs(otherDistance! - distance!)).toBeLessThan(1e-12)
        expect(Math.abs(otherA! - a!)).toBeLessThan(1e-12)
        expect(Math.abs(otherB! - (b! + 2 * a!) / 3)).toBeLessThan(1e-12)
      }),
      { seed: 3 },
    )
  })

  test('rows of a trace are read in place', () => {
    const out = new Float64Array(3)
    project(coordinateSlice(3), Float64Array.of(9, 9, 9, 1, 2, 3, 9), out, 3)
    expect([...out]).toEqual([1, 2, 3])
  })

  test('its cube holds the lifted domain, and touches it', () => {
    const domain = { x: [-1, 3], y: [0, 4] } as const
    const cube = cubeAround(skew, domain)
    const corners = domain.x.flatMap((a) => domain.y.map((b) => lifted(skew, a, b)))
    const reach = corners.flatMap((corner) =>
      [...corner].map((entry, i) => Math.abs(entry - (cube[i]![0] + cube[i]![1]) / 2)),
    )
    const halfWidth = (cube[0]![1] - cube[0]![0]) / 2
    expect(Math.max(...reach)).toBe(halfWidth)
    for (const [min, max] of cube) expect((max - min) / 2).toBe(halfWidth)
    // In the plane itself a square domain is its own cube.
    expect(cubeAround(coordinateSlice(2), { x: [-1, 1], y: [2, 4] })).toEqual([
      [-1, 1],
      [2, 4],
    ])
  })
})

describe('what is wrong with a slice', () => {
  const messages = (slice: Slice): readonly string[] =>
    sliceProblems(slice, 4, 'slice').map(({ where, message }) => `${where}: ${message}`)

  test('nothing where it is absent or in order', () => {
    expect(sliceProblems(undefined, 4, 'slice')).toEqual([])
    expect(messages(skew)).toEqual([])
    // Lengths far apart are no reason: the angle counts.
    expect(messages({ ...skew, u: skew.u.map((entry) => entry * 1e-90) })).toEqual([])
  })

  test('every vector of the wrong length', () => {
    expect(messages({ origin: [1], u: [1, 2, 3, 4], v: [1, 2, 3] })).toEqual([
      'slice.origin: origin of the slice has 1 number, expected 4, one for each coordinate',
      'slice.v: v of the slice has 3 numbers, expected 4, one for each coordinate',
    ])
  })

  test('directions that span no plane, or none that can be computed with', () => {
    expect(messages({ ...skew, v: skew.u.map((entry) => -3 * entry) })).toEqual([
      'slice.v: u and v of the slice are parallel, expected two directions that span a plane',
    ])
    expect(messages({ ...skew, u: [0, 0, 0, 0] })[0]).toContain('slice.u: u of the slice has a largest entry of 0')
    expect(messages({ ...skew, v: [1e200, 0, 0, 0] })[0]).toContain('largest entry of 1e+200')
  })
})
