import { symmetricEigen } from '../../linalg/symmetric-eigen'
import type { EvaluationsInPieces, Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'

/** The share of the points whose curvature stays below the usual one. */
const usualShare = 0.95
/** Products with the Hessian in more than two dimensions: its largest eigenvalue is then known to some per cent. */
const products = 12
/**
 * The size of the eigenvalue of largest modulus of the Hessian that 95 % of the points stay below: what a rate of
 * gradient descent is measured by. In the plane the eigenvalues are exact, beyond by the power method from a fixed
 * start. Points without a finite Hessian are passed over; 0 where none has one.
 */
export function* usualCurvature(objective: Objective, points: Iterable<Float64Array>): Pieces<number> {
  const evaluations = pacedEvaluations(objective)
  const curvatureAt = objective.dimension === 2 ? inPlane(evaluations) : inSpace(evaluations, objective.dimension)
  const sizes: number[] = []
  for (const point of points) {
    const size = yield* curvatureAt(point)
    if (Number.isFinite(size)) sizes.push(size)
  }
  sizes.sort((a, b) => a - b)
  return sizes[Math.floor(usualShare * (sizes.length - 1))] ?? 0
}

type CurvatureAt = (at: Float64Array) => Pieces<number>

function inPlane(evaluations: EvaluationsInPieces): CurvatureAt {
  const hessian = new Float64Array(4)
  const values = new Float64Array(2)
  const vectors = new Float64Array(4)
  return function* (at) {
    yield* evaluations.hessian(at, hessian)
    symmetricEigen(hessian, 2, values, vectors)
    return Math.max(Math.abs(values[0]!), Math.abs(values[1]!))
  }
}

function inSpace(evaluations: EvaluationsInPieces, n: number): CurvatureAt {
  const [direction, product] = [new Float64Array(n), new Float64Array(n)]
  return function* (at) {
    // No direction of a lattice, and the same one everywhere.
    for (let i = 0; i < n; i++) direction[i] = 1 + ((i * 7) % 11) / 11
    let size = normalise(direction)
    for (let k = 0; k < products && size > 0; k++) {
      yield* evaluations.hessianVector(at, direction, product)
      direction.set(product)
      size = normalise(direction)
    }
    return size
  }
}

/** Makes a vector one of length 1; answers the length that it had. */
function normalise(vector: Float64Array): number {
  let squares = 0
  for (const entry of vector) squares += entry * entry
  const length = Math.sqrt(squares)
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= length
  return length
}
