import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import { findLandscape } from '../../catalogue/landscapes'
import { resolveLandscape } from '../../scene/landscape-kinds'
import { objectiveRows } from '../maps/surface'
import { expressionObjective } from '../../objectives/expression'
import type { Objective } from '../../objectives/objective'
import { finish } from '../../pieces'
import { suitedHeightScale } from './height-scale'
import { usualCurvature } from './usual-curvature'

function objectiveOf(text: string, variables: readonly string[] = ['x', 'y']): Objective {
  return expressionObjective(compileExpression(text, { variables }).value!, {})
}

function heightsOf(text: string): Float64Array {
  const values = new Float64Array(32 * 32)
  finish(objectiveRows(objectiveOf(text), { x: [-2, 2], y: [-1, 3] }, [32, 32], false)(0, 32, values))
  return values
}

describe('the scale of heights', () => {
  test.each([
    ['x^2 + y^2', 'linear'],
    ['x^2 - y^2', 'linear'],
    ['sin(3 x) + cos(2 y)', 'linear'],
    ['x^2 + 20 y^2', 'linear'],
    ['(1 - x)^2 + 100 (y - x^2)^2', 'log'],
    ['exp(5 x)', 'log'],
    ['1 / (x^2 + y^2)^2', 'log'],
    ['relu(x)', 'linear'],
    ['7', 'linear'],
    ['log(-1 - x^2)', 'linear'],
  ])('of %s is %s', (text, scale) => expect(suitedHeightScale(heightsOf(text))).toBe(scale))

  test('does not depend on an offset or a factor', () => {
    for (const text of ['x^2 + y^2', 'exp(5 x)']) {
      const moved = heightsOf(text).map((value) => 1e3 * value - 1e5)
      expect(suitedHeightScale(moved)).toBe(suitedHeightScale(heightsOf(text)))
    }
  })

  test.each(['rosenbrock', 'rastrigin', 'beale', 'sphere'])('of %s is that of its card', (id) => {
    const { domain, heightScale, parameters } = findLandscape(id)!
    const values = new Float64Array(32 * 32)
    const spec = { kind: 'catalog', id, parameters: defaultsOf(parameters) }
    finish(resolveLandscape(spec, noGrid).value!.rows(domain, [32, 32], false)(0, 32, values))
    expect(suitedHeightScale(values)).toBe(heightScale)
  })
})

function defaultsOf(parameters: Readonly<Record<string, { readonly default: number }>>): Record<string, number> {
  return Object.fromEntries(Object.entries(parameters).map(([name, definition]) => [name, definition.default]))
}

function noGrid(): never {
  throw new Error('no landscape here is measured')
}

const grid = (n: number): Float64Array[] =>
  Array.from({ length: n * n }, (_, k) => Float64Array.of((k % n) / n - 0.5, Math.floor(k / n) / n - 0.5))

describe('the usual curvature', () => {
  test('of a quadratic is its greatest eigenvalue, by modulus', () => {
    expect(finish(usualCurvature(objectiveOf('3 x^2 - 50 y^2'), grid(8)))).toBe(100)
  })

  test('is exceeded by a twentieth of the points', () => {
    // f'' is 12 x^2, here at 0.1, 0.2, ... 10.
    const points = Array.from({ length: 100 }, (_, i) => Float64Array.of((i + 1) / 10, 0))
    expect(finish(usualCurvature(objectiveOf('x^4'), points))).toBeCloseTo(12 * 9.5 ** 2, 9)
  })

  test('in space is found by products with the Hessian', () => {
    const objective = objectiveOf('x1^2 + 4 x2^2 + 50 x3^2 - 20 x4^2', ['x1', 'x2', 'x3', 'x4'])
    const found = finish(usualCurvature(objective, [Float64Array.of(1, 2, 3, 4)]))
    // The power method converges from below, here by (40 / 100)^24 after twelve products.
    expect(found).toBeLessThanOrEqual(100)
    expect(found).toBeGreaterThan(100 * (1 - 1e-6))
  })

  test('passes over points without a Hessian, and is 0 where none has one', () => {
    expect(finish(usualCurvature(objectiveOf('sqrt(x - 9)'), grid(4)))).toBe(0)
    expect(finish(usualCurvature(objectiveOf('x^2 + sqrt(y)'), [Float64Array.of(1, -1), Float64Array.of(1, 1)]))).toBe(
      2,
    )
  })
})
