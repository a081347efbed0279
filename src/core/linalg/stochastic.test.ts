import { describe, expect, test } from 'vitest'
import { randomRotation } from '../random/orthogonal'
import { stream } from '../random/stream'
import { type Product, randomUnit } from './krylov'
import { broadened, gaussRule, spectralDensity } from './spectral-density'
import { symmetricEigen } from './symmetric-eigen'
import { estimateTrace, estimateTraceByRange } from './trace-estimate'
import { dot } from './vector'

function finished<T>(generator: Generator<unknown, T, void>): T {
  for (;;) {
    const step = generator.next()
    if (step.done === true) return step.value
  }
}

function randomMatrix(n: number, seed: number): Float64Array {
  const { normal } = stream(seed, 'stochastic', n)
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      matrix[i * n + j] = normal()
      matrix[j * n + i] = matrix[i * n + j]!
    }
  return matrix
}

function productOf(matrix: Float64Array): Product {
  return (v, out) => v.forEach((_, i) => (out[i] = dot(v, matrix.subarray(i * v.length, (i + 1) * v.length))))
}

function diagonal(values: readonly number[]): Product {
  return (v, out) => values.forEach((value, i) => (out[i] = value * v[i]!))
}

describe('the trace', () => {
  test('is right within its standard error, and that error is the theory’s', () => {
    for (const n of [2, 30, 100]) {
      const matrix = randomMatrix(n, 1)
      const exact = Array.from({ length: n }, (_, i) => matrix[i * n + i]!).reduce((sum, entry) => sum + entry, 0)
      const offDiagonal = matrix.reduce((sum, entry, at) => sum + (at % (n + 1) === 0 ? 0 : entry * entry), 0)
      const probes = 400
      const { value, standardError } = finished(estimateTrace(productOf(matrix), n, probes, 0))
      expect(Math.abs(value - exact)).toBeLessThan(4 * standardError)
      // Var(z'Hz) = 2 sum_{i != j} H_ij^2; its estimate from 400 terms is within a fifth.
      expect(standardError / Math.sqrt((2 * offDiagonal) / probes)).toBeCloseTo(1, 0.4)
    }
  })

  test('of a diagonal matrix is exact, since signs square to 1', () => {
    expect(finished(estimateTrace(diagonal([1, -2, 4.5]), 3, 5, 0))).toEqual({ value: 3.5, standardError: 0 })
  })

  test('by the range of the matrix is right within its standard error, which is far smaller of a few large values', () => {
    const n = 300
    const values = Array.from({ length: n }, (_, i) => 100 / ((i + 1) * (i + 1)))
    const rotation = randomRotation(n, 3)
    const rotated: Product = (v, out) => {
      const turned = v.slice()
      rotation.applyTransposed(turned)
      values.forEach((value, i) => (out[i] = value * turned[i]!))
      rotation.apply(out)
    }
    const exact = values.reduce((sum, value) => sum + value, 0)
    const plain = finished(estimateTrace(rotated, n, 99, 0))
    const byRange = finished(estimateTraceByRange(rotated, n, 99, 0))
    expect(Math.abs(plain.value - exact)).toBeLessThan(4 * plain.standardError)
    expect(Math.abs(byRange.value - exact)).toBeLessThan(4 * byRange.standardError)
    expect(byRange.standardError).toBeLessThan(plain.standardError / 20)
    // Over seeds the standard error is that of the values: chi-squared with 60 degrees of freedom, within a third.
    const runs = Array.from({ length: 60 }, (_, seed) => finished(estimateTraceByRange(rotated, n, 30, seed)))
    const squares = runs.map(({ value, standardError }) => [(value - exact) * (value - exact), standardError ** 2])
    const [seen, told] = [0, 1].map((k) => Math.sqrt(squares.reduce((sum, each) => sum + each[k]!, 0) / runs.length))
    expect(Math.abs(seen! / told! - 1)).toBeLessThan(1 / 3)
  })

  test('by the range of the matrix is exact where a third of the products span it', () => {
    const { value, standardError } = finished(estimateTraceByRange(productOf(randomMatrix(20, 1)), 20, 60, 0))
    const matrix = randomMatrix(20, 1)
    expect(standardError).toBe(0)
    expect(value).toBeCloseTo(
      Array.from({ length: 20 }, (_, i) => matrix[i * 21]!).reduce((sum, d) => sum + d, 0),
      9,
    )
    // Of a matrix of rank 2 the rest is nothing but rounding.
    const ofRank2 = finished(estimateTraceByRange(diagonal([...Array<number>(98).fill(0), 3, -1]), 100, 30, 0))
    expect(ofRank2.value).toBeCloseTo(2, 10)
    expect(ofRank2.standardError).toBeLessThan(1e-10)
  })

  test('depends on the seed alone', () => {
    const product = productOf(randomMatrix(10, 2))
    const [one, same, other] = [3, 3, 4].map((seed) => finished(estimateTrace(product, 10, 10, seed)))
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })
})

describe('quadrature', () => {
  const n = 12
  const matrix = randomMatrix(n, 3)
  const v = randomUnit(n, [], 5)

  /** v' H^k v */
  function moment(k: number): number {
    let power = v
    for (let i = 0; i < k; i++) {
      const next = new Float64Array(n)
      productOf(matrix)(power, next)
      power = next
    }
    return dot(v, power)
  }

  test.each([1, 2, 3, 4])('of %i steps is exact up to twice as many moments, and no more', (steps) => {
    const { nodes, weights } = finished(gaussRule(productOf(matrix), v, steps))
    expect(nodes).toHaveLength(steps)
    const ruled = (k: number): number => nodes.reduce((sum, node, i) => sum + weights[i]! * node ** k, 0)
    for (let k = 0; k < 2 * steps; k++) {
      // The powers of a norm of 8, in sums of a dozen.
      expect(Math.abs(ruled(k) - moment(k))).toBeLessThan(1e-14 * 8 ** k)
    }
    expect(Math.abs(ruled(2 * steps) - moment(2 * steps))).toBeGreaterThan(1e-3)
  })

  test('of as many steps as dimensions has the eigenvalues for nodes', () => {
    const { nodes } = finished(gaussRule(productOf(matrix), v, 100))
    const values = new Float64Array(n)
    symmetricEigen(matrix, n, values, new Float64Array(n * n))
    // Rounding of an orthogonal basis of 12.
    nodes.forEach((node, i) => expect(Math.abs(node - values[i]!)).toBeLessThan(1e-13))
  })

  test('ends where the space does: as many nodes as different eigenvalues', () => {
    const three = diagonal([1, 1, 1, 5, 5, 5, 5, -2, -2, -2])
    const { nodes, weights } = finished(gaussRule(three, randomUnit(10, [], 6), 8))
    expect([...nodes].map((node) => Number(node.toFixed(12)))).toEqual([-2, 1, 5])
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14)
    expect([...finished(gaussRule(diagonal([0, 0]), randomUnit(2, [], 7), 2)).nodes]).toEqual([0])
  })
})

describe('the density', () => {
  test('holds each eigenvalue’s share of the whole', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i < 50 ? -3 : i < 180 ? 0 : 10))
    const { nodes, weights } = finished(spectralDensity(diagonal(values), 200, { probes: 20, steps: 10, seed: 0 }))
    const share = (at: number): number =>
      nodes.reduce((sum, node, k) => sum + (Math.abs(node - at) < 1e-6 ? weights[k]! : 0), 0)
    // The share of 20 vectors of 200 Gaussian entries: 4 standard errors of sqrt(2 p (1 - p) / 4000).
    for (const [at, part] of [
      [-3, 0.25],
      [0, 0.65],
      [10, 0.1],
    ] as const)
      expect(Math.abs(share(at) - part)).toBeLessThan(4 * Math.sqrt((2 * part * (1 - part)) / 4000))
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 13)
  })

  test('broadened is a sum of Gaussians, of integral 1', () => {
    const masses = { nodes: Float64Array.of(-1, 2), weights: Float64Array.of(0.25, 0.75) }
    const step = 0.01
    const grid = Array.from({ length: 1000 }, (_, i) => -4 + step * i)
    // The trapezium rule is exact to rounding for Gaussians that are wide beside the step.
    expect(grid.reduce((sum, t) => sum + step * broadened(masses, 0.2, t), 0)).toBeCloseTo(1, 12)
    expect(broadened(masses, 0.2, 2)).toBeCloseTo(0.75 / (0.2 * Math.sqrt(2 * Math.PI)), 12)
  })

  test('has no masses where the products are not finite', () => {
    const { nodes } = finished(
      spectralDensity((_, out) => void out.fill(Infinity), 5, { probes: 2, steps: 3, seed: 0 }),
    )
    expect(nodes).toHaveLength(0)
  })
})
