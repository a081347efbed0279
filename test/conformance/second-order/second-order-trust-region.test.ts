import { describe, expect, it } from 'vitest'
import type { Objective } from '../../../src/core/objectives/objective'
import {
  modelStep,
  truncatedConjugateGradients,
} from '../../../src/core/descent/direction/truncated-conjugate-gradients'
import type { StepInput } from '../../../src/core/definitions/optimizer'
import { stream } from '../../../src/core/random/stream'
import reference from './second-order.golden.json'
import { deviation, formulas, objectiveOf, pointOf, raced, racerOf } from './second-order-race'

describe('trust region against an independent program in 50 digits', () => {
  it.each(reference.trustRegion.map((row) => [`${row.function}, radius ${row.initialTrustRadius}`, row] as const))(
    '%s: every point, radius and refusal',
    (_name, { function: name, start, initialTrustRadius, steps }) => {
      const objective = objectiveOf(formulas[name as keyof typeof formulas])
      const racer = racerOf('trust-region', { initialTrustRadius }, start, objective)
      for (const [i, { theta, radius, taken }] of steps.entries()) {
        const before = racer.snapshot().theta
        expect(racer.advance(1)).toBe(1)
        const { theta: now, state } = racer.snapshot()
        // Steps of conjugate gradients amplify rounding by the condition number, up to 2500 here, over up to 40 steps.
        expect(deviation(now, theta), `step ${i + 1}`).toBeLessThan(1e-11)
        expect(state.radius).toBe(radius)
        expect(now.some((x, k) => x !== before[k])).toBe(taken)
      }
      racer.advance(1)
      if (steps.length < 40) expect(racer.ending).toMatchObject({ outcome: 'converged', step: steps.length })
      else expect(racer.ending).toBeUndefined()
    },
  )

  it('rests where a step is refused, at the cost of one trial', () => {
    const row = reference.trustRegion[0]
    const refused = row.steps.findIndex(({ taken }) => !taken)
    const racer = racerOf('trust-region', {}, row.start, objectiveOf(formulas.rosenbrock))
    racer.advance(refused)
    const { theta, evaluations, loss } = racer.snapshot()
    const seen: Float64Array[] = []
    racer.advance(1, (stage, vector) => void (stage === 'update' && seen.push(vector.slice())))
    expect(seen[0].every((x) => x === 0)).toBe(true)
    const after = racer.snapshot()
    expect([after.theta, after.loss]).toEqual([theta, loss])
    // Two dimensions take at most two Hessian-vector products; the point it rests at is not evaluated again.
    expect(after.evaluations - evaluations).toBeLessThanOrEqual(1 + 2)
  })

  it('says when its radius no longer moves the point', () => {
    const { ending } = raced('trust-region', {}, [0.5, 0.4], objectiveOf('abs(x) + 3*abs(y)')).racer
    expect(ending!.outcome).toBe('line-search-failed')
    expect(ending!.reason).toMatch(
      /^trust radius \S+ no longer moves the point: .*; end earlier with a larger gtol, or/,
    )
  })

  it('leaves saddles, by the curvature that holds others there', () => {
    const { rows, racer } = raced('trust-region', {}, [0.5, 1e-3], objectiveOf('x^2 - 3*y^2 + y^4'))
    expect(racer.ending!.outcome).toBe('converged')
    expect(Math.abs(pointOf(rows, rows.step.length - 1)[1])).toBeCloseTo(Math.sqrt(1.5), 5)
  })
})

/** Conjugate gradients on a given model, as a rule would ask for them. */
function solve(h: readonly (readonly number[])[], g: readonly number[], radius: number) {
  const theta = new Float64Array(g.length)
  let products = 0
  const oracle = {
    hessianVector(_point: Float64Array, v: Float64Array, out: Float64Array) {
      products++
      h.forEach((row, i) => (out[i] = row.reduce((sum, x, j) => sum + x * v[j], 0)))
    },
  } as unknown as Objective
  const input = { theta, gradient: Float64Array.from(g), oracle } as unknown as StepInput
  truncatedConjugateGradients(input, radius)
  const { step, predictedFall, isOnBoundary } = modelStep(input)
  const hStep = h.map((row) => row.reduce((sum, x, j) => sum + x * step[j], 0))
  const model = step.reduce((sum, p, i) => sum + g[i] * p + 0.5 * p * hStep[i], 0)
  return { step: step.slice(), predictedFall, isOnBoundary, model, products, hStep }
}

/** Random symmetric matrices with eigenvalues of the given signs. */
function randomModel(n: number, index: number, definite: boolean): { h: number[][]; g: number[] } {
  const draws = stream(5, 'models', n, index, definite ? 1 : 0)
  const b = Array.from({ length: n }, () => Array.from({ length: n }, () => draws.normal()))
  const h = b.map((row, i) => b.map((other, j) => row.reduce((sum, x, k) => sum + x * other[k], 0) + (i === j ? 1 : 0)))
  // A large negative diagonal entry makes it indefinite.
  if (!definite) h[n - 1][n - 1] = -10 * n
  return { h, g: Array.from({ length: n }, () => draws.normal()) }
}

describe('truncated conjugate gradients', () => {
  const sizes = [1, 2, 3, 6, 20]

  it('solve a convex model inside the radius to the forcing tolerance, in at most n products but for rounding', () => {
    for (const n of sizes)
      for (let index = 0; index < 10; index++) {
        const { h, g } = randomModel(n, index, true)
        const { hStep, products, isOnBoundary, predictedFall, model } = solve(h, g, 1e6)
        const size = Math.hypot(...g)
        const residual = Math.hypot(...hStep.map((x, i) => x + g[i]))
        // Rounding of the recurrence beside the true residual.
        expect(residual).toBeLessThanOrEqual(Math.min(0.5, Math.sqrt(size)) * size * (1 + 1e-9))
        expect(products).toBeLessThanOrEqual(n)
        expect(isOnBoundary).toBe(false)
        // The fall is summed up along the way, with a few roundings for each iteration.
        expect(Math.abs(predictedFall + model)).toBeLessThanOrEqual(1e-13 * n * Math.abs(model))
      }
  })

  it('end on the boundary where the radius is short or the model is not convex, and foretell the fall there', () => {
    for (const n of sizes)
      for (let index = 0; index < 10; index++)
        for (const definite of [true, false]) {
          const { h, g } = randomModel(n, index, definite)
          const radius = definite ? 1e-3 : 2
          const { step, predictedFall, isOnBoundary, model } = solve(h, g, radius)
          if (definite) expect(isOnBoundary).toBe(true)
          // The root of a quadratic equation, to a few roundings of its terms.
          if (isOnBoundary) expect(Math.abs(Math.hypot(...step) / radius - 1)).toBeLessThan(1e-12)
          expect(predictedFall).toBeGreaterThan(0)
          expect(Math.abs(predictedFall + model)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(model), radius))
        }
  })

  it.each(reference.boundaryModels)('end where an independent program does: %o', ({ h, g, radius, step, model }) => {
    const got = solve(h, g, radius)
    expect(deviation(got.step, step)).toBeLessThan(1e-13)
    expect(Math.abs(got.predictedFall / -model - 1)).toBeLessThan(1e-13)
  })

  it('stop inside at downward curvature where no radius bounds them, and give -g if they met it at once', () => {
    const first = solve(
      [
        [-1, 0],
        [0, -2],
      ],
      [3, 4],
      Infinity,
    )
    expect([...first.step]).toEqual([-3, -4])
    expect(first.products).toBe(1)
    // One step along -g of length g'g / g'Hg = 2 / 3.99, after which only the concave direction is left.
    const later = solve(
      [
        [4, 0],
        [0, -0.01],
      ],
      [1, 1],
      Infinity,
    )
    expect(deviation(later.step, [-2 / 3.99, -2 / 3.99])).toBeLessThan(1e-14)
    expect(later.products).toBe(2)
  })
})
