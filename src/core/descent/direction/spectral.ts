import { SymmetricFactor } from '../../linalg/symmetric-factor'
import { clear } from '../../linalg/vector'
import type { StepInput, StepReply } from '../../definitions/optimizer'
import type { Rest } from '../../pieces'
import { type Owner, ownScratch } from '../../scratch'
import { afterwards } from '../afterwards'

/** What the Hessian's eigenvalues are turned into before they divide the gradient. */
export type Curvature = 'signed' | 'absolute'

/** A direction by eigenvectors, in buffers that are good until its owner's next call. */
export interface SpectralDirection {
  /**
   * The share of the direction along eigenvectors of curvature >= 0, and of curvature < 0; the direction is their sum.
   */
  readonly convex: Float64Array
  readonly concave: Float64Array
  /** The Hessian's eigenvalues, ascending; NaN where it is not finite. */
  readonly eigenvalues: Float64Array
  /** Whether the system is singular to the precision of the numbers, and the direction means nothing. */
  isSingular: boolean
}

const buffers = ownScratch((n) => {
  const factor = new SymmetricFactor(n)
  return {
    hessian: new Float64Array(n * n),
    factor,
    eigenvalues: factor.values,
    /** The gradient along each eigenvector, and the steps along those of curvature >= 0, and of curvature < 0. */
    slopes: new Float64Array(n),
    convexSteps: new Float64Array(n),
    concaveSteps: new Float64Array(n),
    convex: new Float64Array(n),
    concave: new Float64Array(n),
    isSingular: false,
  }
})

/** Asks for the Hessian at theta and decomposes it for `spectralDirection`. */
export function decomposeHessian({ oracle, theta }: StepInput): StepReply {
  const { hessian, factor } = buffers(oracle, theta.length)
  return afterwards(oracle.hessian(theta, hessian), decompose, hessian, factor)
}

function decompose(hessian: Float64Array, factor: SymmetricFactor): Rest {
  return factor.decompose(hessian)
}

/**
 * p = -sum_i v_i (v_i . g) / d_i over the eigenpairs (lambda_i, v_i) of the Hessian H, with d_i = lambda_i + damping
 * (signed: Newton, p = -(H + damping I)^-1 g) or |lambda_i| + damping (absolute: saddle-free Newton).
 *
 * The Hessian is the one that the owner, a step's oracle, has decomposed; gradient: n, only read. Singular where it or
 * p is not finite, or where the smallest |d_i| is at most n 2^-52 times the largest: H's entries are known no better,
 * so the sign of that d_i is not either.
 * Sources: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, eq. (3.30); Y. Dauphin et al.,
 * Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, NeurIPS 2014,
 * Algorithm 1.
 */
export function spectralDirection(
  owner: Owner,
  gradient: Float64Array,
  damping: number,
  curvature: Curvature,
): SpectralDirection {
  const n = gradient.length
  const direction = buffers(owner, n)
  const { factor, slopes, convexSteps, concaveSteps, convex, concave, eigenvalues } = direction
  factor.along(gradient, slopes)
  let smallest = Infinity
  let largest = 0
  for (let i = 0; i < n; i++) {
    const lambda = eigenvalues[i]
    const divisor = (curvature === 'signed' ? lambda : Math.abs(lambda)) + damping
    smallest = Math.min(smallest, Math.abs(divisor))
    largest = Math.max(largest, Math.abs(divisor))
    const length = -slopes[i] / divisor
    // A quotient beyond the largest number has no direction either.
    if (!(Math.abs(length) < Infinity)) smallest = NaN
    convexSteps[i] = lambda < 0 ? 0 : length
    concaveSteps[i] = lambda < 0 ? length : 0
  }
  factor.combine(convexSteps, convex)
  // The least of them comes first.
  if (eigenvalues[0] < 0) factor.combine(concaveSteps, concave)
  else clear(concave)
  // Written so that NaN, which Math.min keeps, is singular.
  direction.isSingular = !(smallest > n * 2.220446049250313e-16 * largest && largest < Infinity)
  return direction
}
