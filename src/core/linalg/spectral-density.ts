import { exp } from '../elementary'
import { multiplied, orthogonalise, type Product, randomUnit } from './krylov'
import { tridiagonalEigen } from './tridiagonal-eigen'
import { dot, norm, normalise } from './vector'

/** A measure made of point masses: sum_k weights_k at nodes_k. */
export interface PointMasses {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

export interface DensitySettings {
  readonly probes: number
  /** Lanczos steps per probe: the nodes that a probe gives at most. */
  readonly steps: number
  readonly seed: number
}

/** A new direction this small beside H is rounding: the space does not leave itself, and the rule is exact. */
const negligible = 1e-14

/**
 * The density of a symmetric matrix's eigenvalues, (1/n) sum_i delta(t - lambda_i), as point masses of total 1 from
 * products with H.
 *
 * For a unit vector v the measure sum_i (v . v_i)^2 delta(t - lambda_i) has a Gauss quadrature rule from m Lanczos
 * steps that begin at v: its nodes are the eigenvalues of the tridiagonal matrix and its weights the squares of their
 * vectors' first components. It integrates polynomials up to degree 2 m - 1 exactly. The mean over random v is the
 * density. The basis is orthogonalised in full. Yields after each product; non-finite products give no masses.
 *
 * Source: G. H. Golub and G. Meurant, Matrices, Moments and Quadrature with Applications (2010), chapters 3 and 6; S.
 * Ubaru, J. Chen and Y. Saad, Fast estimation of tr(f(A)) via stochastic Lanczos quadrature, SIAM J. Matrix Anal. Appl.
 * 38(4), 2017, algorithm 1. Differs from the source: the vectors are Gaussian, so that v is uniform over directions.
 */
export function* spectralDensity(
  product: Product,
  n: number,
  { probes, steps, seed }: DensitySettings,
): Generator<undefined, PointMasses, void> {
  const nodes: number[] = []
  const weights: number[] = []
  for (let k = 0; k < probes; k++) {
    const rule = yield* gaussRule(product, randomUnit(n, [], seed, k), steps)
    nodes.push(...rule.nodes)
    weights.push(...rule.weights.map((weight) => weight / probes))
  }
  return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) }
}

/** The Gauss quadrature rule of the measure that H and the unit vector v define, from at most `steps` Lanczos steps. */
export function* gaussRule(product: Product, v: Float64Array, steps: number): Generator<undefined, PointMasses, void> {
  const most = Math.min(steps, v.length)
  const basis = [v]
  const diagonal: number[] = []
  const beside: number[] = []
  let largest = 0
  for (;;) {
    const image = new Float64Array(v.length)
    const last = basis.at(-1)!
    yield* multiplied(product, last, image)
    largest = Math.max(largest, norm(image))
    diagonal.push(dot(last, image))
    orthogonalise(image, basis)
    const outside = norm(image)
    if (diagonal.length === most || !(outside > negligible * largest)) break
    beside.push(outside)
    normalise(image)
    basis.push(image)
  }
  const nodes = Float64Array.from(diagonal)
  const first = Float64Array.from(nodes, (_, i) => (i === 0 ? 1 : 0))
  if (!tridiagonalEigen(nodes, Float64Array.from([...beside, 0]), first, 1)) {
    return { nodes: new Float64Array(0), weights: new Float64Array(0) }
  }
  return { nodes, weights: first.map((component) => component * component) }
}

const SQRT_TWO_PI = 2.5066282746310002

/** The value at t of point masses, each spread to a Gaussian of this standard deviation. */
export function broadened({ nodes, weights }: PointMasses, deviation: number, t: number): number {
  let sum = 0
  for (let k = 0; k < nodes.length; k++) {
    const distance = (t - nodes[k]!) / deviation
    sum += weights[k]! * exp((-distance * distance) / 2)
  }
  return sum / (SQRT_TWO_PI * deviation)
}
