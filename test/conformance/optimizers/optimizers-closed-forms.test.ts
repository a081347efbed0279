import { describe, expect, it } from 'vitest'
import { layoutOf, quadratic, rosenbrock, TiltedWells } from './optimizers-objective'
import { linear, pathOf, racerOf } from './optimizers-race'

const start = [-1.5, 2]

/** The largest difference between two paths, coordinate by coordinate. */
function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  expect(a.length).toBe(b.length)
  return Math.max(...a.flatMap((point, t) => point.map((x, i) => Math.abs(x - b[t][i]))))
}

describe('one rule as another', () => {
  /** Roundings of 1e-16 on rosenbrock's valley, which magnifies those of 100 steps about a thousandfold. */
  const rounding = 1e-12
  const path = (id: string, given: Record<string, unknown>): readonly (readonly number[])[] =>
    pathOf(id, given, start, rosenbrock(), 100)

  it('the averaged heavy ball is momentum at a rate smaller by 1 - beta', () => {
    const ball = path('heavy-ball', { lr: 0.01, momentum: 0.9 })
    expect(distance(ball, path('momentum', { lr: 0.001, momentum: 0.9 }))).toBeLessThan(rounding)
  })

  it('quasi-hyperbolic momentum is descent, Nesterov’s rule or the averaged heavy ball, by nu', () => {
    const qhm = (nu: number) => path('qhm', { lr: 0.002, momentum: 0.8, nu })
    expect(distance(qhm(0), path('sgd', { lr: 0.002 }))).toBeLessThan(rounding)
    expect(distance(qhm(0.8), path('nesterov', { lr: 0.002 * (1 - 0.8), momentum: 0.8 }))).toBeLessThan(rounding)
    expect(distance(qhm(1), path('heavy-ball', { lr: 0.002, momentum: 0.8 }))).toBeLessThan(rounding)
  })

  it('the points of nesterov are the look-ahead points of nesterov-lookahead', () => {
    const given = { lr: 0.001, momentum: 0.9 }
    const racer = racerOf('nesterov-lookahead', given, start, rosenbrock())
    const lookaheads = Array.from({ length: 101 }, () => {
      racer.advance(1)
      return [...(racer.snapshot().state.lookahead as Float64Array)]
    })
    expect(distance(lookaheads, path('nesterov', given))).toBeLessThan(rounding)
    // And not the points themselves.
    expect(distance(path('nesterov-lookahead', given), path('nesterov', given))).toBeGreaterThan(0.01)
  })

  it('sam without a radius, perturbed descent without one and langevin without temperature are their base rules', () => {
    const base = path('momentum', { lr: 0.001, momentum: 0.9 })
    expect(distance(path('sam', { lr: 0.001, rho: 0, momentum: 0.9 }), base)).toBeLessThan(rounding)
    const descent = path('sgd', { lr: 0.001 })
    expect(path('perturbed-gradient-descent', { lr: 0.001, radius: 0, gradientThreshold: 1e6 })).toEqual(descent)
    expect(path('sgld', { lr: 0.002, gamma: 0, temperature: 0 })).toEqual(descent)
  })

  it('amsgrad is adam with the flag, and adamw without decay is adam', () => {
    expect(path('amsgrad', { lr: 0.05 })).toEqual(path('adam', { lr: 0.05, amsgrad: true }))
    expect(path('adamw', { lr: 0.05, weightDecay: 0 })).toEqual(path('adam', { lr: 0.05 }))
  })
})

describe('on a constant gradient', () => {
  const slopes = [2, -0.5]
  const steps = 400
  const path = (id: string, given: Record<string, unknown>) => pathOf(id, given, [0, 0], linear(...slopes), steps)

  /** How far the last step went, in learning rates times the gradient. */
  function terminal(id: string, given: Record<string, unknown>, lr = 0.01): number[] {
    const points = path(id, { lr, ...given })
    return slopes.map((slope, i) => (points[steps - 1][i] - points[steps][i]) / (lr * slope))
  }

  it.each([
    ['sgd', {}, 1],
    ['momentum', { momentum: 0.9 }, 10],
    ['momentum', { momentum: 0.9, dampening: 0.25 }, 7.5],
    ['nesterov', { momentum: 0.9 }, 10],
    ['nesterov-lookahead', { momentum: 0.9 }, 10],
    ['sam', { momentum: 0.9 }, 10],
    ['heavy-ball', { momentum: 0.9 }, 1],
    ['qhm', { momentum: 0.9, nu: 0.7 }, 1],
  ] as const)('%s %o reaches a terminal velocity of %d learning rates times the gradient', (id, given, expected) => {
    // 0.9^400 of the velocity is missing; a difference of points near 80 times lr rounds at 1e-14 of a step of lr/2.
    for (const velocity of terminal(id, given)) expect(velocity).toBeCloseTo(expected, 9)
  })

  it('momentum gains velocity as (1 - mu^t) / (1 - mu)', () => {
    const points = path('momentum', { lr: 0.01, momentum: 0.9 })
    for (let t = 1; t <= 50; t++)
      expect((points[t - 1][0] - points[t][0]) / (0.01 * 2)).toBeCloseTo((1 - 0.9 ** t) / (1 - 0.9), 12)
  })

  it.each(['adam', 'amsgrad', 'adamw', 'adamax', 'lion'])(
    '%s goes a learning rate a step in every coordinate',
    (id) => {
      const points = path(id, {
        lr: 0.01,
        ...(id === 'lion' ? {} : { eps: 0 }),
        ...(id === 'adamw' ? { weightDecay: 0 } : {}),
      })
      points.forEach((point, t) => {
        // The corrections of both averages err by 1e-13, see adam.ts, in every one of 400 steps.
        expect(point[0]).toBeCloseTo(-0.01 * t, 10)
        expect(point[1]).toBeCloseTo(0.01 * t, 10)
      })
    },
  )

  it('adagrad has gone lr times the sum of 1 / sqrt(k)', () => {
    let sum = 0
    path('adagrad', { lr: 0.1, eps: 0 }).forEach(([x, y], t) => {
      if (t > 0) sum += 0.1 / Math.sqrt(t)
      expect(x).toBeCloseTo(-sum, 12)
      expect(y).toBeCloseTo(sum, 12)
    })
  })

  it('rmsprop begins at 1 / sqrt(1 - alpha) learning rates and adadelta at the root of eps / (1 - rho)', () => {
    const rmsprop = path('rmsprop', { lr: 0.01, alpha: 0.99, eps: 0 })[1]
    expect(rmsprop[0]).toBeCloseTo(-0.1, 14)
    expect(rmsprop[1]).toBeCloseTo(0.1, 14)
    const adadelta = path('adadelta', { lr: 1, rho: 0.9, eps: 1e-12 })[1]
    // The small term inside the lower root shortens it by eps / (2 (1 - rho) g^2), 2e-11 of it.
    expect(adadelta[0] / -Math.sqrt(1e-12 / 0.1)).toBeCloseTo(1, 9)
    expect(adadelta[1] / Math.sqrt(1e-12 / 0.1)).toBeCloseTo(1, 9)
  })

  it('rprop’s steps grow by 1.2 to the longest', () => {
    const points = path('rprop', { lr: 0.01, stepSizes: [1e-6, 50] })
    for (let t = 1; t <= 30; t++)
      expect((points[t - 1][0] - points[t][0]) / (0.01 * 1.2 ** Math.max(0, t - 1))).toBeCloseTo(1, 12)
    expect(points[steps - 1][1] - points[steps][1]).toBe(-50)
  })

  it('radam’s first five steps are the plain average, and its scaled steps grow towards a learning rate', () => {
    const points = path('radam', { lr: 0.01, eps: 0 })
    const moved = (t: number): number => points[t - 1][0] - points[t][0]
    for (let t = 1; t <= 5; t++) expect(moved(t)).toBeCloseTo(0.01 * 2, 12)
    for (let t = 7; t <= steps; t++) expect(moved(t)).toBeGreaterThan(moved(t - 1))
    expect(moved(6)).toBeLessThan(0.01 * 0.1)
    expect(moved(steps)).toBeLessThan(0.01)
  })
})

describe('on a quadratic', () => {
  it('averaged descent’s companion is the mean of the points after t0', () => {
    const racer = racerOf('asgd', { lr: 0.1, t0: 20, lambd: 0 }, [3, -2], quadratic([1, 0.3]))
    racer.advance(100)
    const points = racer.takeRows().theta
    const average = racer.snapshot().state.average as Float64Array
    for (const i of [0, 1]) {
      let sum = 0
      // PyTorch's share is 1 / max(1, t - 1 - t0): step 22 is the last one with all the weight and begins the mean.
      for (let t = 22; t <= 100; t++) sum += points[2 * t + i]
      expect(average[i]).toBeCloseTo(sum / 79, 14)
    }
  })

  it('sam takes the gradient rho uphill: lambda (theta + rho) of one coordinate', () => {
    const [[], [x]] = pathOf('sam', { lr: 0.1, rho: 0.25, momentum: 0 }, [-2], quadratic([3]), 1)
    expect(x).toBeCloseTo(-2 + 0.1 * 3 * 2.25, 15)
  })

  it('sophia-h with fresh, exact and unclipped curvatures is Newton’s rule shortened by lr', () => {
    const given = { lr: 0.3, betas: [0, 0], gamma: 1, clipThreshold: 100, updateInterval: 1, curvature: 'exact' }
    // Both wells around their minima at sqrt(3), where the curvature is 6.
    const wells = new TiltedWells(layoutOf([2]))
    wells.step = Infinity
    const [from, to] = pathOf('sophia-h', given, [1.5, -2.2], wells, 1)
    from.forEach((x, i) => expect(to[i]).toBeCloseTo(x - (0.3 * (x * x * x - 3 * x)) / (3 * x * x - 3), 14))
  })
})
