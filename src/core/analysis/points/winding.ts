import type { Pieces } from '../../pieces'
import type { Box } from './box'
import type { GradientEnclosure } from './gradient-enclosure'
import type { ScaledPlane } from './scaled-plane'

/**
 * How often a gradient turns counterclockwise along the edge of a box; or where it vanishes, breaks or turns too fast
 * on the edge to be followed.
 */
export type Winding =
  { readonly turns: number } | { readonly turns?: undefined; readonly undecidedAt: readonly [number, number] }

/** Pieces an edge is cut into at first. */
const firstPieces = 32
/** The shortest piece, as a part of its edge; a gradient that still turns there vanishes or breaks to rounding. */
const shortestPiece = 1e-12
/** Cuts, of all edges together. */
const mostCuts = 50_000
/** Cuts between two yields. */
const yieldCuts = 64

/** A place on an edge, t along it, with the gradient there. */
interface Station {
  readonly t: number
  readonly x: number
  readonly y: number
  readonly u: number
  readonly v: number
}

/**
 * The winding number of grad J along the edge of a box, the sum of the Poincare indices of the critical points inside.
 *
 * The edge is cut until the gradient turns by less than half a turn along each piece. With an enclosure this is proven:
 * the gradients of a piece lie in a half-plane. Without, it is judged by the ends and the middle of a piece, from one
 * to the next of which the gradient may turn by 45 degrees at most. Then it is counted how often the gradient passes
 * the direction of +x: whole numbers, no angles.
 *
 * Source: J. Milnor, Topology from the Differentiable Viewpoint (1965), section 6.
 */
export function* windingAlong(plane: ScaledPlane, box: Box, enclosure?: GradientEnclosure): Pieces<Winding> {
  const corners = [
    [box.x0, box.y0],
    [box.x1, box.y0],
    [box.x1, box.y1],
    [box.x0, box.y1],
  ] as const
  let turns = 0
  let cuts = 0
  for (let edge = 0; edge < 4; edge++) {
    const [from, to] = [corners[edge]!, corners[(edge + 1) % 4]!]
    function* station(t: number): Pieces<Station> {
      const x = t === 1 ? to[0] : from[0] + (to[0] - from[0]) * t
      const y = t === 1 ? to[1] : from[1] + (to[1] - from[1]) * t
      const rest = plane.slopeAt(x, y)
      if (rest !== undefined) yield* rest
      return { t, x, y, u: plane.gu, v: plane.gv }
    }
    const ahead: Station[] = []
    for (let i = 0; i < firstPieces; i++) ahead.push(yield* station((firstPieces - i) / firstPieces))
    let start = yield* station(0)
    for (let end = ahead.pop(); end !== undefined; end = ahead.pop()) {
      const middle = yield* station((start.t + end.t) / 2)
      if (
        enclosure === undefined
          ? turnsLittle(start, middle) && turnsLittle(middle, end)
          : yield* isTame(start, end, enclosure)
      ) {
        turns += passes(start, end)
        start = end
        continue
      }
      if (++cuts > mostCuts || end.t - start.t < shortestPiece) return { undecidedAt: [middle.x, middle.y] }
      ahead.push(end, middle)
      if (cuts % yieldCuts === 0) yield
    }
  }
  return { turns }
}

function* isTame(a: Station, b: Station, enclosure: GradientEnclosure): Pieces<boolean> {
  return yield* enclosure.isFree({
    x0: Math.min(a.x, b.x),
    x1: Math.max(a.x, b.x),
    y0: Math.min(a.y, b.y),
    y1: Math.max(a.y, b.y),
  })
}

/** Whether two gradients differ by less than 45 degrees. */
function turnsLittle(a: Station, b: Station): boolean {
  const along = a.u * b.u + a.v * b.v
  return along > Math.abs(a.u * b.v - a.v * b.u)
}

/**
 * 1, -1 or 0: whether a turn by less than half a turn, from one gradient to another, passes the direction of +x, and
 * which way.
 */
function passes(a: Station, b: Station): number {
  if (a.v >= 0 === b.v >= 0) return 0
  const turn = a.u * b.v - a.v * b.u
  return b.v >= 0 ? (turn > 0 ? 1 : 0) : turn < 0 ? -1 : 0
}
