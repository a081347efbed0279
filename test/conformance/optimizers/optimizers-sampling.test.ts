import { describe, expect, it } from 'vitest'
import type { Objective } from '../../../src/core/objectives/objective'
import { resumeRacer } from '../../../src/core/race/create-racer'
import { noNoise } from '../../../src/core/race/noise'
import { stream } from '../../../src/core/random/stream'
import { findOptimizer } from '../../../src/core/catalogue/optimizers'
import { checkHyperparameters } from '../../../src/core/definitions/hyperparameters'
import { handObjective, quadratic } from './optimizers-objective'
import { pathOf, racerOf } from './optimizers-race'

/** x^2 - y^2. */
function saddle(): Objective {
  return handObjective(2, ([x, y], gradient) => {
    gradient[0] = 2 * x
    gradient[1] = -2 * y
    return x * x - y * y
  })
}

/** 1/2 theta' H theta with a full symmetric H. */
function coupled(hessian: readonly (readonly number[])[]): Objective {
  const product = (v: Float64Array, out: Float64Array): void =>
    hessian.forEach((row, i) => (out[i] = row.reduce((sum, h, j) => sum + h * v[j], 0)))
  const objective = handObjective(hessian.length, (theta, gradient) => {
    product(theta, gradient)
    return 0.5 * gradient.reduce((sum, g, i) => sum + g * theta[i], 0)
  })
  return {
    ...objective,
    hessianVector(_theta, v, out) {
      objective.counts.hessianVectors++
      product(v, out)
    },
  }
}

describe('langevin dynamics', () => {
  it('kicks with the square root of the step size times the temperature, by the draws of (seed, step)', () => {
    const given = { lr: 0.02, b: 3, gamma: 0.6, temperature: 2.5 }
    const racer = racerOf('sgld', given, [1, -1], quadratic([1, 2]), { seed: 17 })
    racer.advance(6)
    for (let step = 7; step <= 10; step++) {
      const kicks: number[] = []
      racer.advance(1, (stage, vector) => {
        if (stage === 'noise') kicks.push(...vector)
      })
      const draws = stream(17, 'sgld', step)
      const deviation = Math.sqrt(0.02 * (3 + step) ** -0.6 * 2.5)
      // Math.pow and ours may differ in the last place.
      for (const kick of kicks) expect(kick / (deviation * draws.normal())).toBeCloseTo(1, 13)
      expect(kicks).toHaveLength(2)
    }
  })

  it('settles, at a constant step size, to the variance T / (lambda (1 - epsilon lambda / 4)) of its linear recurrence', () => {
    const [stepSize, curvature, temperature, walkers] = [0.4, 2, 1.5, 40_000]
    const objective = quadratic(new Array<number>(walkers).fill(curvature))
    const racer = racerOf(
      'sgld',
      { lr: stepSize, gamma: 0, temperature },
      new Array<number>(walkers).fill(0),
      objective,
      {
        record: 1000,
      },
    )
    // (1 - epsilon lambda / 2)^(2 t) of the start is left: 0.6^60 = 5e-14.
    racer.advance(30)
    const { theta } = racer.snapshot()
    const variance = theta.reduce((sum, x) => sum + x * x, 0) / walkers
    const exact = temperature / (curvature * (1 - (stepSize * curvature) / 4))
    // The estimate's relative standard deviation is sqrt(2 / walkers) = 0.7 %; five of them.
    expect(Math.abs(variance / exact - 1)).toBeLessThan(5 * Math.sqrt(2 / walkers))
    const mean = theta.reduce((sum, x) => sum + x, 0) / walkers
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(exact / walkers))
  })
})

describe('perturbed gradient descent', () => {
  const given = { lr: 0.1, radius: 0.05, gradientThreshold: 0.3, interval: 4 }

  /** The perturbation of every step, and the gradient's norm before it. */
  function perturbations(id: Record<string, number>, start: readonly number[], objective: Objective, steps: number) {
    const racer = racerOf('perturbed-gradient-descent', id, start, objective)
    return Array.from({ length: steps }, () => {
      const norm = racer.snapshot().gradientNorm
      let perturbation: readonly number[] = []
      racer.advance(1, (stage, vector) => {
        if (stage === 'perturbation') perturbation = [...vector]
      })
      return { norm, perturbation }
    })
  }

  it('leaves a saddle that plain descent rests on', () => {
    expect(pathOf('sgd', { lr: 0.1 }, [0, 0], saddle(), 100)[100]).toEqual([0, 0])
    const end = pathOf('perturbed-gradient-descent', given, [0, 0], saddle(), 60)[60]
    // The draw's y grows by 1.2 a step, 5e4 in all, from about 0.03.
    expect(Math.abs(end[1])).toBeGreaterThan(10)
  })

  it('perturbs where the gradient is small, inside the ball, and then not for so many steps', () => {
    const steps = perturbations(given, [2, 1], quadratic([1, 3]), 60)
    const perturbed = steps.flatMap(({ perturbation }, i) => (perturbation.some((x) => x !== 0) ? [i] : []))
    const first = steps.findIndex(({ norm }) => norm <= 0.3)
    expect(first).toBeGreaterThan(5)
    // Near the minimum the gradient stays small, so every fifth step is perturbed.
    expect(perturbed).toEqual(Array.from({ length: perturbed.length }, (_, i) => first + 5 * i))
    expect(perturbed.length).toBeGreaterThan(5)
    for (const i of perturbed) expect(Math.hypot(...steps[i].perturbation)).toBeLessThanOrEqual(0.05)
  })

  it('takes the gradient at the perturbed point', () => {
    const racer = racerOf('perturbed-gradient-descent', given, [0.01, 0.02], quadratic([1, 3]))
    const seen = new Map<string, number[]>()
    racer.advance(1, (stage, vector) => seen.set(stage, [...vector]))
    const [dx, dy] = seen.get('perturbation')!
    expect(seen.get('gradient')).toEqual([-0.1 * (0.01 + dx), -0.1 * (3 * (0.02 + dy))])
    // The start, the perturbed point and the point arrived at.
    expect(racer.evaluations).toBe(3)
  })

  it.each([1, 2, 3])('draws from the ball evenly in %d dimensions', (n) => {
    const always = { lr: 1e-9, radius: 1, gradientThreshold: 1e6, interval: 0 }
    const draws = perturbations(always, new Array<number>(n).fill(0), quadratic(new Array<number>(n).fill(1)), 2000)
    const lengths = draws.map(({ perturbation }) => Math.hypot(...perturbation))
    // Of a uniform draw |x|^n is uniform: mean 1/2, variance 1/12. Five standard deviations.
    const mean = lengths.reduce((sum, length) => sum + length ** n, 0) / 2000
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * 2000))
    // And each coordinate has mean 0 and variance 1 / (n + 2).
    const centre = draws.reduce((sum, { perturbation }) => sum + perturbation[n - 1], 0) / 2000
    expect(Math.abs(centre)).toBeLessThan(5 / Math.sqrt((n + 2) * 2000))
  })
})

describe('sophia-h', () => {
  const hessian = [
    [3, 1, -0.5],
    [1, -2, 0.25],
    [-0.5, 0.25, 1],
  ]
  const curvaturesAfter = (steps: number, given: Record<string, unknown>, seed = 0): Float64Array => {
    const racer = racerOf('sophia-h', { lr: 1e-6, ...given }, [1, 1, 1], coupled(hessian), { seed })
    racer.advance(steps)
    return racer.snapshot().state.curvatures as Float64Array
  }

  it('averages signs times products to the Hessian’s diagonal', () => {
    const estimates = 4000
    const sums = [0, 0, 0]
    // beta2 = 0 keeps only the last estimate; a draw belongs to (seed, step).
    for (let seed = 0; seed < estimates; seed++)
      curvaturesAfter(1, { betas: [0.9, 0] }, seed).forEach((h, i) => (sums[i] += h / estimates))
    hessian.forEach((row, i) => {
      // The variance of one estimate is the sum of the squares of the row's other entries. Five standard deviations.
      const variance = row.reduce((sum, h, j) => sum + (j === i ? 0 : h * h), 0)
      expect(Math.abs(sums[i] - row[i])).toBeLessThan(5 * Math.sqrt(variance / estimates))
    })
  })

  it('finds the diagonal exactly when asked to, with a product for every coordinate', () => {
    expect([...curvaturesAfter(1, { betas: [0.9, 0], curvature: 'exact' })]).toEqual([3, -2, 1])
  })

  it('estimates at the first step and at every tenth after it', () => {
    const objective = coupled(hessian)
    racerOf('sophia-h', {}, [1, 1, 1], objective).advance(30)
    expect(objective.counts.hessianVectors).toBe(3)
    const exact = coupled(hessian)
    racerOf('sophia-h', { curvature: 'exact', updateInterval: 4 }, [1, 1, 1], exact).advance(8)
    expect(exact.counts.hessianVectors).toBe(6)
  })
})

const forked: readonly (readonly [string, Record<string, unknown>])[] = [
  ['sgld', {}],
  ['perturbed-gradient-descent', { interval: 3, gradientThreshold: 1e6 }],
  // Unclipped, so that every draw tells.
  ['sophia-h', { clipThreshold: 1e6, gamma: 1 }],
]
it.each(forked)('%s draws by seed and step: forks draw the same', (id, given) => {
  const optimizer = findOptimizer(id)!
  const hyper = checkHyperparameters(optimizer, given, id).value!
  const hessian = [
    [2, 1],
    [1, 3],
  ]
  const objective = (): Objective => coupled(hessian)
  const ends = [5, 6].map((seed) => {
    const options = { steps: 100, record: 1, stop: {}, seed, noise: noNoise }
    const original = racerOf(id, given, [1, -1], objective(), options)
    original.advance(33)
    const fork = resumeRacer({ optimizer, hyper, start: [1, -1] }, objective(), options, original.snapshot())
    original.advance(67)
    fork.advance(67)
    expect(fork.snapshot()).toEqual(original.snapshot())
    return fork.snapshot().theta
  })
  expect(ends[0]).not.toEqual(ends[1])
})
