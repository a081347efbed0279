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
 * What an objective has been asked for, in evaluations of a gradient: a value, a gradient and a Hessian-vector product count
 * one each, a Hessian as many as it has columns. By this number a fair race compares rules.
 */
export function evaluationsOf(counts: EvaluationCounts, dimension: number): number {
  return counts.values + counts.gradients + counts.hessianVectors + dimension * counts.hessians
}

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
   * Why J is not differentiable at theta though it is finite there, as `abs at a corner`; undefined where nothing says so. Absent
   * where J is smooth wherever it is defined, or does not know. Counts nothing: it says nothing that a rule could descend by.
   */
  kinkAt?(theta: Float64Array): string | undefined
}
