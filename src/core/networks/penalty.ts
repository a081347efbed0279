import { finish } from '../pieces'
import {
  type EvaluationsInPieces,
  type MatrixProduct,
  type SumObjective,
  valueGradManyInPieces,
} from '../objectives/objective'

/**
 * J(theta) + strength / 2 |theta|^2, over all of theta, of the whole and of any batch; `sum` itself where strength
 * is 0. Counts are those of the sum. It is part of the Hessian and of the Gauss-Newton matrix, of which it is the
 * convex one in theta itself, and not of the empirical Fisher matrix, a mean over examples.
 */
export function withPenalty(sum: SumObjective, strength: number): SumObjective {
  if (strength === 0) return sum
  const { inPieces, dimension: n } = sum
  const penalty = (theta: Float64Array): number => penaltyAt(theta, strength)
  const addScaled = (vector: Float64Array, out: Float64Array): void => {
    for (let j = 0; j < n; j++) out[j]! += strength * vector[j]!
  }
  const addToDiagonal = (hessian: Float64Array): void => {
    for (let j = 0; j < n; j++) hessian[j * n + j]! += strength
  }
  const penalisedProduct = (multiply: MatrixProduct): MatrixProduct =>
    function* (theta, v, out, batch) {
      yield* multiply(theta, v, out, batch)
      addScaled(v, out)
    }
  const penalised: EvaluationsInPieces = {
    *value(theta, batch) {
      return (yield* inPieces.value(theta, batch)) + penalty(theta)
    },
    *valueGrad(theta, out, batch) {
      const value = yield* inPieces.valueGrad(theta, out, batch)
      addScaled(theta, out)
      return value + penalty(theta)
    },
    *hessian(theta, out, batch) {
      yield* inPieces.hessian(theta, out, batch)
      addToDiagonal(out)
    },
    hessianVector: penalisedProduct(inPieces.hessianVector),
    ...(inPieces.gaussNewtonVector && { gaussNewtonVector: penalisedProduct(inPieces.gaussNewtonVector) }),
    ...(inPieces.fisherVector && { fisherVector: inPieces.fisherVector }),
  }
  const objective: SumObjective = {
    dimension: n,
    layout: sum.layout,
    counts: sum.counts,
    examples: sum.examples,
    ...(sum.work !== undefined && { work: sum.work }),
    ...(sum.leastBatch !== undefined && { leastBatch: sum.leastBatch }),
    ...(sum.statistics !== undefined && { statistics: sum.statistics }),
    ...(sum.drawFresh !== undefined && { drawFresh: (...draw) => sum.drawFresh!(...draw) }),
    ...(sum.beginningOfNonFinite !== undefined && {
      beginningOfNonFinite: (theta, batch) => sum.beginningOfNonFinite!(theta, batch),
    }),
    inPieces: penalised,
    value: (theta) => finish(penalised.value(theta)),
    valueGrad: (theta, out) => finish(penalised.valueGrad(theta, out)),
    hessian: (theta, out) => finish(penalised.hessian(theta, out)),
    hessianVector: (theta, v, out) => finish(penalised.hessianVector(theta, v, out)),
    valueGradMany: (...given) => finish(valueGradManyInPieces(objective, ...given)),
  }
  return objective
}

/** strength / 2 |theta|^2. */
export function penaltyAt(theta: Float64Array, strength: number): number {
  let squares = 0
  for (let j = 0; j < theta.length; j++) squares += theta[j]! * theta[j]!
  return (strength / 2) * squares
}
