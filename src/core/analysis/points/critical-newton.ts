import type { Pieces } from '../../pieces'
import type { ScaledPlane } from './scaled-plane'

/** Where a search has ended. */
export interface CriticalPlace {
  readonly at: readonly [number, number]
  /** The last full Newton step, in half-widths: how well the place is known. */
  readonly uncertainty: number
}

const mostSteps = 60
/** Longest step, in half-widths: a start is meant for the critical points around it. */
const longestStep = 0.25
/**
 * A direction this many times less curved than the other is left alone: what noise there is in the gradient would be
 * blown up along it.
 */
const negligibleCurvature = 1e-13
/** A Newton step this short, in half-widths, has arrived. */
const arrived = 1e-9
/**
 * Where the Hessian vanishes with the gradient, rounding hides the place sooner; then the gradient itself must be
 * noise.
 */
const arrivedInNoise = { step: 1e-3, slope: 1e-10 }
/**
 * A coordinate this small, in half-widths, is 0 if the gradient there is no greater: what rounding leaves of 0 is not
 * worth telling.
 */
const negligible = 1e-12
/** How far beyond the edge rounding may put a point that lies on it, in half-widths. */
const edgeSlack = 1e-12

/**
 * Newton's method for grad J = 0 from a start, damped so that |grad J|, in half-widths, never grows: u <- u - t H^-1 g,
 * t = 1, 1/2, 1/4, ... It finds minima, maxima and saddles alike. Where a direction has no curvature (a curve of
 * critical points) no step is taken along it.
 *
 * The iterates stay in the domain, and within `reach` half-widths of the start. Absent where they would have to go
 * further, where |grad J| has no way down, or where the landscape is not finite.
 * Source: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd edition (2006), section 11.2, with the merit
 * function |g|^2 / 2.
 */
export function* newtonToCritical(
  plane: ScaledPlane,
  startX: number,
  startY: number,
  reach = Infinity,
): Pieces<CriticalPlace | undefined> {
  const { lengths, curvatures: e, directions: v } = plane
  let [x, y] = [startX, startY]
  let uncertainty = Infinity
  for (let step = 0; step < mostSteps; step++) {
    const rest = plane.curveAt(x, y)
    if (rest !== undefined) yield* rest
    const size = plane.slope
    if (!(size < Infinity) || !(Math.abs(e[0]!) + Math.abs(e[1]!) < Infinity)) return undefined
    const least = negligibleCurvature * Math.max(Math.abs(e[0]!), Math.abs(e[1]!))
    const a = Math.abs(e[0]!) > least ? -(plane.gu * v[0]! + plane.gv * v[1]!) / e[0]! : 0
    const b = Math.abs(e[1]!) > least ? -(plane.gu * v[2]! + plane.gv * v[3]!) / e[1]! : 0
    const length = Math.sqrt(a * a + b * b)
    // On a level spot without curvature a step has no length; only who came there by short steps has found something.
    if (length > 0 || least > 0) uncertainty = length
    if (length === 0) return yield* place(plane, x, y, uncertainty, size)
    const scale = Math.min(1, longestStep / length)
    const [du, dv] = [(a * v[0]! + b * v[2]!) * scale, (a * v[1]! + b * v[3]!) * scale]
    const reached = yield* lessen(plane, x, y, du * lengths[0], dv * lengths[1], size)
    if (reached === undefined) return yield* place(plane, x, y, uncertainty, size)
    ;[x, y] = reached
    if (plane.distance(reached, [startX, startY]) > reach) return undefined
  }
  const rest = plane.slopeAt(x, y)
  if (rest !== undefined) yield* rest
  return yield* place(plane, x, y, uncertainty, plane.slope)
}

/** The first of x + t d, t = 1, 1/2, ..., at which |g| is less. */
function* lessen(
  plane: ScaledPlane,
  x: number,
  y: number,
  dx: number,
  dy: number,
  size: number,
): Pieces<readonly [number, number] | undefined> {
  for (let t = 1; t > 1e-3; t /= 2) {
    const [nextX, nextY] = [x + t * dx, y + t * dy]
    if (nextX === x && nextY === y) return undefined
    if (!plane.holds(nextX, nextY, edgeSlack)) continue
    const rest = plane.slopeAt(nextX, nextY)
    if (rest !== undefined) yield* rest
    if (plane.slope < size) return [nextX, nextY]
  }
  return undefined
}

function* place(
  plane: ScaledPlane,
  x: number,
  y: number,
  uncertainty: number,
  size: number,
): Pieces<CriticalPlace | undefined> {
  const found = uncertainty <= arrived || (uncertainty <= arrivedInNoise.step && size <= arrivedInNoise.slope)
  if (!found) return undefined
  const { domain, lengths } = plane
  const inside = (value: number, [min, max]: readonly [number, number]): number => Math.min(max, Math.max(min, value))
  // Adding 0 turns -0 into 0.
  const at = [inside(x, domain.x) + 0, inside(y, domain.y) + 0] as const
  const onAxes = [
    Math.abs(at[0]) < negligible * lengths[0] ? 0 : at[0],
    Math.abs(at[1]) < negligible * lengths[1] ? 0 : at[1],
  ] as const
  const rest = plane.slopeAt(...onAxes)
  if (rest !== undefined) yield* rest
  return { at: plane.slope <= size ? onAxes : at, uncertainty }
}
