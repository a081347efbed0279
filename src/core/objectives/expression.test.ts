import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { expressionObjective } from './expression'
import { takeLimits } from './limits'

const rosenbrock = compileExpression('(1-x)^2 + b*(y-x^2)^2', { variables: ['x', 'y'] }).value!

describe('expression objective', () => {
  const theta = Float64Array.of(-1.5, 2)
  const objective = expressionObjective(rosenbrock, { b: 100 })

  test('value, gradient, Hessian and its product with a vector, and their counts', () => {
    const gradient = new Float64Array(2)
    const hessian = new Float64Array(4)
    const product = new Float64Array(2)
    expect(objective.value(theta)).toBe(12.5)
    expect(objective.valueGrad(theta, gradient)).toBe(12.5)
    expect([...gradient]).toEqual([-155, -50])
    objective.hessian(theta, hessian)
    expect([...hessian]).toEqual([1902, 600, 600, 200])
    objective.hessianVector(theta, Float64Array.of(1, -2), product)
    expect([...product]).toEqual([702, 200])
    expect(objective.counts).toEqual({ values: 1, gradients: 1, hessians: 1, hessianVectors: 1 })
    expect(objective.layout.map(({ name }) => name)).toEqual(['x', 'y'])
  })

  test('many points are as many calls, before and after the kernel is compiled', () => {
    const count = 700
    const thetas = Float64Array.from({ length: 2 * count }, (_, i) => Math.sqrt(i) - 11)
    const values = new Float64Array(count)
    const gradients = new Float64Array(2 * count)
    const many = expressionObjective(rosenbrock, { b: 7 })
    many.valueGradMany(thetas, count, values, gradients)
    expect(many.counts.gradients).toBe(count)
    const gradient = new Float64Array(2)
    for (let i = 0; i < count; i++) {
      expect(many.valueGrad(Float64Array.of(thetas[i]!, thetas[count + i]!), gradient)).toBe(values[i])
      expect([...gradient]).toEqual([gradients[i], gradients[count + i]])
    }
  })

  test('says where it is not differentiable, with its parameters', () => {
    const { value: expression } = compileExpression('abs(x - c) + y^2', { variables: ['x', 'y'] })
    const kinked = expressionObjective(expression!, { c: 2 })
    const unsmooth = (at: Float64Array) => takeLimits(kinked, at, 1, new Float64Array(2))
    expect(unsmooth(Float64Array.of(2, 1))).toEqual({ missing: 'gradient', reason: 'abs at a corner' })
    expect(unsmooth(Float64Array.of(2.5, 1))).toBeUndefined()
    expect(takeLimits(objective, theta, 1, new Float64Array(2))).toBeUndefined()
    expect(kinked.counts).toEqual({ values: 0, gradients: 0, hessians: 0, hessianVectors: 0 })
  })

  test('a parameter that is missing makes everything NaN', () => {
    expect(expressionObjective(rosenbrock, {}).value(theta)).toBeNaN()
  })
})
