import type { Pieces } from '../pieces'
import { stream } from '../random/stream'
import { multiplied, orthogonalise, type Product } from './krylov'
import { dot, norm, normalise } from './vector'

/** An estimate with the standard error of its mean. */
export interface Estimate {
  readonly value: number
  readonly standardError: number
}

/**
 * The trace of a symmetric n x n matrix H from products: the mean of z' H z over `probes` >= 2 vectors z of random
 * signs, which is unbiased. Its variance is 2 sum_{i != j} H_ij^2 / probes, so that a diagonal matrix's trace comes out
 * exactly; the standard error is estimated from the spread of the terms. Probe k is the stream (seed, 'trace', k).
 * Yields after each product.
 *
 * Source: M. F. Hutchinson, A stochastic estimator of the trace of the influence matrix for Laplacian smoothing
 * splines, Communications in Statistics 18(3), 1989.
 */
export function* estimateTrace(product: Product, n: number, probes: number, seed: number): Pieces<Estimate> {
  const z = new Float64Array(n)
  const image = new Float64Array(n)
  const terms = new Float64Array(probes)
  for (let k = 0; k < probes; k++) {
    fillWithSigns(z, seed, 'trace', k)
    yield* multiplied(product, z, image)
    terms[k] = dot(z, image)
  }
  return meanOf(terms)
}

/** A new direction this small beside the vector that it is of is rounding. */
const negligible = 1e-10

/**
 * The same by Hutch++: a third of the `products` >= 6 give a basis Q of the range of H, by vectors of random signs; a
 * third the trace there, tr(Q' H Q), exactly; a third Hutchinson's estimate of what is left, tr(P H P), P = I - Q Q'.
 * Of a matrix whose eigenvalues fall off fast little is left, so that the error falls as 1 / products in place of
 * 1 / sqrt(products). Given Q the estimate is unbiased; its standard error is that of the third part, and 0 where Q
 * spans the whole space. Vectors are the streams (seed, 'trace range', k) and (seed, 'trace', k).
 *
 * Source: R. A. Meyer, C. Musco, C. Musco and D. P. Woodruff, Hutch++: Optimal stochastic trace estimation, SOSA 2021,
 * algorithm 1.
 */
export function* estimateTraceByRange(product: Product, n: number, products: number, seed: number): Pieces<Estimate> {
  const third = Math.floor(products / 3)
  const [z, image] = [new Float64Array(n), new Float64Array(n)]
  const range: Float64Array[] = []
  let inRange = 0
  for (let k = 0; k < Math.min(third, n); k++) {
    fillWithSigns(z, seed, 'trace range', k)
    yield* multiplied(product, z, image)
    const direction = image.slice()
    orthogonalise(direction, range)
    if (!(norm(direction) > negligible * norm(image))) continue
    normalise(direction)
    // What was small has kept rounding errors as large.
    orthogonalise(direction, range)
    normalise(direction)
    range.push(direction)
    yield* multiplied(product, direction, image)
    inRange += dot(direction, image)
  }
  if (range.length === n) return { value: inRange, standardError: 0 }
  const terms = new Float64Array(third)
  for (let k = 0; k < third; k++) {
    fillWithSigns(z, seed, 'trace', k)
    orthogonalise(z, range)
    yield* multiplied(product, z, image)
    terms[k] = dot(z, image)
  }
  const { value, standardError } = meanOf(terms)
  return { value: inRange + value, standardError }
}

function fillWithSigns(z: Float64Array, seed: number, purpose: string, k: number): void {
  const { uint32 } = stream(seed, purpose, k)
  for (let i = 0; i < z.length; i++) z[i] = uint32() < 2147483648 ? -1 : 1
}

function meanOf(terms: Float64Array): Estimate {
  const count = terms.length
  const mean = terms.reduce((sum, term) => sum + term, 0) / count
  const squares = terms.reduce((sum, term) => sum + (term - mean) * (term - mean), 0)
  return { value: mean, standardError: Math.sqrt(squares / (count * (count - 1))) }
}
