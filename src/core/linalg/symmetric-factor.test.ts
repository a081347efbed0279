import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { symmetricEigen } from './symmetric-eigen'
import { SymmetricFactor } from './symmetric-factor'

const epsilon = 2 ** -52

function factorOf(matrix: Float64Array, n: number): SymmetricFactor {
  const factor = new SymmetricFactor(n)
  const rest = factor.decompose(matrix.slice())
  if (rest !== undefined) finish(rest)
  return factor
}

function randomSymmetric(n: number, seed: number): Float64Array {
  const { normal } = stream(seed, 'factor', n)
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) matrix[i * n + j] = matrix[j * n + i] = normal()
  return matrix
}

describe('a factor of a symmetric matrix', () => {
  test.each([1, 2, 3, 32, 33, 34, 70, 129])('of size %i has V diag V’ and V V’ of it', (n) => {
    const matrix = randomSymmetric(n, 1)
    const factor = factorOf(matrix, n)
    const values = new Float64Array(n)
    symmetricEigen(matrix, n, values, new Float64Array(n * n))
    const size = Math.max(...values.map(Math.abs))
    values.forEach((value, i) => expect(Math.abs(factor.values[i]! - value)).toBeLessThan(8 * n * epsilon * size))
    const { normal } = stream(2, 'vector', n)
    const v = Float64Array.from({ length: n }, normal)
    const length = Math.hypot(...v)
    const [c, back] = [new Float64Array(n), new Float64Array(n)]
    factor.along(v, c)
    factor.combine(c, back)
    back.forEach((entry, i) => expect(Math.abs(entry - v[i]!)).toBeLessThan(8 * n * epsilon * length))
    factor.combine(
      c.map((entry, i) => entry * factor.values[i]!),
      back,
    )
    back.forEach((entry, i) => {
      const image = v.reduce((sum, each, j) => sum + matrix[i * n + j]! * each, 0)
      expect(Math.abs(entry - image)).toBeLessThan(16 * n * epsilon * size * length)
    })
  })

  test('is used again, for a smaller number of rotations, and says NaN of what is not finite', () => {
    const n = 40
    const factor = new SymmetricFactor(n)
    finish(factor.decompose(randomSymmetric(n, 3))!)
    const diagonal = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? n - at / (n + 1) : 0))
    finish(factor.decompose(diagonal.slice())!)
    expect([...factor.values]).toEqual(Array.from({ length: n }, (_, i) => i + 1))
    const [c, v] = [new Float64Array(n), Float64Array.from({ length: n }, (_, i) => i)]
    factor.along(v, c)
    expect([...c]).toEqual(Array.from({ length: n }, (_, i) => n - 1 - i))
    diagonal[5] = Infinity
    finish(factor.decompose(diagonal)!)
    expect(factor.values.every(Number.isNaN)).toBe(true)
  })
})
