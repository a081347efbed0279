import { stream } from '../random/stream'

/** The k-th random direction of a seed in n dimensions: entries from the standard normal distribution. */
export function randomDirection(seed: number, k: number, n: number): Float64Array {
  const draws = stream(seed, 'slice direction', k)
  return Float64Array.from({ length: n }, () => draws.normal())
}
