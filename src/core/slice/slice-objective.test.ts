import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import { takeLimits } from '../objectives/limits'
import type { Objective } from '../objectives/objective'
import { rosenbrockObjective } from '../objectives/rosenbrock'
import { coordinateSlice } from './slice-pattern'
import { liftTo, type Slice } from './slice'
import { sliceObjective } from './slice-objective'

const skew = { origin: [0.5, -1, 0.25], u: [1, 0.5, -2], v: [0.75, 1, 1] } satisfies Slice
const variables = ['x1', 'x2', 'x3']
const formula = compileExpression('sin(x1*x2) + exp(x3/2)*x1^2 + x2*x3^3', { variables, parameters: [] }).value!
const points = [
  [0, 0],
  [0.3, -0.7],
  [-1.1, 0.4],
  [1.5, 1.25],
] as const

const whole = () => expressionObjective(formula, {})
const sliced = () => sliceObjective(whole(), skew)

/** The formula with a and b put in for x1 to x3: what the slice must be, derived by other means. */
const substituted = () => {
  const inPlane = variables.map((_, i) => `(${skew.origin[i]} + ${skew.u[i]}*a + ${skew.v[i]}*b)`)
  const text = variables.reduce((before, name, i) => before.replaceAll(name, inPlane[i]!), formula.text)
  return expressionObjective(compileExpression(text, { variables: ['a', 'b'], parameters: [] }).value!, {})
}

describe('an objective on a slice', () => {
  test('is the formula in the plane’s coordinates, with its gradient, Hessian and Hessian-vector product', () => {
    const [got, expected] = [sliced(), substituted()]
    const measure = (objective: typeof got, point: Float64Array): number[] => {
      const [gradient, hessian, product] = [new Float64Array(2), new Float64Array(4), new Float64Array(2)]
      const value = objective.valueGrad(point, gradient)
      objective.hessian(point, hessian)
      objective.hessianVector(point, Float64Array.of(2, -3), product)
      return [objective.value(point), value, ...gradient, ...hessian, ...product]
    }
    for (const at of points) {
      const point = Float64Array.from(at)
      const numbers = measure(got, point)
      measure(expected, point).forEach((number, i) => {
        // Some dozens of roundings of terms up to a hundred.
        expect(Math.abs(numbers[i]! - number)).toBeLessThan(1e-12)
      })
      // Symmetric to the last bit.
      expect(numbers[5]).toBe(numbers[6])
    }
  })

  test('the chain rule holds to the last bit with unit directions', () => {
    const n = 7
    const objective = rosenbrockObjective(n, 100)
    const { u, v } = coordinateSlice(n)
    const slice = { origin: [0, 0, 0.5, -0.25, 1, 2, -1], u, v }
    const plane = sliceObjective(objective, slice)
    const theta = new Float64Array(n)
    const [gradient, inPlane] = [new Float64Array(n), new Float64Array(2)]
    const [hessian, small] = [new Float64Array(n * n), new Float64Array(4)]
    for (const [a, b] of points) {
      liftTo(slice, a, b, theta)
      const value = objective.valueGrad(theta, gradient)
      objective.hessian(theta, hessian)
      expect(plane.valueGrad(Float64Array.of(a, b), inPlane)).toBe(value)
      plane.hessian(Float64Array.of(a, b), small)
      expect([...inPlane]).toEqual([...gradient.subarray(0, 2)])
      expect([...small]).toEqual([hessian[0], hessian[1], hessian[n], hessian[n + 1]])
    }
  })

  test('many points are as many calls, for counts that change', () => {
    for (const make of [sliced, () => sliceObjective(rosenbrockObjective(3, 7), skew)]) {
      const many = make()
      const one = make()
      const gradient = new Float64Array(2)
      for (const count of [5, 300, 3]) {
        const thetas = Float64Array.from({ length: 2 * count }, (_, i) => Math.sqrt(i) / 8 - 1)
        const [values, gradients] = [new Float64Array(count), new Float64Array(2 * count)]
        many.valueGradMany(thetas, count, values, gradients)
        for (let i = 0; i < count; i++) {
          expect(one.valueGrad(Float64Array.of(thetas[i]!, thetas[count + i]!), gradient)).toBe(values[i])
          expect([...gradient]).toEqual([gradients[i], gradients[count + i]])
        }
      }
    }
  })

  test('is not differentiable where what it shows is not', () => {
    const kinked = compileExpression('abs(x1 - x2) + x3^2', { variables, parameters: [] }).value!
    const plane = sliceObjective(expressionObjective(kinked, {}), { ...coordinateSlice(3), origin: [1, 0, 0] })
    const unsmooth = (objective: Objective, at: readonly number[]) => {
      const [theta, gradient] = [Float64Array.from(at), new Float64Array(2)]
      return takeLimits(objective, theta, objective.valueGrad(theta, gradient), gradient)?.reason
    }
    expect(unsmooth(plane, [1, 2])).toBe('abs at a corner')
    expect(unsmooth(plane, [1, 2.5])).toBeUndefined()
    expect(unsmooth(sliceObjective(rosenbrockObjective(3, 7), skew), [0, 0])).toBeUndefined()
    // The plane x3 = 0 lies in the corner, and shows nothing of it.
    const level = compileExpression('x1 x2 + abs(x3)', { variables, parameters: [] }).value!
    expect(unsmooth(sliceObjective(expressionObjective(level, {}), coordinateSlice(3)), [1, 2])).toBeUndefined()
  })

  test('counts what it is asked, and what it asks', () => {
    const below = whole()
    const plane = sliceObjective(below, skew)
    const point = Float64Array.of(0.1, 0.2)
    plane.value(point)
    plane.valueGrad(point, new Float64Array(2))
    plane.hessian(point, new Float64Array(4))
    plane.hessianVector(point, point, new Float64Array(2))
    expect(plane.counts).toEqual({ values: 1, gradients: 1, hessians: 1, hessianVectors: 1 })
    expect(below.counts).toEqual({ values: 1, gradients: 1, hessians: 0, hessianVectors: 3 })
    expect(plane.layout.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})
