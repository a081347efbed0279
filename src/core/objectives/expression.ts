import { CellKernel, cells, followRay, rowKernel, touchedParts, type Expression, type RowKernel } from '../calculus'
import { coordinateLayout } from './coordinate-layout'
import { operationCount } from '../calculus/program'
import { pieceOperations, type Pieces } from '../pieces'
import type { Beside, EvaluationCounts, EvaluationsInPieces, FormulaPrograms, Layout, Objective } from './objective'

/** Operations of a formula beyond which its derivatives are made, and evaluated, in pieces. */
const mostAtOnce = 1024

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
  readonly beside: Beside
  private readonly parameters: Float64Array
  private valueKernel: CellKernel | undefined
  private gradientKernel: CellKernel | undefined
  private hessianKernel: CellKernel | undefined
  private hessianVectorKernel: CellKernel | undefined
  private gradientRow: RowKernel | undefined
  private readonly many: ManyViews
  readonly work: number
  readonly inPieces?: EvaluationsInPieces
  /** Operations since the last piece ended. */
  private sincePiece = 0

  constructor(
    private readonly expression: Expression,
    parameters: Readonly<Record<string, number>>,
  ) {
    const n = expression.variables.length
    const values = expression.parameters.map((name) => parameters[name] ?? NaN)
    this.dimension = n
    this.layout = coordinateLayout(expression.variables)
    this.parameters = Float64Array.from(values)
    this.many = new ManyViews(n, values)
    const operations = operationCount(expression.value)
    // A gradient is about three times as long.
    this.work = 3 * operations
    if (operations > mostAtOnce) {
      this.inPieces = {
        value: (theta) => this.valueInPieces(theta),
        valueGrad: (theta, out) => this.gradientInPieces(theta, out),
        hessian: (theta, out) => this.hessianInPieces(theta, out),
        hessianVector: (theta, v, out) => this.productInPieces(theta, v, out),
      }
    }
    const inputs = Float64Array.of(...new Float64Array(n), ...values)
    const placed = (theta: Float64Array): Float64Array => {
      inputs.set(theta)
      return inputs
    }
    const touched = touchedParts(expression.kinks)
    const isSmooth = expression.kinks.parts.length === 0
    this.beside = {
      touchedAt: (theta) => (isSmooth ? [] : touched(placed(theta))),
      follow: (theta, direction) => followRay(expression.value, placed(theta), direction),
    }
  }

  get formula(): FormulaPrograms | undefined {
    const { expression, dimension, parameters, counts } = this
    return this.inPieces === undefined ? { dimension, gradient: expression.gradient, parameters, counts } : undefined
  }

  value(theta: Float64Array): number {
    this.counts.values++
    const kernel = (this.valueKernel ??= new CellKernel(this.expression.value))
    const outputs = this.load(theta)
    kernel.run()
    return cells[outputs]!
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    const kernel = (this.gradientKernel ??= new CellKernel(this.expression.gradient))
    const outputs = this.load(theta)
    kernel.run()
    return this.readGradient(outputs, outGradient)
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    this.counts.hessians++
    const kernel = (this.hessianKernel ??= new CellKernel(this.expression.hessian))
    const outputs = this.load(theta)
    kernel.run()
    this.readHessian(outputs, outHessian)
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    const kernel = (this.hessianVectorKernel ??= new CellKernel(this.expression.hessianVector))
    const outputs = this.loadDirection(this.load(theta), v)
    kernel.run()
    for (let j = 0; j < this.dimension; j++) out[j] = cells[outputs + j]!
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    this.counts.gradients += count
    this.gradientRow ??= rowKernel(this.expression.gradient)
    this.many.look(thetas, count, outValues, outGradients)
    this.gradientRow(this.many.inputs, count, this.many.outputs)
  }

  private *valueInPieces(theta: Float64Array): Pieces<number> {
    this.counts.values++
    const kernel = (this.valueKernel ??= new CellKernel(this.expression.value))
    return cells[yield* this.run(kernel, theta)]!
  }

  private *gradientInPieces(theta: Float64Array, outGradient: Float64Array): Pieces<number> {
    this.counts.gradients++
    yield* this.expression.make('gradient')
    const kernel = (this.gradientKernel ??= new CellKernel(this.expression.gradient))
    return this.readGradient(yield* this.run(kernel, theta), outGradient)
  }

  private *hessianInPieces(theta: Float64Array, outHessian: Float64Array): Pieces<void> {
    this.counts.hessians++
    yield* this.expression.make('hessian')
    const kernel = (this.hessianKernel ??= new CellKernel(this.expression.hessian))
    this.readHessian(yield* this.run(kernel, theta), outHessian)
  }

  private *productInPieces(theta: Float64Array, v: Float64Array, out: Float64Array): Pieces<void> {
    this.counts.hessianVectors++
    yield* this.expression.make('hessianVector')
    const kernel = (this.hessianVectorKernel ??= new CellKernel(this.expression.hessianVector))
    const outputs = yield* this.run(kernel, theta, v)
    for (let j = 0; j < this.dimension; j++) out[j] = cells[outputs + j]!
  }

  /** Runs a kernel; returns where its outputs are, which stay there until somebody else evaluates. */
  private *run(kernel: CellKernel, theta: Float64Array, v?: Float64Array): Pieces<number> {
    this.sincePiece += kernel.operations
    if (this.sincePiece > pieceOperations) {
      this.sincePiece = 0
      yield
    }
    const next = this.load(theta)
    const outputs = v === undefined ? next : this.loadDirection(next, v)
    if (kernel.inPieces === undefined) kernel.run()
    else yield* kernel.inPieces()
    return outputs
  }

  private readGradient(outputs: number, outGradient: Float64Array): number {
    // A race evaluates little else than planes, and a loop around two numbers costs more than they do: here and in
    // `load`. Looked up once: a variable of another module may be loaded anew at each use.
    const from = cells
    if (this.dimension === 2) {
      outGradient[0] = from[outputs + 1]!
      outGradient[1] = from[outputs + 2]!
    } else for (let j = 0; j < this.dimension; j++) outGradient[j] = from[outputs + 1 + j]!
    return from[outputs]!
  }

  private readHessian(outputs: number, outHessian: Float64Array): void {
    const n = this.dimension
    let at = outputs + 1 + n
    for (let row = 0; row < n; row++) {
      for (let column = row; column < n; column++) {
        const entry = cells[at++]!
        outHessian[row * n + column] = entry
        outHessian[column * n + row] = entry
      }
    }
  }

  /** Writes a direction into the cells from `at` on; returns the place of the next. */
  private loadDirection(at: number, v: Float64Array): number {
    for (let j = 0; j < this.dimension; j++) cells[at + j] = v[j]!
    return at + this.dimension
  }

  /** Writes theta and the parameters into the first cells; returns the place of the next. */
  private load(theta: Float64Array): number {
    const { dimension, parameters } = this
    const to = cells
    if (dimension === 2) {
      to[0] = theta[0]!
      to[1] = theta[1]!
    } else for (let j = 0; j < dimension; j++) to[j] = theta[j]!
    for (let k = 0; k < parameters.length; k++) to[dimension + k] = parameters[k]!
    return dimension + parameters.length
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
