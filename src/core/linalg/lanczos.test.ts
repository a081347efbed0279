import { describe, expect, test } from 'vitest'
import { randomRotation } from '../random/orthogonal'
import { stream } from '../random/stream'
import type { Product } from './krylov'
import { extremeEigenvalues, type ExtremeEigenvalues, type LanczosSettings } from './lanczos'
import { symmetricEigen } from './symmetric-eigen'
import { dot } from './vector'

interface Answer extends ExtremeEigenvalues {
  readonly products: number
}

function run(product: Product, n: number, count: number, mostProducts = 5000): Answer {
  const search = extremeEigenvalues(product, n, { count, seed: 0, mostProducts })
  for (let products = 0; ; products++) {
    const step = search.next()
    if (step.done === true) return { ...step.value, products }
  }
}

/** H = Q diag(values) Q' with a random Q. */
function withSpectrum(values: readonly number[]): Product {
  const { apply, applyTransposed } = randomRotation(values.length, 11)
  return (v, out) => {
    out.set(v)
    applyTransposed(out)
    out.forEach((entry, i) => (out[i] = entry * values[i]!))
    apply(out)
  }
}

function ends(values: readonly number[], count: number): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.length <= 2 * count ? sorted : [...sorted.slice(0, count), ...sorted.slice(-count)]
}

function expectEnds({ values, residuals }: Answer, spectrum: readonly number[], count: number): void {
  const size = Math.max(...spectrum.map(Math.abs))
  const expected = ends(spectrum, count)
  expect(values).toHaveLength(expected.length)
  // An eigenvalue's error is at most its residual, and pairs have converged at 1e-10 of the largest; the products round
  // besides.
  values.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(2e-10 * size))
  residuals.forEach((residual) => expect(residual).toBeLessThanOrEqual(2e-10 * size))
}

const range = (n: number, at: (i: number) => number): readonly number[] => Array.from({ length: n }, (_, i) => at(i))

describe('extreme eigenvalues', () => {
  test('are those of the dense problem, for random matrices', () => {
    for (const n of [1, 2, 3, 10, 60, 150]) {
      const { normal } = stream(n, 'lanczos-test')
      const matrix = new Float64Array(n * n)
      for (let i = 0; i < n; i++)
        for (let j = i; j < n; j++) {
          matrix[i * n + j] = normal()
          matrix[j * n + i] = matrix[i * n + j]!
        }
      const values = new Float64Array(n)
      symmetricEigen(matrix, n, values, new Float64Array(n * n))
      const product: Product = (v, out) => {
        for (let i = 0; i < n; i++) out[i] = v.reduce((sum, entry, j) => sum + matrix[i * n + j]! * entry, 0)
      }
      expectEnds(run(product, n, 4), [...values], 4)
    }
  })

  test.each([
    ['evenly spaced', range(200, (i) => i - 50)],
    ['geometric', range(160, (i) => 1.04 ** i)],
    ['of both signs, many near zero', range(180, (i) => (i < 3 ? -5 - i : i < 170 ? 1e-3 * Math.sin(i) : i))],
  ])('of a spectrum %s', (_, spectrum) => {
    expectEnds(run(withSpectrum(spectrum), spectrum.length, 5), spectrum, 5)
  })

  test.each([
    ['all equal', range(170, () => 7)],
    ['all zero', range(170, () => 0)],
    ['of two kinds', range(170, (i) => (i < 80 ? -1 : 2))],
    ['multiple at one end', range(150, (i) => (i < 3 ? -4 : i))],
    ['multiple at both ends', range(150, (i) => (i < 4 ? -9 : i > 146 ? 300 : i))],
    ['of pairs', range(140, (i) => Math.floor(i / 2) ** 2)],
  ])('are found as often as they are there: %s', (_, spectrum) => {
    expectEnds(run(withSpectrum(spectrum), spectrum.length, 5), spectrum, 5)
  })

  const diagonal =
    (values: readonly number[]): Product =>
    (v, out) =>
      out.set(v.map((entry, i) => entry * values[i]!))

  test('of a diagonal matrix, whose vectors are axes', () => {
    const spectrum = range(300, (i) => (i * i) / 1000)
    expectEnds(run(diagonal(spectrum), 300, 3), spectrum, 3)
  })

  test('are found five times where there are five, though one vector sees one of them and rounding brings others to light late', () => {
    // An interval of 400 values, outliers on both sides of it, and the lowest and the highest five times.
    const outliers = [0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4].flatMap((inwards) => [
      -0.15 * (1 - inwards),
      1 + 0.15 * (1 - inwards),
    ])
    const spectrum = [...range(400, (i) => i / 400), ...outliers]
    expectEnds(run(diagonal(spectrum), spectrum.length, 5), spectrum, 5)
  })

  test.each([
    ['falling off fast', range(400, (i) => 0.7 ** i)],
    ['of low rank', range(300, (i) => (i < 3 ? 5 - i : 0))],
    ['with the largest twice', range(300, (i) => (i < 2 ? 9 : 1 / i))],
    ['all zero', range(200, () => 0)],
    ['of a few', [3, 1]],
  ])('of the largest alone, with their vectors, are found in few products: %s', (_, spectrum) => {
    const n = spectrum.length
    const product = withSpectrum(spectrum)
    const search = extremeEigenvalues(product, n, { count: 2, ends: 'largest', seed: 0, mostProducts: 500 })
    let products = 0
    let step = search.next()
    for (; step.done !== true; step = search.next()) products++
    const { values, vectors } = step.value
    const largest = spectrum.toSorted((a, b) => a - b).slice(-2)
    expect(products).toBeLessThan(120)
    const size = Math.max(...spectrum)
    expect(vectors).toHaveLength(2)
    vectors.forEach((vector, i) => {
      expect(Math.abs(values[i]! - largest[i]!)).toBeLessThanOrEqual(2e-10 * size)
      const image = new Float64Array(n)
      product(vector, image)
      image.forEach((entry, j) => expect(Math.abs(entry - values[i]! * vector[j]!)).toBeLessThanOrEqual(2e-10 * size))
      vectors.forEach((other, j) => expect(dot(vector, other)).toBeCloseTo(i === j ? 1 : 0, 12))
    })
  })

  test('known to be simple, and wanted to few digits, take fewer products', () => {
    const spectrum = range(400, (i) => 0.8 ** i)
    const product = withSpectrum(spectrum)
    const find = (more: Partial<LanczosSettings>) => {
      const search = extremeEigenvalues(product, 400, {
        count: 1,
        ends: 'largest',
        seed: 0,
        mostProducts: 500,
        ...more,
      })
      let products = 0
      let step = search.next()
      for (; step.done !== true; step = search.next()) products++
      return { products, ...step.value }
    }
    const [exact, simple, rough] = [find({}), find({ isSimple: true }), find({ isSimple: true, tolerance: 1e-4 })]
    for (const { values } of [exact, simple]) expect(Math.abs(values[0]! - 1)).toBeLessThan(1e-12)
    // The error of an eigenvalue is of the order of its residual's square.
    expect(rough.residuals[0]).toBeLessThan(1e-4)
    expect(Math.abs(rough.values[0]! - 1)).toBeLessThan(1e-6)
    expect(simple.products).toBeLessThan(exact.products)
    expect(rough.products).toBeLessThanOrEqual(simple.products)
  })

  test('do not depend on the scale', () => {
    const spectrum = range(150, (i) => i - 20)
    for (const scale of [1e-150, 1e150]) {
      const scaled = spectrum.map((value) => value * scale)
      expectEnds(run(withSpectrum(scaled), 150, 3), scaled, 3)
    }
  })

  test('that have not converged are given with their residuals, which bound their errors', () => {
    // Gaps of 1e-9 of the spectrum at its lower end.
    const spectrum = range(400, (i) => 1.04 ** i)
    const { values, residuals, products } = run(withSpectrum(spectrum), 400, 3, 100)
    expect(products).toBeLessThan(200)
    expect(Math.max(...residuals)).toBeGreaterThan(1e-8 * spectrum[399]!)
    values.forEach((value, i) => {
      const nearest = Math.min(...spectrum.map((each) => Math.abs(each - value)))
      expect(nearest).toBeLessThanOrEqual(residuals[i]! + 1e-12 * spectrum[399]!)
    })
  })

  test('are NaN where a product is not finite', () => {
    const { values, residuals } = run((_, out) => void out.fill(NaN), 200, 3)
    expect([...values, ...residuals].every(Number.isNaN)).toBe(true)
  })
})
