import type { Pieces } from '../pieces'
import type { EvaluationsInPieces, SumObjective } from '../objectives/objective'

/**
 * J(theta) + strength / 2 |theta|^2, over all of theta, of the whole and of any batch; `sum` itself where strength
 * is 0. Counts are those of the sum.
 */
export function withPenalty(sum: SumObjective, strength: number): SumObjective {
  if (strength === 0) return sum
  const { inPieces, dimension: n } = sum
  const penalty = (theta: Float64Array): number => {
    let squares = 0
    for (let j = 0; j < n; j++) squares += theta[j]! * theta[j]!
    return (strength / 2) * squares
  }
  const addScaled = (vector: Float64Array, out: Float64Array): void => {
    for (let j = 0; j < n; j++) out[j]! += strength * vector[j]!
  }
  const addToDiagonal = (hessian: Float64Array): void => {
    for (let j = 0; j < n; j++) hessian[j * n + j]! += strength
  }
  const penalised: EvaluationsInPieces = {
    *value(theta, batch) {
      return (yield* inPieces.value(theta, batch)) + penalty(theta)
    },
    *valueGrad(theta, out, batch): Pieces<number> {
      const value = yield* inPieces.valueGrad(theta, out, batch)
      addScaled(theta, out)
      return value + penalty(theta)
    },
    *hessian(theta, out, batch) {
      yield* inPieces.hessian(theta, out, batch)
      addToDiagonal(out)
    },
    *hessianVector(theta, v, out, batch) {
      yield* inPieces.hessianVector(theta, v, out, batch)
      addScaled(v, out)
    },
  }
  return {
    dimension: n,
    layout: sum.layout,
    counts: sum.counts,
    examples: sum.examples,
    inPieces: penalised,
    value: (theta) => sum.value(theta) + penalty(theta),
    valueGrad(theta, out) {
      const value = sum.valueGrad(theta, out)
      addScaled(theta, out)
      return value + penalty(theta)
    },
    hessian(theta, out) {
      sum.hessian(theta, out)
      addToDiagonal(out)
    },
    hessianVector(theta, v, out) {
      sum.hessianVector(theta, v, out)
      addScaled(v, out)
    },
    valueGradMany(thetas, count, outValues, outGradients) {
      sum.valueGradMany(thetas, count, outValues, outGradients)
      const theta = new Float64Array(n)
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < n; j++) theta[j] = thetas[j * count + i]!
        outValues[i]! += penalty(theta)
        for (let j = 0; j < n; j++) outGradients[j * count + i]! += strength * theta[j]!
      }
    },
    ...(sum.work !== undefined && { work: sum.work }),
    ...(sum.drawFresh !== undefined && { drawFresh: (...draw) => sum.drawFresh!(...draw) }),
  }
}
