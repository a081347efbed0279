import { type Objective, valueGradManyInPieces } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import type { CriticalSet } from './critical-set'
import { gridCoordinate } from '../../domain'
import type { ScaledPlane } from './scaled-plane'

/** Starts between two yields: about a millisecond. A point that is new takes as long as many. */
const yieldStarts = 16
/** From a cell where the gradient changes sign Newton's method looks this many cells around. */
const reachInCells = 6
/** Slope and curvature below this, in height ranges and half-widths, are rounding: a start there leads nowhere. */
const flat = 1e-13

/** When a search has done enough. */
export interface SearchLimits {
  readonly points: number
  readonly starts: number
}

/** What a grid of starts has brought. */
export interface Harvest {
  /** New points. */
  readonly found: number
  /** Starts from which nothing was tried, since the landscape is level to rounding there. */
  readonly flat: number
}

/**
 * Starts Newton's method from the cells of a k x k grid over the domain: from all, or from those at whose corners df/dx
 * and df/dy both change sign, and then only to places nearby. Ends early at a limit of the set's points and searches;
 * the rows are taken in an order that spreads what is done until then over the domain. k is a power of two. Yields how
 * much is done, 0 to 1.
 */
export function* startFromGrid(
  objective: Objective,
  plane: ScaledPlane,
  set: CriticalSet,
  k: number,
  fromAll: boolean,
  limits: SearchLimits,
): Generator<number | undefined, Harvest, void> {
  const { x: xs, y: ys } = plane.domain
  const nodes = k + 1
  const thetas = new Float64Array(2 * nodes)
  const values = new Float64Array(nodes)
  const below = new Float64Array(2 * nodes)
  const above = new Float64Array(2 * nodes)
  for (let i = 0; i < nodes; i++) thetas[i] = gridCoordinate(xs, i, nodes)
  function* fill(row: number, gradients: Float64Array): Pieces<void> {
    thetas.fill(gridCoordinate(ys, row, nodes), nodes)
    yield* valueGradManyInPieces(objective, thetas, nodes, values, gradients)
  }
  // Odd, so that every row has its turn, and about k times the golden ratio.
  const stride = 2 * Math.floor(k * 0.309) + 1
  const reach = fromAll ? Infinity : (2 * reachInCells) / k
  let [found, flatStarts, sinceYield] = [0, 0, 0]
  for (let row = 0; row < k; row++) {
    const j = (row * stride) % k
    yield* fill(j, below)
    yield* fill(j + 1, above)
    for (let i = 0; i < k && set.points.length < limits.points && set.searches < limits.starts; i++) {
      if (!fromAll && !(changesSign(below, above, i) && changesSign(below, above, nodes + i))) continue
      const x = (thetas[i]! + thetas[i + 1]!) / 2
      const y = (gridCoordinate(ys, j, nodes) + gridCoordinate(ys, j + 1, nodes)) / 2
      const rest = plane.curveAt(x, y)
      if (rest !== undefined) yield* rest
      if (plane.slope < flat && Math.abs(plane.curvatures[0]!) < flat && Math.abs(plane.curvatures[1]!) < flat) {
        flatStarts++
        continue
      }
      const isNew = (yield* set.search(x, y, reach))?.isNew === true
      if (isNew) found++
      sinceYield += isNew ? yieldStarts : 1
      if (sinceYield < yieldStarts) continue
      sinceYield = 0
      yield (row + i / k) / k
    }
    yield (row + 1) / k
  }
  return { found, flat: flatStarts }
}

/** Whether entries i and i + 1 of two rows are not all of one sign. */
function changesSign(below: Float64Array, above: Float64Array, i: number): boolean {
  const [a, b, c, d] = [below[i]!, below[i + 1]!, above[i]!, above[i + 1]!]
  return Math.min(a, b, c, d) <= 0 && Math.max(a, b, c, d) >= 0
}
