import { describe, expect, test } from 'vitest'
import { symmetricEigen } from '../linalg/symmetric-eigen'
import { dot } from '../linalg/vector'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { principalDirections } from './principal-directions'

/** m points of n coordinates, spread less and less along random directions. */
function cloud(m: number, n: number): Float64Array {
  const draws = stream(m + n, 'principal-directions-test')
  const axes = Array.from({ length: 4 }, () => Float64Array.from({ length: n }, () => draws.normal()))
  const points = new Float64Array(m * n)
  for (let k = 0; k < m; k++)
    axes.forEach((axis, i) => {
      const weight = draws.normal() * 0.4 ** i
      axis.forEach((entry, j) => (points[k * n + j] += weight * entry + 0.5))
    })
  return points
}

/** The same by the dense decomposition of X' X, which shares no code but the Jacobi rotations. */
function dense(points: Float64Array, about: readonly number[]) {
  const n = about.length
  const gram = new Float64Array(n * n)
  for (let k = 0; k < points.length; k += n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) gram[i * n + j] += (points[k + i]! - about[i]!) * (points[k + j]! - about[j]!)
  const total = about.reduce((sum, _, i) => sum + gram[i * n + i]!, 0)
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  symmetricEigen(gram, n, values, vectors)
  return [1, 2].map((i) => ({
    share: values[n - i]! / total,
    direction: vectors.slice((n - i) * n, (n - i + 1) * n),
  }))
}

describe('principal directions', () => {
  test.each([
    [50, 6],
    [6, 50],
    [200, 30],
    [3, 2],
  ])('of %i points in %i dimensions are those of the dense decomposition', (m, n) => {
    const points = cloud(m, n)
    for (const about of [Array<number>(n).fill(0), Array.from(points.slice(-n))]) {
      const { directions, shares } = finish(principalDirections(points, about, 2))
      expect(directions).toHaveLength(2)
      dense(points, about).forEach(({ share, direction }, i) => {
        expect(shares[i]).toBeCloseTo(share, 12)
        expect(Math.abs(dot(directions[i]!, direction))).toBeCloseTo(1, 10)
      })
      expect(dot(directions[0]!, directions[1]!)).toBeCloseTo(0, 12)
      for (const direction of directions) {
        expect(dot(direction, direction)).toBeCloseTo(1, 12)
        expect(Math.max(...direction)).toBe(Math.max(...direction.map(Math.abs)))
      }
    }
  })

  test('are fewer where points span less, and none where they are one', () => {
    const line = Float64Array.from([0, 0, 0, 1, 2, 2, 2, 4, 4])
    const { directions, shares } = finish(principalDirections(line, [0, 0, 0], 2))
    expect(directions).toHaveLength(1)
    directions[0]!.forEach((entry, i) => expect(entry).toBeCloseTo([1 / 3, 2 / 3, 2 / 3][i]!, 12))
    expect([...shares]).toEqual([expect.closeTo(1, 12)])
    expect(finish(principalDirections(Float64Array.of(1, 2, 1, 2), [1, 2], 2)).directions).toEqual([])
  })
})
