import { describe, expect, it } from 'vitest'
import { quadratic } from './optimizers-objective'
import { pathOf } from './optimizers-race'

/** Half a unit in the last place of 1. */
const rounding = 2 ** -53

/**
 * |theta_t| / |theta_0| after many steps, per step: the spectral radius of a linear rule, but for a factor 10^(1/t) at
 * most.
 */
function rateOf(id: string, given: Record<string, number>, curvature: number, steps = 400): number {
  const path = pathOf(id, given, [1], quadratic([curvature]), steps)
  // Where roots are complex a point may happen to pass the origin; its neighbour does not.
  return Math.max(Math.abs(path[steps][0]), Math.abs(path[steps - 1][0])) ** (1 / steps)
}

/** The sequence x_{t+1} = p x_t - q x_{t-1} in closed form, from the roots of z^2 - p z + q. */
function closedForm(p: number, q: number, x0: number, x1: number): (t: number) => number {
  const discriminant = p * p - 4 * q
  if (Math.abs(discriminant) < 1e-12) {
    const root = p / 2
    return (t) => root ** t * (x0 + (x1 / root - x0) * t)
  }
  if (discriminant > 0) {
    const [a, b] = [(p + Math.sqrt(discriminant)) / 2, (p - Math.sqrt(discriminant)) / 2]
    const share = (x1 - b * x0) / (a - b)
    return (t) => share * a ** t + (x0 - share) * b ** t
  }
  const size = Math.sqrt(q)
  const angle = Math.atan2(Math.sqrt(-discriminant), p)
  return (t) =>
    size ** t *
    (x0 * Math.cos(angle * t) + ((x1 / size - x0 * Math.cos(angle)) / Math.sin(angle)) * Math.sin(angle * t))
}

describe('gradient descent on a quadratic', () => {
  it.each([0.1, 0.5, 1, 1.5, 1.9])('contracts every coordinate by 1 - lr lambda (lr %d)', (lr) => {
    const curvatures = [1, 0.25, 0.7]
    const path = pathOf('sgd', { lr }, [3, -2, 1], quadratic(curvatures), 30)
    curvatures.forEach((curvature, i) => {
      const factor = 1 - lr * curvature
      for (let t = 0; t <= 30; t++) {
        const exact = path[0][i] * factor ** t
        // Each step rounds thrice at the size of the point before it.
        const bound = t * 3 * rounding * Math.max(Math.abs(exact), Math.abs(exact / (factor || 1)))
        expect(Math.abs(path[t][i] - exact)).toBeLessThanOrEqual(bound + 1e-300)
      }
    })
  })

  it('is stable up to a learning rate of 2 / lambda_max and no further', () => {
    const start = [1, 1]
    const below = pathOf('sgd', { lr: 0.999 * (2 / 50) }, start, quadratic([50, 1]), 4000)
    const above = pathOf('sgd', { lr: 1.001 * (2 / 50) }, start, quadratic([50, 1]), 4000)
    // 0.998^4000 = 3e-4 and 1.002^4000 = 3e3.
    expect(Math.abs(below[4000][0])).toBeCloseTo(0.998 ** 4000, 10)
    expect(Math.abs(above[4000][0]) / 1.002 ** 4000).toBeCloseTo(1, 8)
  })

  it('is quickest at 2 / (l + L), where the slowest coordinate contracts by (L - l) / (L + l)', () => {
    const [flat, steep] = [1, 9]
    const worst = (lr: number): number => {
      const path = pathOf('sgd', { lr }, [1, 1], quadratic([flat, steep]), 60)
      return Math.max(...path[60].map(Math.abs)) ** (1 / 60)
    }
    const best = 2 / (flat + steep)
    expect(worst(best)).toBeCloseTo((steep - flat) / (steep + flat), 12)
    for (const factor of [0.7, 0.9, 0.99, 1.01, 1.05]) expect(worst(factor * best)).toBeGreaterThan(worst(best))
  })
})

/**
 * On J = lambda theta^2 / 2, with a = 1 - lr lambda: momentum follows p = a + mu, q = mu; Nesterov p = (1 + mu) a, q =
 * mu a.
 */
describe('momentum on a quadratic', () => {
  const cases = [
    { name: 'oscillating', lr: 0.1, momentum: 0.8, curvature: 2 },
    { name: 'creeping', lr: 0.1, momentum: 0.3, curvature: 0.5 },
    { name: 'jumping across', lr: 1.5, momentum: 0.1, curvature: 1 },
    { name: 'critically damped', lr: 0.1, momentum: (1 - Math.sqrt(0.2)) ** 2, curvature: 2 },
  ]
  it.each(cases)('has the roots of z^2 - (1 + mu - lr lambda) z + mu: $name', ({ lr, momentum, curvature }) => {
    const path = pathOf('momentum', { lr, momentum }, [1], quadratic([curvature]), 60)
    const exact = closedForm(1 + momentum - lr * curvature, momentum, 1, 1 - lr * curvature)
    // Rounding at the size of the start, 1, in each step, which a double root lets grow with t; the form's own is of
    // that size.
    path.forEach(([x], t) => expect(Math.abs(x - exact(t))).toBeLessThanOrEqual((4 * t * t + 8) * rounding + 1e-15))
  })

  it.each(cases)(
    'has, in Nesterov’s form, those of z^2 - (1 + mu) a z + mu a: $name',
    ({ lr, momentum, curvature }) => {
      const a = 1 - lr * curvature
      const path = pathOf('nesterov', { lr, momentum }, [1], quadratic([curvature]), 60)
      const exact = closedForm((1 + momentum) * a, momentum * a, 1, 1 - lr * curvature * (1 + momentum))
      path.forEach(([x], t) => expect(Math.abs(x - exact(t))).toBeLessThanOrEqual((4 * t * t + 8) * rounding + 1e-15))
    },
  )

  it('is quickest where it is critically damped: mu = (1 - sqrt(lr lambda))^2, at a rate of sqrt(mu)', () => {
    const [lr, curvature] = [0.02, 2]
    const critical = (1 - Math.sqrt(lr * curvature)) ** 2
    const rate = (momentum: number): number => rateOf('momentum', { lr, momentum }, curvature)
    // The double root has t r^t for r^t: 400^(1/400) = 1.015.
    expect(rate(critical)).toBeGreaterThan(Math.sqrt(critical))
    expect(rate(critical)).toBeLessThan(1.016 * Math.sqrt(critical))
    for (const momentum of [critical - 0.1, critical + 0.1, 0.99])
      expect(rate(momentum)).toBeGreaterThan(rate(critical))
  })

  it('is critically damped in Nesterov’s form where lr lambda = ((1 - mu) / (1 + mu))^2', () => {
    const [momentum, curvature] = [0.8, 2]
    const critical = ((1 - momentum) / (1 + momentum)) ** 2 / curvature
    const rate = (lr: number): number => rateOf('nesterov', { lr, momentum }, curvature)
    const root = ((1 + momentum) * (1 - critical * curvature)) / 2
    expect(rate(critical)).toBeGreaterThan(root)
    expect(rate(critical)).toBeLessThan(1.016 * root)
    // With less it creeps; with more its roots are complex, of the smaller size sqrt(mu a).
    expect(rate(0.5 * critical)).toBeGreaterThan(rate(critical))
    expect(rate(1.5 * critical)).toBeCloseTo(Math.sqrt(momentum * (1 - 1.5 * critical * curvature)), 2)
  })

  it.each([
    ['momentum', (momentum: number) => 2 * (1 + momentum)],
    ['nesterov', (momentum: number) => (2 * (1 + momentum)) / (1 + 2 * momentum)],
  ])('is stable up to its limit of lr lambda and no further: %s', (id, limit) => {
    const momentum = 0.9
    const rate = (lr: number): number => rateOf(id, { lr, momentum }, 1, 1000)
    expect(rate(0.99 * limit(momentum))).toBeLessThan(1)
    expect(rate(1.01 * limit(momentum))).toBeGreaterThan(1)
  })
})
