import { dot } from '../../linalg/vector'
import { scratch } from '../../scratch'

/** The last pairs of steps and gradient changes of L-BFGS, a ring of `capacity` = inverseCurvatures.length pairs. */
export type PairHistory = {
  /** s and y of each pair: capacity x n, row-major. */
  steps: Float64Array
  changes: Float64Array
  /** rho = 1 / y's of each pair. */
  inverseCurvatures: Float64Array
  /** How many pairs there are, and the row that the next one takes. */
  count: number
  next: number
  /** gamma = s'y / y'y of the newest pair, 1 before the first: the curvature assumed where no pair says otherwise. */
  scale: number
}

export function pairHistory(capacity: number, dimension: number): PairHistory {
  return {
    steps: new Float64Array(capacity * dimension),
    changes: new Float64Array(capacity * dimension),
    inverseCurvatures: new Float64Array(capacity),
    count: 0,
    next: 0,
    scale: 1,
  }
}

/** Curvatures y's up to this are taken for none: PyTorch's number, an absolute one, so that J's scale matters. */
const leastCurvature = 1e-10

/** Adds a pair in place of the oldest, unless its curvature y's is too small or none. */
export function addPair(history: PairHistory, s: Float64Array, y: Float64Array): void {
  const curvature = dot(s, y)
  if (!(curvature > leastCurvature)) return
  const { steps, changes, inverseCurvatures, next } = history
  const capacity = inverseCurvatures.length
  steps.set(s, next * s.length)
  changes.set(y, next * s.length)
  inverseCurvatures[next] = 1 / curvature
  history.scale = curvature / dot(y, y)
  history.next = (next + 1) % capacity
  history.count = Math.min(history.count + 1, capacity)
}

const buffers = scratch((capacity) => ({ alpha: new Float64Array(capacity) }))

/**
 * out = -H g, where H is gamma I updated by every pair of the history in turn, without forming H.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, Algorithm 7.4 (the two-loop recursion).
 */
export function limitedMemoryDirection(history: PairHistory, gradient: Float64Array, out: Float64Array): void {
  const { steps, changes, inverseCurvatures, count, next, scale } = history
  const n = gradient.length
  const capacity = inverseCurvatures.length
  const { alpha } = buffers(capacity)
  for (let k = 0; k < n; k++) out[k] = -gradient[k]
  for (let age = 1; age <= count; age++) {
    const row = (next - age + capacity) % capacity
    alpha[row] = inverseCurvatures[row] * rowDot(steps, row, out)
    for (let k = 0; k < n; k++) out[k] -= alpha[row] * changes[row * n + k]
  }
  for (let k = 0; k < n; k++) out[k] *= scale
  for (let age = count; age >= 1; age--) {
    const row = (next - age + capacity) % capacity
    const beta = inverseCurvatures[row] * rowDot(changes, row, out)
    for (let k = 0; k < n; k++) out[k] += (alpha[row] - beta) * steps[row * n + k]
  }
}

function rowDot(matrix: Float64Array, row: number, v: Float64Array): number {
  let sum = 0
  for (let k = 0; k < v.length; k++) sum += matrix[row * v.length + k] * v[k]
  return sum
}
