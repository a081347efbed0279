import { stream } from '../random/stream'
import type { Product } from './krylov'
import { dot } from './vector'

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
export function* estimateTrace(
  product: Product,
  n: number,
  probes: number,
  seed: number,
): Generator<undefined, Estimate, void> {
  const z = new Float64Array(n)
  const image = new Float64Array(n)
  const terms = new Float64Array(probes)
  for (let k = 0; k < probes; k++) {
    const { uint32 } = stream(seed, 'trace', k)
    for (let i = 0; i < n; i++) z[i] = uint32() < 2147483648 ? -1 : 1
    product(z, image)
    terms[k] = dot(z, image)
    yield
  }
  const mean = terms.reduce((sum, term) => sum + term, 0) / probes
  const squares = terms.reduce((sum, term) => sum + (term - mean) * (term - mean), 0)
  return { value: mean, standardError: Math.sqrt(squares / (probes * (probes - 1))) }
}
