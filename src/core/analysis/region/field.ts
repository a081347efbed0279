import { rowKernel } from '../../calculus'
import { operationCount } from '../../calculus/program'
import { type Domain, gridCoordinate } from '../../domain'
import { hypotenuse } from '../../linalg/hypotenuse'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { takeLimits } from '../../objectives/limits'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import { pieceOperations, type Pieces } from '../../pieces'
import { conditionNumber } from './condition-number'
import type { Formula } from '../points/formula'
import type { FieldColumns } from './field-columns'
import { ScaledPlane } from '../points/scaled-plane'
import { classOfDegenerate, degenerateKind, isLevel } from './degenerate'
import { type RegionClass, regionClasses } from './probe-result'
import { RegionClassifier, type RegionThresholds } from './region-class'
import { regionLanes } from './region-lanes'
import type { RegionMeter } from './region-meter'

/** Fills rows `fromRow` up to, not including, `toRow` of a grid: point (i, j) at (j - fromRow) nx + i. */
export type FieldRows = (fromRow: number, toRow: number, columns: FieldColumns) => Pieces<void>

/** Writes f, fx, fy, fxx, fxy, fyy of a row of points into six columns. */
type RowSource = (y: number, columns: readonly Float64Array[]) => Pieces<void>

/** Points whose eigenvalues and class are found between two yields, where no kinks are looked for. */
const pointsInPiece = 512

/**
 * Prepares region classes, eigenvalues, condition numbers and gradient norms on nx x ny points of a domain, ends
 * included; rows are y
 * ascending, and may be filled in any order. Every point is what `probe` says of it with the same units (`meter`) and
 * thresholds, bit for bit.
 *
 * With a formula the derivatives of a row are found at once; else point by point from the objective.
 */
export function fieldRows(
  objective: Objective,
  formula: Formula | undefined,
  domain: Domain,
  [nx, ny]: readonly [nx: number, ny: number],
  meter: RegionMeter,
  thresholds: RegionThresholds,
): FieldRows {
  const xs = Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx))
  const columns = Array.from({ length: 6 }, () => new Float64Array(nx))
  const [f, fx, fy, fxx, fxy, fyy] = columns as unknown as Six
  const source = formula === undefined ? fromObjective(objective, xs) : fromFormula(formula, xs)
  const mayKink = formula === undefined || formula.expression.hasKinks
  // Measured by the meter's units, which may be those of a wider domain.
  const [lu, lv] = meter.lengths as unknown as readonly [number, number]
  const plane = new ScaledPlane(objective, { x: [-lu, lu], y: [-lv, lv] }, meter.height)
  const classifier = new RegionClassifier(thresholds)
  const theta = new Float64Array(2)
  const gradient = new Float64Array(2)
  const hessian = new Float64Array(4)
  const values = new Float64Array(2)
  const vectors = new Float64Array(4)
  const kinkOperations = formula === undefined ? 0 : operationCount(formula.expression.kinks.arguments)
  const share = Math.max(1, Math.floor(Math.min(pointsInPiece, pieceOperations / kinkOperations)))
  const lanes = mayKink ? undefined : regionLanes(meter, classifier)
  const atOnce = lanes?.most ?? nx
  return function* (fromRow, toRow, field) {
    const { classes, least, greatest, condition, gradientNorm } = field
    let done = 0
    for (let j = fromRow; j < toRow; j++) {
      const y = gridCoordinate(domain.y, j, ny)
      yield* source(y, columns)
      theta[1] = y
      for (let from = 0; from < nx; from += atOnce) {
        const to = Math.min(nx, from + atOnce)
        const place = (j - fromRow) * nx
        yield
        for (let i = from; i < to; i++) gradientNorm[place + i] = Number.isNaN(f[i]) ? NaN : hypotenuse(fx[i]!, fy[i]!)
        if (lanes !== undefined && lanes.measure(columns, from, to, field, place + from) === 0) continue
        for (let i = from; i < to; i++) {
          if (lanes?.isLeftOut(i - from) === false) continue
          if (done++ % share === 0) yield
          const at = place + i
          gradient[0] = fx[i]!
          gradient[1] = fy[i]!
          theta[0] = xs[i]!
          // A formula's derivative may have a value where the formula has none.
          hessian[0] = Number.isNaN(f[i]!) ? NaN : fxx[i]!
          hessian[1] = hessian[2] = fxy[i]!
          hessian[3] = fyy[i]!
          const isPlain = !mayKink && isFinite(f[i]!, gradient, hessian)
          const unsmooth = isPlain ? undefined : takeLimits(objective, theta, f[i]!, gradient, hessian)
          if (!isPlain && !Number.isNaN(f[i])) gradientNorm[at] = hypotenuse(gradient[0], gradient[1])
          symmetricEigen(hessian, 2, values, vectors)
          least[at] = values[0]!
          greatest[at] = values[1]!
          condition[at] = conditionNumber(values)
          if (unsmooth === undefined && isFinite(f[i]!, gradient, hessian)) {
            meter.measure(f[i]!, gradient, hessian)
            const degenerate = isLevel(plane, gradient) ? yield* degenerateKind(plane, xs[i]!, y) : undefined
            classes[at] = indexOf[(degenerate && classOfDegenerate(degenerate)) ?? classifier.classOf(meter.measures)]
          } else classes[at] = indexOf.undefined
        }
      }
    }
  }
}

function isFinite(value: number, gradient: Float64Array, hessian: Float64Array): boolean {
  // An entry that is not finite leaves NaN.
  const [hxx, hxy, , hyy] = hessian as unknown as readonly [number, number, number, number]
  return 0 * value + 0 * gradient[0]! + 0 * gradient[1]! + 0 * hxx + 0 * hxy + 0 * hyy === 0
}

function fromFormula({ expression, parameters }: Formula, xs: Float64Array): RowSource {
  const inputs: (number | Float64Array)[] = [xs, 0, ...parameters]
  let kernel: ReturnType<typeof rowKernel> | undefined
  return function* (y, columns) {
    yield* expression.make('hessian')
    kernel ??= rowKernel(expression.hessian)
    inputs[1] = y
    if (xs.length * operationCount(expression.hessian) > pieceOperations)
      yield* kernel.inPieces(inputs, xs.length, columns)
    else kernel(inputs, xs.length, columns)
  }
}

function fromObjective(objective: Objective, xs: Float64Array): RowSource {
  const theta = new Float64Array(2)
  const gradient = new Float64Array(2)
  const hessian = new Float64Array(4)
  const evaluations = pacedEvaluations(objective)
  return function* (y, [f, fx, fy, fxx, fxy, fyy]) {
    theta[1] = y
    for (let i = 0; i < xs.length; i++) {
      theta[0] = xs[i]!
      f![i] = yield* evaluations.valueGrad(theta, gradient)
      yield* evaluations.hessian(theta, hessian)
      fx![i] = gradient[0]!
      fy![i] = gradient[1]!
      fxx![i] = hessian[0]!
      fxy![i] = hessian[1]!
      fyy![i] = hessian[3]!
    }
  }
}

type Six = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]

const indexOf = Object.fromEntries(regionClasses.map((name, index) => [name, index])) as Record<RegionClass, number>
