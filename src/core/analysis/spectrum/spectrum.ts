import type { Product } from '../../linalg/krylov'
import { extremeEigenvalues } from '../../linalg/lanczos'
import { broadened, type PointMasses, spectralDensity } from '../../linalg/spectral-density'
import { estimateTrace } from '../../linalg/trace-estimate'
import { oriented } from '../../linalg/vector'
import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import { decomposedHessian, mostForDense, mostProducts, outermostPairs } from './extreme-eigenpairs'

export interface SpectrumSettings {
  /** How many of the smallest and how many of the largest eigenvalues. */
  readonly top: number
  readonly density: boolean
  /** Whether the eigenvectors are wanted. */
  readonly vectors?: boolean | undefined
  readonly seed: number
}

export interface Spectrum {
  /** Ascending: the `top` smallest and the `top` largest, or all of them where there are no more. */
  readonly eigenvalues: Float64Array
  /** |H v - lambda v| of each, measured with Hessian-vector products; |v| = 1. */
  readonly residuals: Float64Array
  readonly method: 'dense' | 'lanczos'
  /** The standard error is 0 where the trace is exact. */
  readonly trace: { readonly value: number; readonly standardError: number }
  /** Of all eigenvalues, its integral 1, each spread to a Gaussian. */
  readonly density?: { readonly at: Float64Array; readonly value: Float64Array }
  /** Unit eigenvectors in the order of the eigenvalues, one after the other; none where the Hessian is not finite. */
  readonly vectors?: Float64Array
}

const traceProbes = 100
const densityProbes = 10
const densitySteps = 80
const densityPoints = 256
/** Standard deviation of the Gaussians, as a part of the spectrum's width. */
const broadening = 0.01

/**
 * The spectrum of an objective's Hessian at a point: its ends, its trace and its density. By a dense decomposition in
 * up to 128 dimensions; beyond it by Hessian-vector products alone: Lanczos, Hutchinson, stochastic Lanczos quadrature.
 * NaN throughout, and no density, where the Hessian is not finite. Yields after each product.
 */
export function* spectrum(
  objective: Objective,
  at: ArrayLike<number>,
  settings: SpectrumSettings,
): Generator<undefined, Spectrum, void> {
  const theta = Float64Array.from(at)
  const product: Product = (v, out) => {
    objective.hessianVector(theta, v, out)
  }
  return objective.dimension <= mostForDense
    ? yield* denseSpectrum(objective, theta, settings)
    : yield* sampledSpectrum(product, objective.dimension, settings)
}

function* denseSpectrum(
  objective: Objective,
  theta: Float64Array,
  { top, density, vectors }: SpectrumSettings,
): Pieces<Spectrum> {
  const n = objective.dimension
  const decomposed = yield* decomposedHessian(objective, theta)
  const { hessian, values } = decomposed
  const pairs = yield* outermostPairs(objective, theta, decomposed, top)
  const trace = values.reduce((sum, _, i) => sum + hessian[i * n + i]!, 0)
  const masses = { nodes: values, weights: values.map(() => 1 / n) }
  return {
    eigenvalues: pairs.values,
    residuals: pairs.residuals,
    method: 'dense',
    trace: { value: trace, standardError: 0 },
    ...(density && !Number.isNaN(values[0]) && { density: densityOf(masses, values[0]!, values[n - 1]!) }),
    ...(vectors === true && { vectors: joined(pairs.vectors, n) }),
  }
}

function* sampledSpectrum(
  product: Product,
  n: number,
  { top, density, seed, vectors }: SpectrumSettings,
): Generator<undefined, Spectrum, void> {
  const { values, residuals, ...pairs } = yield* extremeEigenvalues(product, n, { count: top, seed, mostProducts })
  const trace = yield* estimateTrace(product, n, traceProbes, seed)
  const found = vectors === true && { vectors: joined(pairs.vectors, n) }
  const result = { eigenvalues: values, residuals, method: 'lanczos', trace, ...found } as const
  if (!density || Number.isNaN(values[0])) return result
  const masses = yield* spectralDensity(product, n, { probes: densityProbes, steps: densitySteps, seed })
  return { ...result, density: densityOf(masses, values[0]!, values.at(-1)!) }
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
