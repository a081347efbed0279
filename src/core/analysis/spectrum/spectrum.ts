import { extremeEigenvalues } from '../../linalg/lanczos'
import { broadened, type PointMasses, spectralDensity } from '../../linalg/spectral-density'
import { estimateTrace, estimateTraceByRange } from '../../linalg/trace-estimate'
import { largestSize, oriented } from '../../linalg/vector'
import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { type CurvatureAt, curvatureAt, type CurvatureChoice, mostForDense } from './curvature-at'
import { decomposed, mostProducts as usualProducts, outermostPairs } from './extreme-eigenpairs'

export const traceMethods = ['hutchinson', 'hutch++'] as const

export interface SpectrumSettings extends CurvatureChoice {
  /** How many of the smallest and how many of the largest eigenvalues. */
  readonly top: number
  readonly density: boolean
  /** Whether the eigenvectors are wanted. */
  readonly vectors?: boolean | undefined
  /** How the trace is estimated where it is not exact, from some 100 products: by Hutchinson's method where absent. */
  readonly trace?: (typeof traceMethods)[number] | undefined
  /** How many products Lanczos' method takes at most, about; 8000 where absent. */
  readonly mostProducts?: number | undefined
  readonly seed: number
}

export interface Spectrum {
  /** Ascending: the `top` smallest and the `top` largest, or all of them where there are no more. */
  readonly eigenvalues: Float64Array
  /** |M v - lambda v| of each, measured with products with the matrix M; |v| = 1. */
  readonly residuals: Float64Array
  /** How many of these residuals exceed 1e-6 of the largest |eigenvalue|: those eigenvalues have not converged. */
  readonly unconverged: number
  readonly method: 'dense' | 'lanczos'
  /** The standard error is 0 where the trace is exact. */
  readonly trace: { readonly value: number; readonly standardError: number }
  /** Of all eigenvalues, its integral 1, each spread to a Gaussian. */
  readonly density?: { readonly at: Float64Array; readonly value: Float64Array }
  /** Unit eigenvectors in the order of the eigenvalues, one after the other; none where the matrix is not finite. */
  readonly vectors?: Float64Array
}

const traceProducts = 100
const densityProbes = 10
const densitySteps = 80
const densityPoints = 256
/** Standard deviation of the Gaussians, as a part of the spectrum's width. */
const broadening = 0.01
/** The largest residual of what has converged, as a part of the largest |eigenvalue|. */
const convergedResidual = 1e-6

/**
 * The spectrum of an objective's Hessian at a point, or of a matrix beside it: its ends, its trace and its density. By
 * a dense decomposition in up to 128 dimensions; beyond it by products with the matrix alone: Lanczos, Hutchinson,
 * stochastic Lanczos quadrature. NaN throughout, and no density, where the matrix is not finite.
 */
export function* spectrum(objective: Objective, at: ArrayLike<number>, settings: SpectrumSettings): Pieces<Spectrum> {
  const matrix = curvatureAt(objective, Float64Array.from(at), settings)
  return yield* matrix.dimension <= mostForDense ? denseSpectrum(matrix, settings) : sampledSpectrum(matrix, settings)
}

function* denseSpectrum(matrix: CurvatureAt, { top, density, vectors }: SpectrumSettings): Pieces<Spectrum> {
  const n = matrix.dimension
  const whole = yield* decomposed(matrix)
  const { dense, values } = whole
  const pairs = yield* outermostPairs(matrix, whole, top)
  const trace = values.reduce((sum, _, i) => sum + dense[i * n + i]!, 0)
  const masses = { nodes: values, weights: values.map(() => 1 / n) }
  return {
    eigenvalues: pairs.values,
    residuals: pairs.residuals,
    unconverged: unconvergedOf(pairs),
    method: 'dense',
    trace: { value: trace, standardError: 0 },
    ...(density && !Number.isNaN(values[0]) && { density: densityOf(masses, values[0]!, values[n - 1]!) }),
    ...(vectors === true && { vectors: joined(pairs.vectors, n) }),
  }
}

function* sampledSpectrum({ product, dimension: n }: CurvatureAt, settings: SpectrumSettings): Pieces<Spectrum> {
  const { top, density, seed, vectors, mostProducts = usualProducts } = settings
  const pairs = yield* extremeEigenvalues(product, n, { count: top, seed, mostProducts })
  const estimate = settings.trace === 'hutch++' ? estimateTraceByRange : estimateTrace
  const { values, residuals } = pairs
  const result = {
    eigenvalues: values,
    residuals,
    unconverged: unconvergedOf(pairs),
    method: 'lanczos',
    trace: yield* estimate(product, n, traceProducts, seed),
    ...(vectors === true && { vectors: joined(pairs.vectors, n) }),
  } as const
  if (!density || Number.isNaN(values[0])) return result
  const masses = yield* spectralDensity(product, n, { probes: densityProbes, steps: densitySteps, seed })
  return { ...result, density: densityOf(masses, values[0]!, values.at(-1)!) }
}

/** Of what is not finite none is found, and none has failed to converge. */
function unconvergedOf({ values, residuals }: { readonly values: Float64Array; readonly residuals: Float64Array }) {
  const largest = largestSize(values)
  return residuals.filter((residual) => residual > convergedResidual * largest).length
}

/** Each with its largest entry positive. */
function joined(vectors: readonly Float64Array[], n: number): Float64Array {
  const rows = new Float64Array(vectors.length * n)
  vectors.forEach((vector, i) => rows.set(oriented(vector), i * n))
  return rows
}

/** The masses spread, on a grid that holds the spectrum's ends and the Gaussians about them. */
function densityOf(masses: PointMasses, least: number, greatest: number): NonNullable<Spectrum['density']> {
  const width = greatest - least
  // Where all eigenvalues are equal there is no width: their size, or 1, is the unit.
  const deviation = broadening * (width > 1e-9 * Math.abs(greatest) ? width : Math.abs(greatest) || 1)
  const [from, to] = [least - 4 * deviation, greatest + 4 * deviation]
  const at = Float64Array.from({ length: densityPoints }, (_, i) => from + ((to - from) * i) / (densityPoints - 1))
  return { at, value: at.map((t) => broadened(masses, deviation, t)) }
}
