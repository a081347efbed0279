import { pointKernel, rowKernel, type Expression, type PointKernel, type RowKernel } from '../calculus'
import type { EvaluationCounts, Layout, Objective } from './objective'

/**
 * The objective of a formula: theta holds the values of its variables, in order; its parameters are fixed.
 *
 * Kernels are made when first needed and evaluation allocates nothing. A parameter left out is NaN, and so is J.
 */
export function expressionObjective(expression: Expression, parameters: Readonly<Record<string, number>>): Objective {
  return new ExpressionObjective(expression, parameters)
}

class ExpressionObjective implements Objective {
  readonly dimension: number
  readonly layout: Layout
  readonly counts: EvaluationCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  /** theta, then the parameters, then a direction. */
  private readonly inputs: Float64Array
  private readonly outputs: Float64Array
  private valueKernel: PointKernel | undefined
  private gradientKernel: PointKernel | undefined
  private hessianKernel: PointKernel | undefined
  private hessianVectorKernel: PointKernel | undefined
  private gradientRow: RowKernel | undefined
  private readonly many: ManyViews

  constructor(
    private readonly expression: Expression,
    parameters: Readonly<Record<string, number>>,
  ) {
    const n = expression.variables.length
    const values = expression.parameters.map((name) => parameters[name] ?? NaN)
    this.dimension = n
    this.layout = expression.variables.map((name, offset) => ({ name, role: 'coordinate', offset, shape: [] }))
    this.inputs = new Float64Array(n + values.length + n)
    this.inputs.set(values, n)
    this.outputs = new Float64Array(1 + n + (n * (n + 1)) / 2)
    this.many = new ManyViews(n, values)
  }

  value(theta: Float64Array): number {
    this.counts.values++
    this.valueKernel ??= pointKernel(this.expression.value)
    this.load(theta)
    this.valueKernel(this.inputs, this.outputs)
    return this.outputs[0]!
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    this.gradientKernel ??= pointKernel(this.expression.gradient)
    this.load(theta)
    this.gradientKernel(this.inputs, this.outputs)
    for (let j = 0; j < this.dimension; j++) outGradient[j] = this.outputs[1 + j]!
    return this.outputs[0]!
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    this.counts.hessians++
    this.hessianKernel ??= pointKernel(this.expression.hessian)
    this.load(theta)
    this.hessianKernel(this.inputs, this.outputs)
    const n = this.dimension
    let at = 1 + n
    for (let row = 0; row < n; row++) {
      for (let column = row; column < n; column++) {
        const entry = this.outputs[at++]!
        outHessian[row * n + column] = entry
        outHessian[column * n + row] = entry
      }
    }
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    this.hessianVectorKernel ??= pointKernel(this.expression.hessianVector)
    this.load(theta)
    const first = this.inputs.length - this.dimension
    for (let j = 0; j < this.dimension; j++) this.inputs[first + j] = v[j]!
    this.hessianVectorKernel(this.inputs, this.outputs)
    for (let j = 0; j < this.dimension; j++) out[j] = this.outputs[j]!
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    this.counts.gradients += count
    this.gradientRow ??= rowKernel(this.expression.gradient)
    this.many.look(thetas, count, outValues, outGradients)
    this.gradientRow(this.many.inputs, count, this.many.outputs)
  }

  private load(theta: Float64Array): void {
    for (let j = 0; j < this.dimension; j++) this.inputs[j] = theta[j]!
  }
}

/** The columns of a structure of arrays as the row kernel takes them, kept while the caller's buffers stay the same. */
class ManyViews {
  inputs: readonly (number | Float64Array)[] = []
  outputs: readonly Float64Array[] = []
  private thetas: Float64Array | undefined
  private values: Float64Array | undefined
  private gradients: Float64Array | undefined
  private count = -1

  constructor(
    private readonly dimension: number,
    private readonly parameters: readonly number[],
  ) {}

  look(thetas: Float64Array, count: number, values: Float64Array, gradients: Float64Array): void {
    if (thetas === this.thetas && count === this.count && values === this.values && gradients === this.gradients) {
      return
    }
    this.thetas = thetas
    this.count = count
    this.values = values
    this.gradients = gradients
    const columns = (data: Float64Array) =>
      Array.from({ length: this.dimension }, (_, j) => data.subarray(j * count, (j + 1) * count))
    this.inputs = [...columns(thetas), ...this.parameters]
    this.outputs = [values, ...columns(gradients)]
  }
}
