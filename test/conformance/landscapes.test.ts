import fc from 'fast-check'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { gridCoordinate } from '../../src/core/analysis/grid'
import { surfaceRows } from '../../src/core/analysis/surface'
import { pointKernel } from '../../src/core/calculus'
import {
  findLandscape,
  landscapeCard,
  landscapeExpression,
  landscapes,
  planeLandscapes,
} from '../../src/core/landscapes/catalogue'
import type { KnownPoint, PlaneLandscape } from '../../src/core/landscapes/landscape'
import { symmetricEigen } from '../../src/core/linalg/symmetric-eigen'

const epsilon = 2 ** -52

test('the catalogue holds these, sorted by id', () => {
  expect(landscapes.map(({ id }) => id)).toEqual([
    'ackley',
    'ackley-n',
    'beale',
    'cliff',
    'himmelblau',
    'ill-conditioned-quadratic',
    'monkey-saddle',
    'plateau',
    'quadratic-n',
    'random-field',
    'rastrigin',
    'rastrigin-n',
    'rosenbrock',
    'rosenbrock-n',
    'simple-saddle',
    'six-hump-camel',
    'sphere',
    'styblinski-tang-n',
  ])
  expect(findLandscape('rosenbrock')?.id).toBe('rosenbrock')
  expect(findLandscape('rosenbrok')).toBeUndefined()
})

describe.each(planeLandscapes.map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  const expression = landscapeExpression(definition)
  const defaults = Object.values(definition.parameters).map((parameter) => parameter.default)
  const kernel = pointKernel(expression.hessian)
  /** f, df/dx, df/dy, and the Hessian's upper triangle. */
  const evaluate = (x: number, y: number, parameters: readonly number[] = defaults): Float64Array => {
    const outputs = new Float64Array(6)
    kernel(Float64Array.of(x, y, ...parameters), outputs)
    return outputs
  }

  test('its texts, domain, start and parameters are in order', () => {
    const { domain, start, parameters, title, description, citation, knownPoints } = definition
    for (const text of [title, description, citation]) expect(text.trim()).toMatch(/.{4}/)
    const inside = ([x, y]: readonly [number, number]): boolean =>
      x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]
    expect(domain.x[0]).toBeLessThan(domain.x[1])
    expect(domain.y[0]).toBeLessThan(domain.y[1])
    for (const at of [start, ...knownPoints.map((point) => point.at)]) expect(inside(at), String(at)).toBe(true)
    for (const [name, { min, max, default: value, scale }] of Object.entries(parameters)) {
      expect(min, name).toBeLessThan(max)
      expect(value >= min && value <= max, name).toBe(true)
      if (scale === 'log') expect(min, name).toBeGreaterThan(0)
    }
    expect(Math.hypot(...evaluate(...start).subarray(1, 3))).toBeGreaterThan(0)
  })

  test('it is finite at its start over the whole range of each parameter', () => {
    Object.values(definition.parameters).forEach(({ min, max }, i) => {
      for (const value of [min, max]) {
        const outputs = evaluate(...definition.start, defaults.with(i, value))
        expect(outputs.every(Number.isFinite)).toBe(true)
      }
    })
  })

  test('its TeX typesets and shows every parameter', () => {
    const { tex } = landscapeCard(definition)
    expect(katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true })).toContain('katex')
    for (const { symbol } of Object.values(definition.parameters)) expect(tex).toContain(symbol)
  })

  test('every parameter and variable matters', () => {
    const [x, y] = definition.start
    const here = evaluate(x, y)[0]
    const inputs = [x, y, ...defaults]
    inputs.forEach((value, i) => {
      const [otherX, otherY, ...others] = inputs.with(i, value + 0.125)
      expect(evaluate(otherX!, otherY!, others)[0]).not.toBe(here)
    })
  })

  test.each(definition.knownPoints.map((point) => [point.at.join(', '), point] as const))(
    'known point (%s) is what it is declared to be',
    (_, point) => checkKnownPoint(point, evaluate(...point.at)),
  )

  test('its gradient is that of central differences', () => {
    const { x: xs, y: ys } = definition.domain
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    // Terms larger than f itself cancel in it, and no term is larger than f somewhere in the domain by much.
    const size = Math.max(...corners(definition).map(([x, y]) => Math.abs(evaluate(x, y)[0]!)), 1)
    fc.assert(
      fc.property(unit, unit, (u, v) => {
        const at = [xs[0] + u * (xs[1] - xs[0]), ys[0] + v * (ys[1] - ys[0])] as const
        const outputs = evaluate(...at)
        for (const axis of [0, 1] as const) {
          const [min, max] = axis === 0 ? xs : ys
          // eps^(1/3) balances the truncation error h^2 f'''/6 with the rounding error eps f / h.
          const h = ((max - min) / 2) * Math.cbrt(epsilon)
          const difference = (step: number): number => {
            const [low, high] = [at[axis] - step, at[axis] + step]
            const [below, above] =
              axis === 0 ? [evaluate(low, at[1]), evaluate(high, at[1])] : [evaluate(at[0], low), evaluate(at[0], high)]
            return (above[0]! - below[0]!) / (high - low)
          }
          const near = difference(h)
          // The truncation error is a third of what doubling the step changes, to leading order; rounding is of a few operations.
          const tolerance = Math.abs(difference(2 * h) - near) + (16 * epsilon * size) / h
          expect(Math.abs(outputs[1 + axis]! - near)).toBeLessThanOrEqual(tolerance)
        }
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  test('a grid holds the bits of its points, in any bands of rows', () => {
    // Wider than a tile of the row kernel and no multiple of one.
    const [nx, ny] = [300, 7]
    const values = new Float64Array(nx * ny)
    const gradients = new Float64Array(2 * nx * ny)
    const rows = surfaceRows(expression, defaults, definition.domain, [nx, ny], true)
    for (const [from, to] of [
      [4, 7],
      [0, 1],
      [1, 4],
    ] as const) {
      rows(from, to, values.subarray(from * nx), gradients.subarray(2 * from * nx))
    }
    const valuesAlone = new Float64Array(nx * ny)
    surfaceRows(expression, defaults, definition.domain, [nx, ny], false)(0, ny, valuesAlone)

    const expected = new Float64Array(nx * ny)
    const expectedGradients = new Float64Array(2 * nx * ny)
    const [value, gradient] = [pointKernel(expression.value), pointKernel(expression.gradient)]
    const [one, three] = [new Float64Array(1), new Float64Array(3)]
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const inputs = Float64Array.of(
          gridCoordinate(definition.domain.x, i, nx),
          gridCoordinate(definition.domain.y, j, ny),
          ...defaults,
        )
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

function checkKnownPoint(point: KnownPoint, outputs: Float64Array): void {
  const [f, fx, fy, fxx, fxy, fyy] = Array.from(outputs) as [number, number, number, number, number, number]
  // Terms of up to a few hundred cancel in a value, each with an error of eps / 2.
  expect(Math.abs(f - point.value)).toBeLessThanOrEqual(256 * epsilon * Math.max(1, Math.abs(point.value)))
  if (point.kink === true) return
  const values = new Float64Array(2)
  symmetricEigen(Float64Array.of(fxx, fxy, fxy, fyy), 2, values, new Float64Array(4))
  const stiffness = Math.max(1, Math.abs(values[0]!), Math.abs(values[1]!))
  // The place is rounded by half a unit in its last digit, which the Hessian turns into slope; the terms of the gradient
  // are of the Hessian's size times the coordinates', and a few dozen operations round them.
  const slope = 64 * epsilon * stiffness * Math.max(1, ...point.at.map(Math.abs))
  expect(Math.hypot(fx, fy)).toBeLessThanOrEqual(slope)
  // Likewise for the curvatures.
  point.eigenvalues?.forEach((eigenvalue, i) => {
    expect(Math.abs(values[i]! - eigenvalue)).toBeLessThanOrEqual(64 * epsilon * stiffness)
  })
  expect(point.eigenvalues).toBeDefined()
  expect(kindOf(values)).toBe(point.kind)
}

function kindOf([least, greatest]: Float64Array): KnownPoint['kind'] {
  if (least === 0 || greatest === 0) return 'degenerate'
  return least! > 0 ? 'minimum' : greatest! < 0 ? 'maximum' : 'saddle'
}

function corners({ domain: { x, y } }: PlaneLandscape): readonly (readonly [number, number])[] {
  return x.flatMap((a) => y.map((b) => [a, b] as const))
}

const bits = (numbers: Float64Array): BigUint64Array => new BigUint64Array(numbers.buffer)
