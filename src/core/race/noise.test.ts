import { describe, expect, it } from 'vitest'
import { stream } from '../random/stream'
import type { NoiseSetting } from './settings'
import { createNoise, noNoise } from './noise'
import { noiseProblems } from './settings'

/** The noise of steps 1 to `count`, n numbers a step. */
function drawn(setting: NoiseSetting, count: number, n = 2, seed = 11): Float64Array[] {
  const noise = createNoise(setting, seed, n)!
  return Array.from({ length: count }, (_, i) => {
    const out = new Float64Array(n)
    noise.draw(i + 1, out)
    return out
  })
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

/**
 * Six standard errors: a mean of so many independent numbers of this variance is farther from its expectation once in
 * 5e8. The draws are fixed by their seed, so a test either fails always or never.
 */
const sixErrors = (variance: number, count: number): number => 6 * Math.sqrt(variance / count)

const count = 20_000
const unit: NoiseSetting = { kind: 'gaussian', scale: 1 }
const sloped: NoiseSetting = {
  kind: 'covariance',
  covariance: [
    [4, -1.2],
    [-1.2, 0.5],
  ],
}
const heavy: NoiseSetting = { kind: 'student-t', scale: 0.5, degrees: 3 }

describe.each([unit, sloped, heavy])('noise $kind', (setting) => {
  it('is a function of seed, step and coordinate: asked in another order, by another racer, it is the same', () => {
    const forwards = drawn(setting, 20)
    const noise = createNoise(setting, 11, 2)!
    for (let step = 20; step >= 1; step--) {
      const out = new Float64Array(2)
      noise.draw(step, out)
      expect(out).toEqual(forwards[step - 1])
    }
    expect(drawn(setting, 3, 2, 12)).not.toEqual(forwards.slice(0, 3))
  })

  it('has mean 0 and is not correlated from step to step', () => {
    const draws = drawn(setting, count)
    for (const i of [0, 1]) {
      const xs = draws.map((draw) => draw[i])
      const variance = mean(xs.map((x) => x * x))
      expect(Math.abs(mean(xs))).toBeLessThan(sixErrors(variance, count))
      const lagged = xs.slice(1).map((x, k) => x * xs[k])
      // Of independent factors the product's variance is the product of the variances.
      expect(Math.abs(mean(lagged))).toBeLessThan(sixErrors(variance * variance, count - 1))
    }
  })
})

describe('Gaussian noise', () => {
  it('has unit variance, no excess kurtosis and independent coordinates', () => {
    const draws = drawn(unit, count)
    const xs = draws.map(([x]) => x)
    // Var(z^2) = 2, Var(z^4) = E z^8 - 9 = 96, Var(z1 z2) = 1.
    expect(Math.abs(mean(xs.map((x) => x ** 2)) - 1)).toBeLessThan(sixErrors(2, count))
    expect(Math.abs(mean(xs.map((x) => x ** 4)) - 3)).toBeLessThan(sixErrors(96, count))
    expect(Math.abs(mean(draws.map(([x, y]) => x * y)))).toBeLessThan(sixErrors(1, count))
  })

  it('scales, and at scale 0 is none', () => {
    const one = drawn(unit, 5)
    expect(drawn({ kind: 'gaussian', scale: 0.25 }, 5)).toEqual(one.map((draw) => draw.map((x) => 0.25 * x)))
    expect(createNoise(noNoise, 1, 2)).toBeUndefined()
    expect(createNoise({ ...heavy, scale: 0 }, 1, 2)).toBeUndefined()
  })
})

describe('noise with a covariance', () => {
  it('has it', () => {
    const draws = drawn(sloped, count)
    const [[a, b], [, c]] = sloped.kind === 'covariance' ? sloped.covariance : [[], []]
    const entries = [
      [0, 0, a, 2 * a * a],
      [1, 1, c, 2 * c * c],
      // Isserlis: Var(x y) = C_xx C_yy + C_xy^2.
      [0, 1, b, a * c + b * b],
    ]
    for (const [i, j, expected, variance] of entries)
      expect(Math.abs(mean(draws.map((draw) => draw[i] * draw[j])) - expected)).toBeLessThan(sixErrors(variance, count))
  })

  it('of rank 1 stays on its line', () => {
    const line: NoiseSetting = {
      kind: 'covariance',
      covariance: [
        [1, 2],
        [2, 4],
      ],
    }
    expect(noiseProblems(line, 2, 'noise')).toEqual([])
    for (const [x, y] of drawn(line, 100)) {
      // The eigenvalue 0 comes out within an ulp or two of the other one, 5; its root is 3e-8 times that one's.
      expect(Math.abs(y - 2 * x)).toBeLessThan(1e-6)
      expect(x).not.toBe(0)
    }
  })

  it('of independent coordinates is Gaussian noise coordinate by coordinate', () => {
    const diagonal: NoiseSetting = {
      kind: 'covariance',
      covariance: [
        [4, 0, 0],
        [0, 0, 0],
        [0, 0, 9],
      ],
    }
    expect(drawn(diagonal, 5, 3)).toEqual(drawn(unit, 5, 3).map(([x, , z]) => Float64Array.of(2 * x, 0, 3 * z)))
  })
})

describe('Student’s t noise', () => {
  it('has the variance nu / (nu - 2) where there is one', () => {
    const xs = drawn({ kind: 'student-t', scale: 1, degrees: 9 }, count).map(([x]) => x)
    // E t^4 = 3 nu^2 / ((nu - 2)(nu - 4)) = 6.94 at nu = 9.
    const variance = 9 / 7
    expect(Math.abs(mean(xs.map((x) => x * x)) - variance)).toBeLessThan(sixErrors(6.95 - variance ** 2, count))
  })

  it.each([0.5, 1, 2, 3])('has the tail of %d degrees of freedom', (degrees) => {
    const sizes = drawn({ kind: 'student-t', scale: 1, degrees }, count).map(([x]) => Math.abs(x))
    const share = (x: number): number => sizes.filter((size) => size > x).length / count
    // Exact survival functions, nu = 1 and 2 in closed form, integrated numerically for the others.
    for (const x of [1, 3, 10]) {
      const exact = tail(degrees, x)
      expect(Math.abs(share(x) - exact)).toBeLessThan(sixErrors(exact * (1 - exact), count))
    }
  })

  it('at many degrees is Gaussian noise in distribution', () => {
    const xs = drawn({ kind: 'student-t', scale: 1, degrees: 1e12 }, count).map(([x]) => x)
    expect(Math.abs(mean(xs.map((x) => x ** 2)) - 1)).toBeLessThan(sixErrors(2, count))
    expect(Math.abs(mean(xs.map((x) => x ** 4)) - 3)).toBeLessThan(sixErrors(96, count))
  })

  it('draws each coordinate for itself: the coordinates of a step are as independent as steps', () => {
    const draws = drawn({ kind: 'student-t', scale: 1, degrees: 9 }, count)
    // The sizes are where a common radius would show: a bivariate t has uncorrelated coordinates with correlated sizes.
    const sizes = draws.map(([x, y]) => [Math.min(9, x * x), Math.min(9, y * y)] as const)
    const [mx, my] = [mean(sizes.map(([x]) => x)), mean(sizes.map(([, y]) => y))]
    const covariance = mean(sizes.map(([x, y]) => (x - mx) * (y - my)))
    const variance = mean(sizes.map(([x]) => (x - mx) ** 2)) * mean(sizes.map(([, y]) => (y - my) ** 2))
    expect(Math.abs(covariance)).toBeLessThan(sixErrors(variance, count))
  })
})

/**
 * P(|t| > x) for nu degrees of freedom: the integral of the density after t = sqrt(nu) tan a, which leaves cos^(nu - 1)
 * a.
 */
function tail(degrees: number, x: number): number {
  const from = Math.atan(x / Math.sqrt(degrees))
  const quarter = Math.PI / 2
  // Substituted by b^4 from the upper end, where cos^(nu - 1) is singular for nu < 1; the midpoint rule then errs by
  // 1e-6 and less.
  const integral = (width: number): number => {
    const n = 4000
    let sum = 0
    for (let k = 0; k < n; k++) {
      const b = ((k + 0.5) / n) * width ** 0.25
      sum += Math.sin(b ** 4) ** (degrees - 1) * 4 * b ** 3
    }
    return (sum * width ** 0.25) / n
  }
  return integral(quarter - from) / integral(quarter)
}

it('has tails in the test that agree with the closed forms', () => {
  for (const x of [1, 3, 10]) {
    expect(tail(1, x)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(x), 6)
    expect(tail(2, x)).toBeCloseTo(1 - x / Math.sqrt(2 + x * x), 6)
  }
})

describe('a covariance that is none', () => {
  const problem = (covariance: readonly (readonly number[])[], n = 2): string =>
    noiseProblems({ kind: 'covariance', covariance }, n, 'noise')
      .map(({ message, where }) => `${where}: ${message}`)
      .join('\n')

  it.each([
    [[[1]], 'noise.covariance: covariance is 1 x 1, expected 2 x 2'],
    [[], 'noise.covariance: covariance is 0 x 0, expected 2 x 2'],
    [[[1, 0], [0]], 'noise.covariance: covariance is 2 x 2 or 1, expected 2 x 2'],
    [
      [
        [1, 0.5],
        [0.4, 1],
      ],
      'noise.covariance[1][0]: covariance is not symmetric: entry [1][0] is 0.4, [0][1] is 0.5',
    ],
    [
      [
        [1, 2],
        [2, 1],
      ],
      'noise.covariance: covariance has the eigenvalue -1, expected none below 0',
    ],
  ])('%j', (covariance, message) => {
    expect(problem(covariance)).toBe(message)
  })

  it('is refused where its root would take too long', () => {
    expect(problem([], 1000)).toContain('expected at most 128')
  })

  it('is not made of a semidefinite one by rounding, at any size and rank', () => {
    const { normal } = stream(3, 'covariances')
    for (let round = 0; round < 50; round++) {
      const n = 1 + (round % 6)
      const scale = 10 ** (20 * Math.sin(round))
      const factors = Array.from({ length: 1 + (round % n) }, () => Array.from({ length: n }, () => normal()))
      const covariance = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => scale * factors.reduce((sum, row) => sum + row[i] * row[j], 0)),
      )
      expect(problem(covariance, n)).toBe('')
    }
  })
})
