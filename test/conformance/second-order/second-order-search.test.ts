import { describe, expect, it } from 'vitest'
import { symmetricEigen } from '../../../src/core/linalg/symmetric-eigen'
import type { Objective } from '../../../src/core/objectives/objective'
import { evaluationsOf } from '../../../src/core/objectives/objective'
import { findOptimizer } from '../../../src/core/catalogue/optimizers'
import reference from './second-order.golden.json'
import { handObjective } from '../optimizers/optimizers-objective'
import { formulas, objectiveOf, pointOf, raced, racerOf } from './second-order-race'

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0)
const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i])

/** Smooth surfaces and where to start on them; in each the loss has a minimum that descent cannot miss. */
const surfaces: Record<string, { objective: () => Objective; start: number[] }> = {
  rosenbrock: { objective: () => objectiveOf(formulas.rosenbrock), start: [-1.2, 1] },
  himmelblau: { objective: () => objectiveOf(formulas.himmelblau), start: [0.2, 2.7] },
  beale: { objective: () => objectiveOf(formulas.beale), start: [1, 1] },
  'a quartic bowl': { objective: () => objectiveOf('x^4 + 2*y^4 + x*y'), start: [3, -2] },
  'a bowl on a high plateau': { objective: () => objectiveOf('1e6 + x^2 + 30*y^2 + x^4'), start: [1, 2] },
  'rastrigin-like': { objective: () => objectiveOf('x^2 + y^2 + 3*cos(3*x)*sin(2*y)'), start: [2.1, 1.4] },
  'an ill-conditioned valley': { objective: () => objectiveOf('x^2 + 1e6*(y - x/3)^2'), start: [5, -1] },
  'a logarithmic barrier': { objective: () => objectiveOf('x + y - log(x) - log(y)'), start: [0.02, 3] },
  'rosenbrock in ten dimensions': {
    objective: () => chainedRosenbrock(10),
    start: Array.from({ length: 10 }, () => 0),
  },
}

/** sum_i 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2. */
function chainedRosenbrock(n: number): Objective {
  const objective = handObjective(n, (x, gradient) => {
    gradient.fill(0)
    let value = 0
    for (let i = 0; i + 1 < n; i++) {
      const valley = x[i + 1] - x[i] * x[i]
      value += 100 * valley * valley + (1 - x[i]) * (1 - x[i])
      gradient[i] += -400 * x[i] * valley - 2 * (1 - x[i])
      gradient[i + 1] += 200 * valley
    }
    return value
  })
  const hessianVector = (x: Float64Array, v: Float64Array, out: Float64Array): void => {
    objective.counts.hessianVectors++
    out.fill(0)
    for (let i = 0; i + 1 < n; i++) {
      out[i] += (2 - 400 * x[i + 1] + 1200 * x[i] * x[i]) * v[i] - 400 * x[i] * v[i + 1]
      out[i + 1] += -400 * x[i] * v[i] + 200 * v[i + 1]
    }
  }
  return { ...objective, hessianVector }
}

const searching = ['bfgs', 'l-bfgs', 'nonlinear-cg', 'newton-cg']

describe.each(searching)('%s', (id) => {
  it.each(Object.keys(surfaces))('meets the strong Wolfe conditions at every step on %s', (name) => {
    const { objective, start } = surfaces[name]
    const { rows, racer } = raced(id, {}, start, objective())
    const { hyperparameters } = findOptimizer(id)!
    const [c1, c2] = [hyperparameters.c1.default as number, hyperparameters.c2.default as number]
    const fresh = objective()
    const [before, after] = [new Float64Array(start.length), new Float64Array(start.length)]
    expect(racer.step).toBeGreaterThan(0)
    for (let row = 1; row < rows.step.length; row++) {
      const [from, to] = [pointOf(rows, row - 1), pointOf(rows, row)]
      const s = minus(to, from)
      fresh.valueGrad(from, before)
      fresh.valueGrad(to, after)
      // Multiplied by t, since s = t d; s itself is rounded at the size of theta, which slopes feel.
      const [slope, slopeThere] = [dot(before, s), dot(after, s)]
      const felt = 2 ** -52 * Math.hypot(...to) * (Math.hypot(...before) + Math.hypot(...after))
      expect(slope).toBeLessThan(0)
      expect(Math.abs(slopeThere)).toBeLessThanOrEqual(-c2 * slope + felt)
      // Or, where values differ by rounding only, the slopes' form of the first condition.
      const decreases = rows.loss[row] <= rows.loss[row - 1] + c1 * slope + felt
      const isRounding = Math.abs(rows.loss[row] - rows.loss[row - 1]) <= 1e-14 * Math.abs(rows.loss[row - 1])
      expect(decreases || (isRounding && slopeThere <= (2 * c1 - 1) * slope + felt)).toBe(true)
    }
  })

  it('costs a gradient a trial: the accepted one is where the race goes on, and is not evaluated twice', () => {
    const { objective, start } = surfaces.rosenbrock
    const counted = objective()
    const { racer, rows } = raced(id, {}, start, counted)
    expect(racer.evaluations).toBe(evaluationsOf(counted.counts, 2))
    const costs = rows.evaluations.slice(1).map((count, i) => count - rows.evaluations[i])
    // Some first trials are accepted as they are: one gradient, and for newton-cg one Hessian-vector product or more.
    expect(Math.min(...costs)).toBe(id === 'newton-cg' ? 2 : 1)
  })

  it('shows stages that sum to the step, which leads to the last trial', () => {
    const { objective, start } = surfaces.rosenbrock
    const racer = racerOf(id, {}, start, objective())
    for (let step = 0; step < 8; step++) {
      const { theta } = racer.snapshot()
      const seen = new Map<string, Float64Array>()
      racer.advance(1, (stage, vector) => seen.set(stage, vector.slice()))
      expect([...racer.snapshot().theta]).toEqual([...theta.map((x, i) => x + seen.get('update')![i])])
    }
  })

  it('ends as line-search-failed where J falls for ever', () => {
    const { ending } = raced(id, {}, [1, 1], objectiveOf('x + y')).racer
    expect(ending!.outcome).toBe('line-search-failed')
    expect(ending!.reason).toMatch(/^loss still falls at \S+ times the direction: it may have no minimum; take a rule/)
    expect(ending!.lastFinite!.theta).toEqual([1, 1])
  })

  it('keeps away from where J is not defined', () => {
    const { rows, racer } = raced(id, {}, [1e-3, 0.9], surfaces['a logarithmic barrier'].objective())
    expect(racer.ending!.outcome).toBe('converged')
    expect(rows.loss.every(Number.isFinite)).toBe(true)
  })
})

describe('where they get, and at what price', () => {
  // The minima by their definitions. The prices are some four thirds of what it takes now: a worse search would show.
  const cases = [
    ['rosenbrock', [1, 1], { bfgs: 60, 'l-bfgs': 60, 'nonlinear-cg': 90, 'newton-cg': 300 }],
    ['himmelblau', [3, 2], { bfgs: 25, 'l-bfgs': 25, 'nonlinear-cg': 35, 'newton-cg': 35 }],
    ['beale', [3, 0.5], { bfgs: 25, 'l-bfgs': 25, 'nonlinear-cg': 40, 'newton-cg': 40 }],
    ['an ill-conditioned valley', [0, 0], { bfgs: 10, 'l-bfgs': 16, 'nonlinear-cg': 8, 'newton-cg': 8 }],
    [
      'rosenbrock in ten dimensions',
      Array<number>(10).fill(1),
      { bfgs: 110, 'l-bfgs': 100, 'nonlinear-cg': 580, 'newton-cg': 460 },
    ],
  ] as const
  it.each(cases)('%s', (name, minimum, prices) => {
    const { objective, start } = surfaces[name]
    for (const [id, price] of Object.entries(prices)) {
      const { racer } = raced(id, { gtol: 1e-7, xtol: 1e-9, toleranceChange: 0 }, start, objective())
      expect(racer.ending!.outcome, id).toBe('converged')
      const distance = Math.hypot(...racer.ending!.lastFinite!.theta.map((x, i) => x - minimum[i]))
      // A gradient of 1e-7 over the least curvature, 0.4 in the valleys of rosenbrock.
      expect(distance, id).toBeLessThan(1e-6)
      expect(racer.evaluations, id).toBeLessThan(price)
    }
  })

  it('powell’s badly scaled function, whose curvatures differ by 10^15', () => {
    const objective = objectiveOf('(1e4*x*y - 1)^2 + (exp(-x) + exp(-y) - 1.0001)^2')
    const { racer } = raced('bfgs', { gtol: 1e-5 }, [0, 1], objective)
    expect(racer.ending!.outcome).toBe('converged')
    const [x, y] = racer.ending!.lastFinite!.theta
    // M. J. D. Powell, 1970; J. J. Moré et al., 1981, problem 3: (1.098...e-5, 9.106...).
    expect(Math.abs(x - 1.098e-5)).toBeLessThan(1e-8)
    expect(Math.abs(y - 9.106)).toBeLessThan(1e-3)
  })
})

/** Minimises x'Ax/2 - b'x. */
function quadraticOf({ a, b }: { a: number[][]; b: number[] }): Objective {
  return handObjective(b.length, (x, gradient) => {
    a.forEach((row, i) => (gradient[i] = dot(row, x) - b[i]))
    return 0.5 * (dot(gradient, x) - dot(b, x))
  })
}

describe('with a search as exact as can be, on a quadratic in n dimensions', () => {
  // A share of 1e-7 of the slope is left at each search, and eight conjugate steps carry it on.
  const exact = { c1: 1e-10, c2: 1e-9, gtol: 0, toleranceGrad: 0, toleranceChange: 0 }
  it.each(reference.quadratics.map((row) => [row.b.length, row] as const))(
    'n = %i: bfgs, l-bfgs and nonlinear-cg take the n steps of linear conjugate gradients',
    (n, row) => {
      for (const id of ['bfgs', 'l-bfgs', 'nonlinear-cg']) {
        const { rows } = raced(id, exact, row.start, quadraticOf(row), { steps: n })
        const size = Math.hypot(...row.theta[n - 1])
        row.theta.forEach((expected, i) => {
          const got = pointOf(rows, i + 1)
          expect(Math.hypot(...got.map((x, k) => x - expected[k])) / size, `${id}, step ${i + 1}`).toBeLessThan(1e-6)
        })
      }
    },
  )

  it('bfgs has then learned the inverse Hessian', () => {
    const row = reference.quadratics[2]
    const n = row.b.length
    const racer = racerOf('bfgs', exact, row.start, quadraticOf(row), { steps: n })
    racer.advance(n)
    const h = racer.snapshot().state.inverseHessian as Float64Array
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const product = row.a.reduce((sum, line, k) => sum + h[i * n + k] * line[j], 0)
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-6)
      }
  })
})

describe('the matrix of bfgs', () => {
  it.each(['rosenbrock', 'himmelblau', 'beale', 'rosenbrock in ten dimensions'])(
    'meets the secant equation, is symmetric and positive definite after every step on %s',
    (name) => {
      const { objective, start } = surfaces[name]
      for (const lineSearch of ['strong-wolfe', 'backtracking']) {
        const racer = racerOf('bfgs', { lineSearch }, start, objective())
        const n = start.length
        while (racer.ending === undefined) {
          const before = racer.snapshot()
          if (racer.advance(1) === 0) break
          const { theta, gradient, state } = racer.snapshot()
          const [h, s] = [state.inverseHessian as Float64Array, minus(theta, before.theta)]
          const y = minus(gradient, before.gradient)
          const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)]
          symmetricEigen(h, n, values, vectors)
          // Definite, but for rounding of the largest eigenvalue.
          expect(values[0]).toBeGreaterThan(-(2 ** -50) * values[n - 1])
          for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(h[i * n + j]).toBe(h[j * n + i])
          if (dot(s, y) <= 0) continue
          for (let i = 0; i < n; i++) {
            const product = dot(h.subarray(i * n, (i + 1) * n), y)
            // theta + update is rounded, and so is each of the n products, at the size of its terms.
            const felt = 2 ** -52 * (Math.hypot(...theta) + 8 * n * values[n - 1] * Math.hypot(...y))
            expect(Math.abs(product - s[i])).toBeLessThanOrEqual(felt)
          }
        }
        expect(racer.step).toBeGreaterThan(5)
      }
    },
  )

  it('leaves out a pair without positive curvature, which a search by decrease alone may meet', () => {
    const concave = objectiveOf('-x^2 - y^4 + x^4 + y^6')
    const racer = racerOf('bfgs', { lineSearch: 'backtracking' }, [0.1, 0.2], concave)
    racer.advance(1)
    expect([...(racer.snapshot().state.inverseHessian as Float64Array)]).toEqual([1, 0, 0, 1])
    racer.advance(Infinity)
    expect(racer.ending!.outcome).toBe('converged')
  })
})

describe('l-bfgs', () => {
  it('ends by its own tolerances, as PyTorch does, and says by which', () => {
    const reasonOf = (given: Record<string, unknown>): string =>
      raced('l-bfgs', given, [-1.2, 1], objectiveOf(formulas.rosenbrock)).racer.ending!.reason
    const off = { toleranceGrad: 0, toleranceChange: 0 }
    expect(reasonOf({ ...off, toleranceGrad: 1e-5 })).toMatch(/^largest component of the gradient \S+ <= 0.00001$/)
    expect(reasonOf({ ...off, toleranceChange: 1e-3 })).toMatch(
      /^(largest component of the step|change of the loss|slope along the direction) \S+ <= 0.001$/,
    )
  })

  it('has a first step of length lr in the 1-norm where the gradient is larger than 1', () => {
    const given = { lineSearch: 'none', lr: 0.25 }
    const { rows } = raced('l-bfgs', given, [-1.2, 1], objectiveOf(formulas.rosenbrock), { steps: 1 })
    const s = minus(pointOf(rows, 1), pointOf(rows, 0))
    // theta's rounding.
    expect(Math.abs(s[0]) + Math.abs(s[1])).toBeCloseTo(0.25, 14)
    expect(rows.evaluations[1]).toBe(2)
  })

  it('forgets all but the last pairs', () => {
    const run = (historySize: number): string =>
      raced('l-bfgs', { historySize }, [-1.2, 1], objectiveOf(formulas.rosenbrock)).rows.theta.join()
    expect(run(100)).toBe(run(1000))
    expect(run(2)).not.toBe(run(100))
  })
})

describe('nonlinear-cg', () => {
  it('bends each step by the Polak-Ribière coefficient or not at all, and always descends enough', () => {
    const racer = racerOf('nonlinear-cg', {}, [-1.2, 1], objectiveOf(formulas.rosenbrock))
    let before: { gradient: Float64Array; direction: Float64Array } | undefined
    while (racer.ending === undefined) {
      const { gradient } = racer.snapshot()
      const seen = new Map<string, Float64Array>()
      if (racer.advance(1, (stage, vector) => seen.set(stage, vector.slice())) === 0) break
      const [plain, conjugate] = [seen.get('gradient')!, seen.get('conjugate direction')!]
      const t = -dot(plain, gradient) / dot(gradient, gradient)
      const direction = seen.get('update')!.map((x) => x / t)
      expect(dot(direction, gradient)).toBeLessThanOrEqual(-0.01 * dot(gradient, gradient))
      const turn = before === undefined ? 0 : dot(gradient, minus(gradient, before.gradient))
      const beta = before === undefined ? 0 : Math.max(0, turn / dot(before.gradient, before.gradient))
      const bent = gradient.map((g, i) => (beta === 0 ? 0 : beta * before!.direction[i]) - g)
      const isDropped = dot(bent, gradient) > -0.01 * dot(gradient, gradient)
      conjugate.forEach((x, i) => {
        // t comes out of a division here: a few roundings of each factor.
        const expected = beta === 0 || isDropped ? 0 : t * beta * before!.direction[i]
        expect(Math.abs(x - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
      })
      before = { gradient, direction }
    }
    expect(racer.step).toBeGreaterThan(20)
  })

  it('begins anew where its direction would hardly descend', () => {
    const objective = objectiveOf(formulas.rosenbrock)
    const racer = racerOf('nonlinear-cg', {}, [-1.2, 1], objective)
    racer.advance(3)
    const checkpoint = racer.snapshot()
    const steep = (checkpoint.state.conjugate as Float64Array).map((_, i) => 0.995 * checkpoint.gradient[i])
    const conjugateOf = (conjugate: Float64Array): Float64Array => {
      const fork = racerOf(
        'nonlinear-cg',
        {},
        [-1.2, 1],
        objective,
        {},
        {
          ...checkpoint,
          state: { ...checkpoint.state, conjugate },
        },
      )
      let shown = conjugate
      fork.advance(1, (stage, vector) => {
        if (stage === 'conjugate direction') shown = vector.slice()
      })
      return shown
    }
    expect(conjugateOf(steep).every((x) => x === 0)).toBe(true)
    expect(conjugateOf(steep.map((x) => 0.9 * x)).some((x) => x !== 0)).toBe(true)
  })
})

describe('backtracking', () => {
  it('descends on a kink where no point meets the strong Wolfe conditions', () => {
    const kink = objectiveOf('abs(x) + 3*abs(y)')
    const strict = raced('bfgs', {}, [0.5, 0.4], kink).racer.ending!
    expect(strict.outcome).toBe('line-search-failed')
    expect(strict.reason).toContain('take lineSearch "backtracking"')
    const { rows } = raced('bfgs', { lineSearch: 'backtracking' }, [0.5, 0.4], kink, { steps: 8 })
    for (let row = 1; row < rows.loss.length; row++) expect(rows.loss[row]).toBeLessThan(rows.loss[row - 1])
  })

  it('says that the loss falls nowhere, though the gradient promises it', () => {
    const contradiction = handObjective(1, ([x], gradient) => {
      gradient[0] = -2 * x
      return x * x
    })
    const { ending } = raced('bfgs', { lineSearch: 'backtracking' }, [1], contradiction).racer
    expect(ending!.outcome).toBe('line-search-failed')
    expect(ending!.reason).toMatch(
      /^loss falls nowhere along the direction, to the precision of its numbers; end earlier/,
    )
  })
})
