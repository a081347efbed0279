import type { Pieces } from '../pieces'
import { project, type Slice } from './slice'

/** Where the points of a path lie on a plane or line. */
export interface PathOnSlice {
  /** a and b of each point's nearest point, interleaved; b is 0 on a line. */
  readonly plane: Float64Array
  /** |theta - theta(a, b)| of each point. */
  readonly distance: Float64Array
}

/**
 * The nearest points of a slice, by least squares, to those of a path: n numbers each, one point after the other. A
 * generator that yields after each.
 */
export function* pathOnSlice(slice: Slice, theta: Float64Array): Pieces<PathOnSlice> {
  const n = slice.origin.length
  const count = theta.length / n
  const plane = new Float64Array(2 * count)
  const distance = new Float64Array(count)
  const nearest = new Float64Array(3)
  for (let k = 0; k < count; k++) {
    project(slice, theta, nearest, k * n)
    plane.set(nearest.subarray(0, 2), 2 * k)
    distance[k] = nearest[2]!
    yield
  }
  return { plane, distance }
}
