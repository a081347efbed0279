/** Matrices that say how J bends: see `EvaluationsInPieces` for the two beside the Hessian. */
export const curvatureMatrices = ['hessian', 'gauss-newton', 'fisher'] as const
export type CurvatureMatrix = (typeof curvatureMatrices)[number]

export const matrixNames: Readonly<Record<CurvatureMatrix, string>> = {
  hessian: 'Hessian',
  'gauss-newton': 'Gauss-Newton matrix',
  fisher: 'empirical Fisher matrix',
}

const ofFormula: readonly CurvatureMatrix[] = ['hessian']
const ofMean: readonly CurvatureMatrix[] = ['hessian', 'fisher']

/** The matrices of a landscape: a network has all, another mean over examples no Gauss-Newton matrix, others one. */
export function matricesOf(landscape: {
  readonly network?: unknown
  readonly sum?: unknown
}): readonly CurvatureMatrix[] {
  if (landscape.network !== undefined) return curvatureMatrices
  return landscape.sum === undefined ? ofFormula : ofMean
}
