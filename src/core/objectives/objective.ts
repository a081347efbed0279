import type { Kink, Program, Ray } from '../calculus'
import type { Pieces } from '../pieces'
import type { Measures, RunningStatistics } from './measures'

/** What a flat parameter vector theta is made of, one entry per named block. */
export type Layout = readonly LayoutBlock[]

export interface LayoutBlock {
  readonly name: string
  readonly role: 'weight' | 'bias' | 'scale' | 'coordinate' | 'buffer'
  /** Index of the block's first entry in theta. */
  readonly offset: number
  /** Row-major shape; its product is the block's length. `[]` is a scalar. */
  readonly shape: readonly number[]
}

/** How often an objective has been asked for what. The objective counts; nobody else does. */
export interface EvaluationCounts {
  values: number
  gradients: number
  hessians: number
  hessianVectors: number
}

/**
 * What an objective has been asked for, in evaluations of a gradient: a value, a gradient and a Hessian-vector product
 * count one each, a Hessian as many as it has columns. By this number a fair race compares rules.
 */
export function evaluationsOf(counts: EvaluationCounts, dimension: number): number {
  return counts.values + counts.gradients + counts.hessianVectors + dimension * counts.hessians
}

/**
 * Indices of examples, each less than their number; one may come up twice. Absent, where it is optional: all of them.
 */
export type Batch = Uint32Array

/**
 * A function J: R^n -> R to be minimised, with exact derivatives.
 *
 * Every method writes into buffers its caller owns and allocates nothing. All arrays are float64.
 * Where J is undefined (log of a negative number) value and derivatives are NaN; nothing throws.
 */
export interface Objective {
  /** n, the length of theta. */
  readonly dimension: number
  readonly layout: Layout
  readonly counts: EvaluationCounts
  /** J(theta). */
  value(theta: Float64Array): number
  /** J(theta), and grad J(theta) into `outGradient` (n). */
  valueGrad(theta: Float64Array, outGradient: Float64Array): number
  /** The Hessian of J at theta into `outHessian` (n x n, row-major, symmetric). For small n. */
  hessian(theta: Float64Array, outHessian: Float64Array): void
  /** H(theta) v into `out` (n), without forming H. */
  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void
  /**
   * J and grad J at `count` points at once, as structure of arrays: coordinate j of point i is
   * `thetas[j * count + i]`, gradients likewise; `outValues` has `count` entries.
   * Bit-identical to `count` calls of `valueGrad`.
   */
  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void
  /**
   * What J does beside a point, for `takeLimits`. Absent where J is smooth wherever it is defined, or does not know.
   * Counts nothing: it is asked at single points, where the derivatives above may not be J's.
   */
  readonly beside?: Beside
  /** Present where an evaluation may take more than a millisecond. The methods above do the same at once. */
  readonly inPieces?: EvaluationsInPieces
  /** Present where that is so of the Hessian alone. */
  readonly hessianByColumns?: (theta: Float64Array, outHessian: Float64Array) => Pieces<void>
  /** Present where J is a formula that is evaluated at once: what steps on it are compiled from. */
  readonly formula?: FormulaPrograms
  /** Operations of a gradient at one point, about; absent where they are some tens a coordinate. */
  readonly work?: number
}

/** A formula as programs. */
export interface FormulaPrograms {
  readonly dimension: number
  /** J and its gradient, of the variables and the parameters. */
  readonly gradient: Program
  readonly parameters: Float64Array
  /** Whoever evaluates it by these counts here. */
  readonly counts: EvaluationCounts
}

/** Operations of a gradient at one point, about: what decides how many are evaluated between two yields. */
export function workOf({ work = 0, dimension }: Objective): number {
  return Math.max(work, operationsPerCoordinate * dimension)
}

const operationsPerCoordinate = 32

/**
 * As `valueGradMany`, but point by point where the objective's evaluations come in pieces. Of a mean over examples it
 * may be that of a `batch` alone.
 */
export function* valueGradManyInPieces(
  objective: Objective,
  thetas: Float64Array,
  count: number,
  outValues: Float64Array,
  outGradients: Float64Array,
  batch?: Batch,
): Pieces<void> {
  const { inPieces, dimension: n } = objective
  if (inPieces === undefined) {
    objective.valueGradMany(thetas, count, outValues, outGradients)
    return
  }
  const [theta, gradient] = [new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < n; j++) theta[j] = thetas[j * count + i]!
    outValues[i] = yield* inPieces.valueGrad(theta, gradient, batch)
    for (let j = 0; j < n; j++) outGradients[j * count + i] = gradient[j]!
  }
}

/** J beside a point. */
export interface Beside {
  /**
   * The parts of J that sit on their corner, jump or infinite slope at theta, or may hide a pole there; none where J is
   * surely smooth.
   */
  touchedAt(theta: Float64Array): readonly Kink[]
  /** J(theta + t d) as t falls to 0. */
  follow(theta: Float64Array, direction: Float64Array): Ray
}

/**
 * The evaluations of an objective, yielding now and then; they count, and give the bits, of those at once. Those of a
 * mean over examples may be asked for a batch; others know none.
 */
export interface EvaluationsInPieces {
  value(theta: Float64Array, batch?: Batch): Pieces<number>
  valueGrad(theta: Float64Array, outGradient: Float64Array, batch?: Batch): Pieces<number>
  hessian(theta: Float64Array, outHessian: Float64Array, batch?: Batch): Pieces<void>
  readonly hessianVector: MatrixProduct
  /**
   * G v, G = (1 / N) sum_i J_i' H_i J_i, where J_i is the Jacobian of a network's outputs for example i and H_i the
   * Hessian of its loss by them: the Hessian without the curvature of the network. What is convex in theta itself, such
   * as l2 / 2 |theta|^2, adds its own Hessian. Counted as a product with the Hessian; absent where J has no such parts.
   * Source: N. N. Schraudolph, Fast curvature matrix-vector products for second-order gradient descent, Neural
   * Computation 14(7), 2002, section 3.
   */
  readonly gaussNewtonVector?: MatrixProduct
  /**
   * F v, F = (1 / N) sum_i g_i g_i', g_i the gradient of the loss of example i: the empirical Fisher matrix. Penalties
   * are of no example and have no part in it. With batch normalisation g_i is that of its loss within the batch.
   * Counted as a product with the Hessian; absent where J is no mean over examples.
   * Source: F. Kunstner, L. Balles, P. Hennig, Limitations of the empirical Fisher approximation, NeurIPS 2019, eq. 3.
   */
  readonly fisherVector?: MatrixProduct
}

/** Writes M v into `out` (n), M a symmetric matrix at theta: of a mean over examples, of a batch where it is given. */
export type MatrixProduct = (theta: Float64Array, v: Float64Array, out: Float64Array, batch?: Batch) => Pieces<void>

/**
 * A mean over N examples, J(theta) = (1 / N) sum_i f(theta; a_i), which can be asked for the mean over a batch instead.
 * Its other methods are about all examples.
 */
export interface SumObjective extends Objective {
  /** N. */
  readonly examples: number
  readonly counts: SumCounts
  readonly inPieces: EvaluationsInPieces
  /**
   * Draws so many examples that nobody has seen, those of a step, from what the data were drawn from; their indices are
   * N and following. A pure function of its arguments. Absent where the data have no such source.
   */
  drawFresh?(seed: number, step: number, count: number): void
  /** The fewest examples of a batch; 1 where absent. */
  readonly leastBatch?: number
  /** Present where training gathers statistics of its batches. */
  readonly statistics?: RunningStatistics
  /** What training is measured by besides; absent where there is nothing else. */
  readonly measures?: Measures
  /**
   * Where, on the way to the gradient on a batch, numbers that are not finite begin, such as `layer 2`; undefined where
   * all are finite. Counts nothing: it is asked once, when a race has come to an end by it.
   */
  beginningOfNonFinite?(theta: Float64Array, batch: Batch | undefined): string | undefined
}

/**
 * How often a sum has been asked. `examples` is exact: a value, a gradient and a Hessian-vector product of B examples
 * count B, a Hessian of them n B. So a gradient on B examples is B / N of an evaluation.
 */
export interface SumCounts extends EvaluationCounts {
  examples: number
}

export function isSum(objective: Objective): objective is SumObjective {
  return 'examples' in objective
}
