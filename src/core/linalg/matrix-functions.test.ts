import { describe, expect, it } from 'vitest'
import { finish } from '../pieces'
import { stream } from '../random/stream'
import { inverseRoot } from './inverse-root'
import { multiply, multiplyTransposed, transpose, transposedMultiply } from './matrix'
import { newtonSchulz } from './newton-schulz'
import { orthonormalRows } from './orthonormal-rows'
import { symmetricEigen } from './symmetric-eigen'

function random(length: number, ...key: number[]): Float64Array {
  const draws = stream(9, 'matrices', length, ...key)
  return Float64Array.from({ length }, () => draws.normal())
}

function product(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n)
  multiply(a, b, m, k, n, out)
  return out
}

function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length)
  transpose(a, rows, columns, out)
  return out
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))
}

function difference(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((x, i) => Math.abs(x - b[i])))
}

describe('products', () => {
  it('are those of the definition, transposed factors included', () => {
    const [m, k, n] = [3, 4, 2]
    const [a, b] = [random(m * k, 1), random(k * n, 2)]
    const expected = Float64Array.from({ length: m * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n]
      let sum = 0
      for (let l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j]
      return sum
    })
    expect(product(a, b, m, k, n)).toEqual(expected)
    const out = new Float64Array(m * n)
    multiplyTransposed(a, transposed(b, k, n), m, k, n, out)
    expect(out).toEqual(expected)
    transposedMultiply(transposed(a, m, k), b, m, k, n, out)
    expect(out).toEqual(expected)
  })
})

describe('the orthonormal rows of a matrix', () => {
  it.each([1, 2, 3, 8, 25])('span in turn what its rows do, with a diagonal >= 0 (n = %i)', (n) => {
    const a = random(n * n)
    const q = new Float64Array(n * n)
    orthonormalRows(a, n, q)
    // Householder's errors are a few units times n.
    expect(difference(product(q, transposed(q, n, n), n, n, n), identity(n))).toBeLessThan(n * 1e-15)
    // A = L Q with L lower triangular: A Q' has nothing above its diagonal, and nothing below 0 on it.
    const l = product(a, transposed(q, n, n), n, n, n)
    for (let i = 0; i < n; i++) {
      expect(l[i * n + i]).toBeGreaterThanOrEqual(0)
      for (let j = i + 1; j < n; j++) expect(Math.abs(l[i * n + j])).toBeLessThan(n * 4e-15)
    }
  })

  it.each([
    [1, 3],
    [2, 5],
    [20, 90],
  ])('are %i of %i columns, the first of those of a square matrix', (rows, n) => {
    const a = random(n * n)
    const [q, all] = [new Float64Array(rows * n), new Float64Array(n * n)]
    const rest = orthonormalRows(a.slice(0, rows * n), n, q, rows)
    if (rest !== undefined) finish(rest)
    const restOfAll = orthonormalRows(a, n, all)
    if (restOfAll !== undefined) finish(restOfAll)
    expect(q).toEqual(all.slice(0, rows * n))
  })

  it('are orthonormal where rows repeat, vanish or are tiny', () => {
    for (const a of [
      Float64Array.of(1, 2, 2, 2, 4, 4, 0, 0, 0),
      new Float64Array(9),
      Float64Array.of(1e-200, 0, 0, 0, 1e200, 1e200, 0, 0, -1e-300),
    ]) {
      const q = new Float64Array(9)
      orthonormalRows(a, 3, q)
      expect(difference(product(q, transposed(q, 3, 3), 3, 3, 3), identity(3))).toBeLessThan(4e-15)
    }
    const q = new Float64Array(9)
    orthonormalRows(identity(3), 3, q)
    expect(q).toEqual(identity(3))
  })
})

describe('inverse roots', () => {
  it.each([2, 4] as const)('M^(-1/%i) to that power times M is the identity', (order) => {
    for (const n of [1, 2, 5, 12]) {
      const b = random(n * n, order)
      const m = product(b, transposed(b, n, n), n, n, n)
      for (let i = 0; i < n; i++) m[i * n + i] += 0.1
      const root = new Float64Array(n * n)
      inverseRoot(m, n, order, 0.1, root)
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(root[i * n + j]).toBe(root[j * n + i])
      let power: Float64Array = root
      for (let k = 1; k < order; k++) power = product(power, root, n, n, n)
      const [values, vectors] = [new Float64Array(n), new Float64Array(n * n)]
      symmetricEigen(m, n, values, vectors)
      // Each factor is right to some units in the last place; the condition number carries them over.
      const condition = values[n - 1] / values[0]
      expect(difference(product(power, m, n, n, n), identity(n))).toBeLessThan(20 * n * 2 ** -52 * condition)
    }
  })

  it('takes no eigenvalue for less than it is known to be', () => {
    const root = new Float64Array(4)
    inverseRoot(Float64Array.of(4, 0, 0, -1e-20), 2, 2, 0.25, root)
    expect([...root]).toEqual([0.5, 0, 0, 2])
  })
})

describe('newton-schulz', () => {
  it('keeps singular vectors and sends each singular value through the polynomial', () => {
    // X = U diag(s) V' with U, V orthonormal and |s| = 1.
    const [rows, columns] = [3, 4]
    const [u, v] = [new Float64Array(9), new Float64Array(16)]
    orthonormalRows(random(9), 3, u)
    orthonormalRows(random(16), 4, v)
    const compose = (s: readonly number[]): Float64Array => {
      const middle = new Float64Array(12)
      s.forEach((value, i) => (middle[i * columns + i] = value))
      return product(product(transposed(u, 3, 3), middle, 3, 3, 4), v, 3, 4, 4)
    }
    const s = [12 / 13, 4 / 13, 3 / 13]
    const step = (x: number): number => 3.4445 * x - 4.775 * x ** 3 + 2.0315 * x ** 5
    for (let steps = 0, expected = s; steps <= 6; steps++, expected = expected.map(step)) {
      const x = compose(s)
      newtonSchulz(x, rows, columns, steps, 1e-7)
      // The slope of the polynomial at 0, 3.4, amplifies rounding at each step.
      expect(difference(x, compose(expected))).toBeLessThan(1e-15 * 4 ** steps)
    }
  })

  it('leaves zeros and divides a matrix smaller than eps by eps', () => {
    const zero = new Float64Array(4)
    newtonSchulz(zero, 2, 2, 5, 0)
    expect([...zero]).toEqual([0, 0, 0, 0])
    const tiny = Float64Array.of(1e-10, 0)
    newtonSchulz(tiny, 1, 2, 0, 1e-7)
    expect(tiny[0]).toBeCloseTo(1e-3, 18)
  })
})
