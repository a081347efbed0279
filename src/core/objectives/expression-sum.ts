import { CellKernel, cells, followRay, touchedParts, type Expression, type Kink, type Ray } from '../calculus'
import { operationCount } from '../calculus/program'
import { multiplicationsPerOperation, type Pieces } from '../pieces'
import { coordinateLayout } from './coordinate-layout'
import type { ExampleTable } from './example-table'
import type { Batch, Beside, Layout, SumObjective } from './objective'
import { blockSize, type ExampleTerms, sumObjective } from './sum'

/**
 * The mean over a table of examples of a formula f(theta; parameters, a_i): theta holds its variables, in order;
 * `columns` names those of its parameters that the table gives, in the table's order.
 */
export function expressionSum(
  expression: Expression,
  parameters: Readonly<Record<string, number>>,
  columns: readonly string[],
  table: ExampleTable,
): SumObjective {
  return sumObjective(new FormulaTerms(expression, parameters, columns, table))
}

/** What the formula of such a mean is at theta for each example, in order. */
export function* exampleValues(theta: Float64Array, ...of: Parameters<typeof expressionSum>): Pieces<Float64Array> {
  const terms = new FormulaTerms(...of)
  const [values, value] = [new Float64Array(terms.examples), new Float64Array(1)]
  for (let k = 0; k < values.length; k++) {
    if (k > 0 && k % blockSize === 0) yield
    value[0] = 0
    terms.addValues(theta, undefined, k, k + 1, value)
    values[k] = value[0]!
  }
  return values
}

/** Multiplications that a gradient takes an example, about: it has some three times as many operations as its value. */
export function workPerExample({ variables, value }: Pick<Expression, 'variables' | 'value'>): number {
  return multiplicationsPerOperation * Math.max(8 * variables.length, 3 * operationCount(value))
}

/** Examples that are followed one by one; where more have a kink, nothing is known. */
const mostFollowed = 256

class FormulaTerms implements ExampleTerms {
  readonly dimension: number
  readonly layout: Layout
  readonly examples: number
  readonly workPerExample: number
  private readonly parameters: Float64Array
  /** The cell of each column's number. */
  private readonly places: readonly number[]
  /** Present where the table has a source of others. */
  readonly drawFresh?: (seed: number, step: number, count: number) => void
  private fresh: readonly Float64Array[] = []
  private kernels: { [kind: string]: CellKernel | undefined } = {}
  private readonly touched: (inputs: Float64Array) => readonly Kink[]
  readonly beside: Beside

  constructor(
    private readonly expression: Expression,
    parameters: Readonly<Record<string, number>>,
    columns: readonly string[],
    private readonly table: ExampleTable,
  ) {
    const n = expression.variables.length
    this.dimension = n
    this.layout = coordinateLayout(expression.variables)
    this.examples = table.count
    this.workPerExample = workPerExample(expression)
    this.parameters = Float64Array.from(expression.parameters, (name) => parameters[name] ?? NaN)
    const { fresh } = table
    if (fresh !== undefined) this.drawFresh = (...draw) => (this.fresh = fresh(...draw))
    this.places = columns.map((name) => n + expression.parameters.indexOf(name))
    this.touched = touchedParts(expression.kinks)
    this.beside = {
      touchedAt: (theta) =>
        this.touchedExamples(theta).flatMap(([example, parts]) =>
          parts.map((part) => ({ ...part, where: `example ${example}` })),
        ),
      follow: (theta, direction) => this.follow(theta, direction),
    }
  }

  addValues(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const kernel = (this.kernels.value ??= new CellKernel(this.expression.value))
    for (let k = from; k < to; k++) {
      const outputs = this.load(theta, batch, k)
      kernel.run()
      sum[0] += cells[outputs]!
    }
  }

  addGradients(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const kernel = (this.kernels.gradient ??= new CellKernel(this.expression.gradient))
    for (let k = from; k < to; k++) {
      const outputs = this.load(theta, batch, k)
      kernel.run()
      const values = cells
      for (let j = 0; j <= this.dimension; j++) sum[j] += values[outputs + j]!
    }
  }

  addHessians(theta: Float64Array, batch: Batch | undefined, from: number, to: number, sum: Float64Array): void {
    const kernel = (this.kernels.hessian ??= new CellKernel(this.expression.hessian))
    const n = this.dimension
    for (let k = from; k < to; k++) {
      let at = this.load(theta, batch, k) + 1 + n
      kernel.run()
      for (let row = 0; row < n; row++) {
        for (let column = row; column < n; column++) {
          const entry = cells[at++]!
          sum[row * n + column] += entry
          if (column > row) sum[column * n + row] += entry
        }
      }
    }
  }

  addHessianVectors(
    theta: Float64Array,
    v: Float64Array,
    batch: Batch | undefined,
    from: number,
    to: number,
    sum: Float64Array,
  ): void {
    const kernel = (this.kernels.product ??= new CellKernel(this.expression.hessianVector))
    const n = this.dimension
    for (let k = from; k < to; k++) {
      const direction = this.load(theta, batch, k)
      for (let j = 0; j < n; j++) cells[direction + j] = v[j]!
      kernel.run()
      for (let j = 0; j < n; j++) sum[j] += cells[direction + n + j]!
    }
  }

  addFisherVectors(
    theta: Float64Array,
    v: Float64Array,
    batch: Batch | undefined,
    from: number,
    to: number,
    sum: Float64Array,
  ): void {
    const kernel = (this.kernels.gradient ??= new CellKernel(this.expression.gradient))
    const n = this.dimension
    for (let k = from; k < to; k++) {
      const gradient = this.load(theta, batch, k) + 1
      kernel.run()
      let along = 0
      for (let j = 0; j < n; j++) along += cells[gradient + j]! * v[j]!
      for (let j = 0; j < n; j++) sum[j] += along * cells[gradient + j]!
    }
  }

  /** The examples with a part that sits on its corner, jump or infinite slope. */
  private touchedExamples(theta: Float64Array): readonly (readonly [example: number, parts: readonly Kink[]])[] {
    const inputs = Float64Array.of(...theta, ...this.parameters)
    const found: (readonly [number, readonly Kink[]])[] = []
    for (let example = 0; example < this.examples; example++) {
      this.place(inputs, example)
      const parts = this.touched(inputs)
      if (parts.length > 0) found.push([example, parts])
    }
    return found
  }

  /** The mean of all examples along a direction: of those that are smooth here by their derivatives. */
  private follow(theta: Float64Array, direction: Float64Array): Ray {
    const n = this.dimension
    const touched = this.touchedExamples(theta)
    if (touched.length > mostFollowed) return { value: NaN, slope: NaN, curvature: NaN, isKnown: false }
    const isTouched = new Set(touched.map(([example]) => example))
    const smooth = Uint32Array.from({ length: this.examples }, (_, k) => k).filter((k) => !isTouched.has(k))
    const gradients = new Float64Array(n + 1)
    const product = new Float64Array(n)
    this.addGradients(theta, smooth, 0, smooth.length, gradients)
    this.addHessianVectors(theta, direction, smooth, 0, smooth.length, product)
    let [value, slope, curvature] = [gradients[0]!, 0, 0]
    for (let j = 0; j < n; j++) {
      slope += gradients[1 + j]! * direction[j]!
      curvature += product[j]! * direction[j]!
    }
    const inputs = Float64Array.of(...theta, ...this.parameters)
    let isKnown = true
    for (const [example] of touched) {
      this.place(inputs, example)
      const ray = followRay(this.expression.value, inputs, direction)
      value += ray.value
      slope += ray.slope
      curvature += ray.curvature
      isKnown &&= ray.isKnown
    }
    const count = this.examples
    return { value: value / count, slope: slope / count, curvature: curvature / count, isKnown }
  }

  private place(inputs: Float64Array, example: number): void {
    this.places.forEach((place, column) => (inputs[place] = this.table.columns[column]![example]!))
  }

  /**
   * Writes theta, the parameters and those of the batch's k-th example into the first cells; returns the place of the
   * next.
   */
  private load(theta: Float64Array, batch: Batch | undefined, k: number): number {
    const { dimension: n, parameters, places, examples } = this
    const example = batch === undefined ? k : batch[k]!
    const isFresh = example >= examples
    const columns = isFresh ? this.fresh : this.table.columns
    const row = isFresh ? example - examples : example
    const to = cells
    for (let j = 0; j < n; j++) to[j] = theta[j]!
    for (let j = 0; j < parameters.length; j++) to[n + j] = parameters[j]!
    for (let c = 0; c < places.length; c++) to[places[c]!] = columns[c]![row]!
    return n + parameters.length
  }
}
