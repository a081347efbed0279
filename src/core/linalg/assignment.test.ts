import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { largestAssignment } from './assignment'

function permutations(n: number): number[][] {
  if (n === 0) return [[]]
  return permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, at) => rest.toSpliced(at, 0, n - 1)))
}

function sumOf(profit: Float64Array, n: number, columns: ArrayLike<number>): number {
  return Array.from(columns).reduce((sum, column, row) => sum + profit[row * n + column]!, 0)
}

describe('the largest assignment', () => {
  test.each([0, 1, 2, 3, 4, 5, 6])('is the best of all permutations of %i', (n) => {
    for (let seed = 0; seed < 20; seed++) {
      const { normal } = stream(seed, 'assignment', n)
      const profit = Float64Array.from({ length: n * n }, normal)
      const columns = finish(largestAssignment(profit, n))
      expect([...columns].sort()).toEqual(Array.from({ length: n }, (_, i) => i))
      const best = Math.max(...permutations(n).map((each) => sumOf(profit, n, each)))
      expect(sumOf(profit, n, columns)).toBeCloseTo(best, 12)
    }
  })

  test('finds a permutation that was hidden in a large matrix', () => {
    const n = 200
    const profit = Float64Array.from({ length: n * n }, stream(1, 'assignment').uniform)
    const hidden = Array.from({ length: n }, (_, i) => (37 * i + 11) % n)
    for (const [row, column] of hidden.entries()) profit[row * n + column] = 2
    expect([...finish(largestAssignment(profit, n))]).toEqual(hidden)
  })

  test('takes ties', () => {
    expect([...finish(largestAssignment(new Float64Array(9), 3))].sort()).toEqual([0, 1, 2])
  })
})
