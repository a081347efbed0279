import type { Product } from '../../linalg/krylov'
import { multiply } from '../../linalg/matrix'
import { takeHessianLimits } from '../../objectives/limits'
import type { Batch, EvaluationsInPieces, MatrixProduct, Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import type { CurvatureMatrix } from './curvature-matrices'
import type { ParameterBlock } from './parameter-blocks'

/** Up to this dimension the whole matrix is decomposed, which then takes some hundredths of a second. */
export const mostForDense = 128

/** A symmetric matrix at a point. */
export interface CurvatureAt {
  readonly dimension: number
  readonly product: Product
  /** All of it, n x n. For small n. */
  readonly dense: () => Pieces<Float64Array>
}

export interface CurvatureChoice {
  /** The Hessian where absent. */
  readonly matrix?: CurvatureMatrix | undefined
  /** The rows and columns of some parameters alone; all where absent. */
  readonly block?: Pick<ParameterBlock, 'offset' | 'length'> | undefined
  /** Of the mean over these examples; over all where absent. */
  readonly batch?: Batch | undefined
}

/** A matrix of an objective at theta, which has it: see `matricesOf`. */
export function curvatureAt(
  objective: Objective,
  theta: Float64Array,
  { matrix = 'hessian', block, batch }: CurvatureChoice = {},
): CurvatureAt {
  const whole =
    matrix === 'hessian' ? hessianAt(objective, theta, batch) : besideHessian(objective, theta, matrix, batch)
  return block === undefined ? whole : restricted(whole, block)
}

function hessianAt(objective: Objective, theta: Float64Array, batch: Batch | undefined): CurvatureAt {
  const n = objective.dimension
  const evaluations = pacedEvaluations(objective)
  // Where a formula's parts are not smooth, a product with its Hessian is not one with the limit.
  const isSmooth = n > mostForDense || (objective.beside?.touchedAt(theta).length ?? 0) === 0
  let limit: Float64Array | undefined
  function* dense(): Pieces<Float64Array> {
    const hessian = new Float64Array(n * n)
    yield* evaluations.hessian(theta, hessian, batch)
    takeHessianLimits(objective, theta, hessian)
    return hessian
  }
  return {
    dimension: n,
    dense,
    product: isSmooth
      ? (v, out) => evaluations.hessianVector(theta, v, out, batch)
      : function* (v, out) {
          limit ??= yield* dense()
          multiply(limit, v, n, n, 1, out)
        },
  }
}

function besideHessian(
  objective: Objective,
  theta: Float64Array,
  matrix: Exclude<CurvatureMatrix, 'hessian'>,
  batch: Batch | undefined,
): CurvatureAt {
  const multiplyBy = productOf(pacedEvaluations(objective), matrix)
  if (multiplyBy === undefined) throw new Error(`objective without a matrix of this kind: ${matrix}`)
  return byProducts(objective.dimension, (v, out) => multiplyBy(theta, v, out, batch))
}

function productOf(
  { gaussNewtonVector, fisherVector }: EvaluationsInPieces,
  matrix: Exclude<CurvatureMatrix, 'hessian'>,
): MatrixProduct | undefined {
  return matrix === 'fisher' ? fisherVector : gaussNewtonVector
}

/** A matrix of which products alone are known, column by column where all of it is asked for. */
function byProducts(n: number, product: (v: Float64Array, out: Float64Array) => Pieces<void>): CurvatureAt {
  return {
    dimension: n,
    product,
    *dense() {
      const all = new Float64Array(n * n)
      const [unit, column] = [new Float64Array(n), new Float64Array(n)]
      for (let k = 0; k < n; k++) {
        unit[k] = 1
        yield* product(unit, column)
        unit[k] = 0
        // Symmetric but for rounding: the upper triangle counts.
        for (let row = 0; row <= k; row++) all[row * n + k] = all[k * n + row] = column[row]!
      }
      return all
    },
  }
}

/** R H R', R the rows of the identity of a block of parameters. */
function restricted(whole: CurvatureAt, { offset, length }: Pick<ParameterBlock, 'offset' | 'length'>): CurvatureAt {
  const n = whole.dimension
  const [embedded, image] = [new Float64Array(n), new Float64Array(n)]
  const block = byProducts(length, function* (v, out) {
    embedded.set(v, offset)
    const rest = whole.product(embedded, image)
    if (rest !== undefined) yield* rest
    out.set(image.subarray(offset, offset + length))
  })
  if (n > mostForDense) return block
  return {
    ...block,
    *dense() {
      const all = yield* whole.dense()
      return Float64Array.from(
        { length: length * length },
        (_, at) => all[(offset + Math.floor(at / length)) * n + offset + (at % length)]!,
      )
    },
  }
}
