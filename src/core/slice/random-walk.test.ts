import { describe, expect, test } from 'vitest'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { principalDirections } from './principal-directions'
import { randomWalkShares } from './random-walk'

const many = 1e12

/** A walk from 0, its start first. */
function walk(steps: number, n: number, seed: number): Float64Array {
  const draws = stream(seed, 'random-walk-test')
  const points = new Float64Array((steps + 1) * n)
  for (let k = n; k < points.length; k++) points[k] = points[k - n]! + draws.normal()
  return points
}

describe('shares of a random walk', () => {
  test.each([
    ['end', 1],
    ['end', 2],
    ['end', 12],
    ['end', 120],
    ['mean', 2],
    ['mean', 12],
    ['mean', 120],
  ] as const)('about its %s, of %i steps in many dimensions, are those of its covariance', (about, m) => {
    const size = about === 'mean' ? m + 1 : m
    // About its end and its start alike; about the mean of all points, each of which is a sum of steps before it.
    const entry = (i: number, j: number): number =>
      about === 'end'
        ? 1 + Math.min(i, j)
        : Math.min(i, j) -
          (i * (2 * m + 1 - i)) / (2 * size) -
          (j * (2 * m + 1 - j)) / (2 * size) +
          (m * (2 * m + 1)) / (6 * size)
    const matrix = Float64Array.from({ length: size * size }, (_, at) => entry(at % size, Math.floor(at / size)))
    const total = Array.from({ length: size }, (_, i) => entry(i, i)).reduce((a, b) => a + b, 0)
    const values = new Float64Array(size)
    symmetricEigen(matrix, size, values, new Float64Array(size * size))
    const count = Math.min(3, m)
    randomWalkShares(count, { steps: m, parameters: many, about }).forEach((share, k) =>
      expect(share).toBeCloseTo(values[size - 1 - k]! / total, 10),
    )
  })

  test('go to 8 / (pi (2k - 1))^2 about the end of a long one, and to 6 / (pi k)^2 about its mean', () => {
    const long = { steps: 1e5, parameters: many }
    randomWalkShares(3, { ...long, about: 'end' }).forEach((share, k) =>
      expect(share).toBeCloseTo(8 / (Math.PI * (2 * k + 1)) ** 2, 5),
    )
    randomWalkShares(3, { ...long, about: 'mean' }).forEach((share, k) =>
      expect(share).toBeCloseTo(6 / (Math.PI * (k + 1)) ** 2, 4),
    )
  })

  test('are none along directions that a short walk does not have', () => {
    expect(randomWalkShares(2, { steps: 1, parameters: 50, about: 'end' })).toEqual([1, 0])
  })

  test.each([
    ['end', 10],
    ['end', 40],
    ['mean', 10],
    ['mean', 40],
  ] as const)('about its %s in %i dimensions, those of simulated walks', (about, n) => {
    const [steps, walks] = [60, 60]
    const sums = [0, 0]
    for (let seed = 0; seed < walks; seed++) {
      const points = walk(steps, n, seed)
      const mean = new Float64Array(n)
      points.forEach((entry, at) => (mean[at % n] += entry / (steps + 1)))
      const { shares } = finish(principalDirections(points, about === 'mean' ? mean : points.slice(-n), 2))
      shares.forEach((share, k) => (sums[k]! += share / walks))
    }
    // The mean of 60 walks scatters by 0.012 in 10 dimensions, and the correction is to first order in 1 / n.
    const expected = randomWalkShares(2, { steps, parameters: n, about })
    sums.forEach((sum, k) => expect(Math.abs(sum - expected[k]!)).toBeLessThan(0.03))
  })
})
