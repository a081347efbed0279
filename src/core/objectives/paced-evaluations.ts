import { pieceOperations } from '../pieces'
import { type EvaluationsInPieces, type Objective, workOf } from './objective'

/**
 * The evaluations of any objective in pieces, for who asks for many: its own where it has them, else those at once, of
 * which many are a piece.
 */
export function pacedEvaluations(objective: Objective): EvaluationsInPieces {
  if (objective.inPieces !== undefined) return objective.inPieces
  const { dimension, hessianByColumns } = objective
  const work = workOf(objective)
  let since = 0
  const isPiece = (gradients: number): boolean => {
    since += gradients * work
    if (since <= pieceOperations) return false
    since = 0
    return true
  }
  return {
    *value(theta) {
      if (isPiece(1)) yield
      return objective.value(theta)
    },
    *valueGrad(theta, outGradient) {
      if (isPiece(1)) yield
      return objective.valueGrad(theta, outGradient)
    },
    *hessian(theta, outHessian) {
      if (isPiece(dimension)) yield
      if (hessianByColumns === undefined) objective.hessian(theta, outHessian)
      else yield* hessianByColumns(theta, outHessian)
    },
    *hessianVector(theta, v, out) {
      if (isPiece(2)) yield
      objective.hessianVector(theta, v, out)
    },
  }
}
