import { finish } from '../../../src/core/pieces'
import { describe, expect, test } from 'vitest'
import { gridCoordinate } from '../../../src/core/domain'
import { surfaceRows } from '../../../src/core/analysis/maps/surface'
import { pointKernel } from '../../../src/core/calculus'
import { planeLandscapes } from '../../../src/core/catalogue/landscapes'
import { encloser, exactly, width } from '../../support/enclosure'
import { type Place, type Plane, planeOf, spread } from '../../support/plane-landscape'

const runs = 40

describe.each(planeLandscapes.map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  const plane = planeOf(definition)
  const { expression, defaults } = plane

  test('its gradient is that of central differences of the value', () => {
    checkDifferences(plane, encloser(expression.value, defaults), [[0, 1, 2]])
  })

  test('its Hessian is that of central differences of the gradient', () => {
    checkDifferences(plane, encloser(expression.gradient, defaults), [
      [1, 3, 4],
      [2, 4, 5],
    ])
  })

  test('a grid holds the bits of its points, in any bands of rows', () => {
    // Wider than a tile of the row kernel and no multiple of one.
    const [nx, ny] = [300, 5]
    const values = new Float64Array(nx * ny)
    const gradients = new Float64Array(2 * nx * ny)
    const rows = surfaceRows(expression, defaults, definition.domain, [nx, ny], true)
    for (const [from, to] of [
      [4, 5],
      [0, 1],
      [1, 4],
    ] as const) {
      finish(rows(from, to, values.subarray(from * nx), gradients.subarray(2 * from * nx)))
    }
    const valuesAlone = new Float64Array(nx * ny)
    finish(surfaceRows(expression, defaults, definition.domain, [nx, ny], false)(0, ny, valuesAlone))

    const expected = new Float64Array(nx * ny)
    const expectedGradients = new Float64Array(2 * nx * ny)
    const [value, gradient] = [pointKernel(expression.value), pointKernel(expression.gradient)]
    const [one, three] = [new Float64Array(1), new Float64Array(3)]
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const x = gridCoordinate(definition.domain.x, i, nx)
        const y = gridCoordinate(definition.domain.y, j, ny)
        const inputs = Float64Array.of(x, y, ...defaults)
        value(inputs, one)
        gradient(inputs, three)
        expected[j * nx + i] = one[0]!
        expectedGradients.set(three.subarray(1), 2 * (j * nx + i))
      }
    }
    expect(bits(values)).toEqual(bits(expected))
    expect(bits(valuesAlone)).toEqual(bits(expected))
    expect(bits(gradients)).toEqual(bits(expectedGradients))
  })
})

/**
 * Compares derivatives with central differences over places spread evenly in the domain. Each entry [of, byX, byY]
 * names outputs of the Hessian program: what is differenced, and its derivatives by x and by y. A stencil within which
 * a part of the formula may have its kink proves nothing and is left out, by bounds of that part's argument; few may
 * be.
 */
function checkDifferences(
  plane: Plane,
  enclose: ReturnType<typeof encloser>,
  entries: readonly (readonly [of: number, byX: number, byY: number])[],
): void {
  // Beside the known points too: pits may be too narrow for evenly spread places to find.
  const known = plane.definition.knownPoints.slice(0, 5).map(({ at }) => at)
  const places = [
    ...Array.from({ length: runs }, (_, k) => plane.at(spread(k, 0), spread(k, 1))),
    ...known.map(([x, y]): Place => [x + plane.halfWidths[0] / 90, y - plane.halfWidths[1] / 70]),
  ]
  let compared = 0
  for (const place of places) {
    const here = plane.evaluate(place)
    for (const axis of [0, 1] as const) {
      // eps^(1/3) balances the truncation error h^2 f'''/6 with the rounding error eps f / h.
      const h = plane.halfWidths[axis] * 2 ** -17
      const beside = (step: number): Place => place.with(axis, place[axis] + step) as unknown as Place
      if (plane.mayKink(least(beside(-2 * h), place), most(beside(2 * h), place))) continue
      compared++
      for (const [of, ...derivatives] of entries) {
        const near = difference(plane, of, beside(-h), beside(h), axis)
        const far = difference(plane, of, beside(-2 * h), beside(2 * h), axis)
        const rounding = (at: Place): number => width(enclose(at.map(exactly))[of]!)
        // To leading order the truncation error of the near difference is a third of what doubling the step changes.
        const tolerance = Math.abs(far - near) + (rounding(beside(-h)) + rounding(beside(h)) + rounding(place)) / h
        expect(Math.abs(here[derivatives[axis]!]! - near), `${String(place)} along ${axis}`).toBeLessThanOrEqual(
          tolerance,
        )
      }
    }
  }
  expect(compared).toBeGreaterThan(1.9 * places.length)
}

function difference(plane: Plane, of: number, low: Place, high: Place, axis: 0 | 1): number {
  return (plane.evaluate(high)[of]! - plane.evaluate(low)[of]!) / (high[axis] - low[axis])
}

const least = (a: Place, b: Place): Place => [Math.min(a[0], b[0]), Math.min(a[1], b[1])]
const most = (a: Place, b: Place): Place => [Math.max(a[0], b[0]), Math.max(a[1], b[1])]
const bits = (numbers: Float64Array): BigUint64Array => new BigUint64Array(numbers.buffer)
