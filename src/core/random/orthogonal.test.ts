import { describe, expect, test } from 'vitest'
import { quadraticObjective } from '../objectives/quadratic'
import { randomRotation } from './orthogonal'
import { stream } from './stream'

/** The normals of the rotation's reflections, and a reflection as it is written in books. */
function normalsOf(n: number, seed: number): Float64Array[] {
  const size = (w: Float64Array): number => Math.sqrt(w.reduce((sum, entry) => sum + entry * entry, 0))
  return Array.from({ length: Math.max(0, n - 1) }, (_, k) => {
    const { normal } = stream(seed, 'rotation', k)
    const w = Float64Array.from({ length: n - k }, normal)
    w[0]! += w[0]! < 0 ? -size(w) : size(w)
    const length = size(w)
    return w.map((entry) => entry / length)
  })
}

function reflect(normal: Float64Array, x: Float64Array): void {
  const from = x.length - normal.length
  let along = 0
  for (let i = 0; i < normal.length; i++) along += normal[i]! * x[from + i]!
  for (let i = 0; i < normal.length; i++) x[from + i]! -= 2 * along * normal[i]!
}

function vector(n: number, seed: number): Float64Array {
  const { normal } = stream(seed, 'vector', n)
  const x = Float64Array.from({ length: n }, normal)
  if (n > 2) x[seed % n] = [-0, Infinity, 1e308, 0][seed % 4]!
  return x
}

describe('a rotation', () => {
  test.each([1, 2, 3, 4, 5, 33])(
    'of size %i has the bits of its reflections one by one, for one vector and for four',
    (n) => {
      const normals = normalsOf(n, 7)
      const { apply, applyTransposed, applyToFour, applyTransposedToFour } = randomRotation(n, 7)
      for (const [one, four, order] of [
        [apply, applyToFour, normals.toReversed()],
        [applyTransposed, applyTransposedToFour, normals],
      ] as const) {
        const vectors = [0, 1, 2, 3].map((seed) => vector(n, seed))
        const together = Float64Array.from({ length: 4 * n }, (_, at) => vectors[at % 4]![at >> 2]!)
        four(together)
        for (const [k, x] of vectors.entries()) {
          const plain = x.slice()
          for (const normal of order) reflect(normal, plain)
          one(x)
          expect([...x]).toEqual([...plain])
          expect(Array.from({ length: n }, (_, i) => together[4 * i + k])).toEqual([...plain])
        }
      }
    },
  )

  test.each([2, 5, 8])('gives a quadratic in %i dimensions the Hessian of its products', (n) => {
    const objective = quadraticObjective(
      Float64Array.from({ length: n }, (_, i) => i - 1),
      randomRotation(n, 3),
    )
    const [hessian, column] = [new Float64Array(n * n), new Float64Array(n)]
    objective.hessian(column, hessian)
    for (let j = 0; j < n; j++) {
      const unit = Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0))
      objective.hessianVector(unit, unit, column)
      for (let i = 0; i <= j; i++) expect([hessian[i * n + j], hessian[j * n + i]]).toEqual([column[i], column[i]])
    }
  })
})
