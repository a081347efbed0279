import { expect, test } from 'vitest'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { principalDirections } from './principal-directions'
import { randomWalkShare } from './random-walk'

test('shares are those of the covariance of a walk, min(i, j), the longer it is', () => {
  const m = 120
  const matrix = Float64Array.from({ length: m * m }, (_, at) => 1 + Math.min(at % m, Math.floor(at / m)))
  const values = new Float64Array(m)
  symmetricEigen(matrix, m, values, new Float64Array(m * m))
  for (const k of [1, 2, 3]) {
    const share = values[m - k]! / ((m * (m + 1)) / 2)
    // What a walk of m steps has more or less is of the order of 1/m.
    expect(Math.abs(share - randomWalkShare(k))).toBeLessThan(1 / m)
  }
  const all = Array.from({ length: 4000 }, (_, k) => randomWalkShare(k + 1)).reduce((sum, share) => sum + share, 0)
  expect(all).toBeCloseTo(1, 3)
})

test('a walk in many dimensions has them about its end', () => {
  const [n, steps] = [2000, 200]
  const draws = stream(5, 'random-walk-test')
  const points = new Float64Array((steps + 1) * n)
  for (let k = n; k < points.length; k++) points[k] = points[k - n]! + draws.normal()
  const { shares } = finish(principalDirections(points, points.slice(-n), 2))
  // Entries of the covariance scatter by sqrt(2/n), and their largest eigenvalue by about as much.
  shares.forEach((share, k) => expect(Math.abs(share - randomWalkShare(k + 1))).toBeLessThan(0.03))
})
