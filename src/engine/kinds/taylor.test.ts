import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { RaceSpec } from './race-specs'

const quadratic = { kind: 'expression', expression: '(x^2 + 100*y^2)/2', parameters: {} } as const
const rosenbrock = { kind: 'catalog', id: 'rosenbrock', parameters: {} } as const
const domain = { x: [-12, 12], y: [-3, 3] } as const

function raceOf(lr: number, steps: number): RaceSpec {
  return {
    landscape: quadratic,
    domain,
    racers: [{ id: 'gd', optimizer: 'sgd', hyper: { lr }, start: [10, 1] }],
    steps,
    record: 1,
    stop: {},
    seed: 0,
    noise: { kind: 'gaussian', scale: 0 },
  }
}

describe('the Taylor terms of a step', () => {
  const at = [10, 1] as const
  const termsOf = (lr: number) => computeDirectly('taylor', { landscape: quadratic, at, lr })

  test('are the whole change on a quadratic', () => {
    const terms = termsOf(0.0201)
    expect(terms.gradientSquared).toBe(10100)
    expect(terms.gradientCurvature).toBe(1000100)
    expect(terms.slopeTerm).toBeCloseTo(-203.01, 10)
    expect(terms.curvatureTerm).toBeCloseTo(202.0252, 4)
    expect(terms.predicted).toBeCloseTo(-0.9848, 5)
    expect(Math.abs(terms.actual - terms.predicted)).toBeLessThan(1e-12 * terms.value)
    expect(terms.remainder).toBe(terms.actual - terms.predicted)
    expect(termsOf(0.03).actual).toBeCloseTo(147.045, 3)
  })

  test('change their sign at 2 g’g / g’Hg', () => {
    const { signFlip } = termsOf(0.01)
    expect(signFlip).toBeCloseTo(0.02019798, 9)
    expect(termsOf(signFlip! * (1 - 1e-6)).predicted).toBeLessThan(0)
    expect(termsOf(signFlip! * (1 + 1e-6)).predicted).toBeGreaterThan(0)
  })

  test('are a model: on rosenbrock they foretell a rise where the loss falls, and leave a third order', () => {
    const of = (lr: number) => computeDirectly('taylor', { landscape: rosenbrock, at: [-1.5, 2], lr })
    const terms = of(0.001)
    expect([terms.gradientSquared, terms.gradientCurvature]).toEqual([26525, 55495550])
    expect(terms.predicted).toBeCloseTo(1.22278, 4)
    expect(terms.actual).toBeCloseTo(-1.19408, 4)
    const ratio = of(1e-4).remainder / of(1e-5).remainder
    expect(ratio).toBeGreaterThan(800)
    expect(ratio).toBeLessThan(1200)
  })

  test('foretell no rise where the loss does not curve up along the gradient', () => {
    const { signFlip, curvatureTerm } = computeDirectly('taylor', {
      landscape: { kind: 'expression', expression: 'x - x^2 - y^2', parameters: {} },
      at: [0.1, 0.2],
      lr: 0.1,
    })
    expect(signFlip).toBeUndefined()
    expect(curvatureTerm).toBeLessThan(0)
  })

  test('say that a kink has none', () => {
    const landscape = { kind: 'expression', expression: 'abs(x) + y^2', parameters: {} } as const
    expect(computeDirectly('taylor', { landscape, at: [0, 1], lr: 0.1 }).kink).toContain('abs')
    expect(computeDirectly('taylor', { landscape, at: [1, 1], lr: 0.1 })).not.toHaveProperty('kink')
  })

  test('of a racer are those where it is after a step, and at its end where it has ended', () => {
    const race = raceOf(0.015, 5)
    const { theta } = computeDirectly('path', race)
    const of = (step: number) =>
      computeDirectly('taylor', { landscape: quadratic, at: { race, racer: 0, step }, lr: 0.015 })
    for (const step of [0, 2, 5]) {
      const point = [theta[2 * step]!, theta[2 * step + 1]!]
      expect(of(step)).toEqual({ ...computeDirectly('taylor', { landscape: quadratic, at: point, lr: 0.015 }), step })
    }
    expect(of(99)).toEqual(of(5))
  })
})

describe('the conditioning of a Hessian', () => {
  const of = (expression: string) =>
    computeDirectly('conditioning', {
      landscape: { kind: 'expression', expression, parameters: {} },
      at: [0.5, -0.25],
    })

  test('has the ratio, the limit of stability and the smoothness apart', () => {
    expect(of('(x^2 + 100*y^2)/2')).toEqual({
      least: 1,
      greatest: 100,
      conditionNumber: 100,
      smoothness: 100,
      stableRate: 0.02,
      inverseSmoothness: 0.01,
    })
  })

  test('of a steep sphere is 1', () => {
    expect(of('1000*(x^2 + y^2)/2')).toMatchObject({ conditionNumber: 1, stableRate: 0.002 })
  })

  test('of a saddle is one of |lambda|, and the smoothness may be that of the way down', () => {
    expect(of('(x^2 - 10*y^2)/2')).toMatchObject({ conditionNumber: 10, stableRate: 2, inverseSmoothness: 0.1 })
  })

  test('is infinite where the Hessian is singular, and bounds no rate where nothing curves up', () => {
    expect(of('x^2/2').conditionNumber).toBe(Infinity)
    expect(of('-x^2 - y^2')).not.toHaveProperty('stableRate')
  })
})
