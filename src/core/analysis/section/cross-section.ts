import type { Domain } from '../../domain'
import { addMultiple, copy } from '../../linalg/vector'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { alongDirection, type LocalSlopes } from './local-slopes'

/** J along a line through a point theta, and the quadratic that touches it there. */
export interface CrossSection {
  /** s, the signed distance from theta along the line's unit direction d; ascending, evenly spaced. */
  readonly at: Float64Array
  /** J(theta + s d); NaN or infinite where it is. */
  readonly loss: Float64Array
  /** J(theta) + s g'd + s^2 d'Hd / 2. */
  readonly model: Float64Array
  /** g'd and d'Hd. */
  readonly slope: number
  readonly curvature: number
}

/**
 * J along theta + s d for `count` values of s, at least 2, from one end of `range` to the other. `direction` is of unit
 * length; `slopes` are those at theta. Nothing that is given is kept or written to.
 */
export function* crossSection(
  objective: Objective,
  theta: Float64Array,
  slopes: LocalSlopes,
  direction: Float64Array,
  range: readonly [from: number, to: number],
  count: number,
): Pieces<CrossSection> {
  const { slope, curvature } = yield* alongDirection(slopes, direction)
  const at = evenly(range, count)
  const loss = yield* lossOnLine(objective, theta, direction, at)
  return { at, loss, model: at.map((s) => slopes.value + s * slope + (s * s * curvature) / 2), slope, curvature }
}

/** J(origin + s d) for each s. */
export function* lossOnLine(
  objective: Objective,
  origin: Float64Array,
  direction: Float64Array,
  at: Float64Array,
): Pieces<Float64Array> {
  const { value } = pacedEvaluations(objective)
  const point = new Float64Array(origin.length)
  const loss = new Float64Array(at.length)
  for (const [k, s] of at.entries()) {
    copy(origin, point)
    addMultiple(point, s, direction)
    loss[k] = yield* value(point)
  }
  return loss
}

/** So many numbers from one to another, evenly spaced, both included. */
export function evenly([from, to]: readonly [from: number, to: number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1))
}

/**
 * From where to where a line of the plane, a + s da and b + s db, lies within a domain, as values of s; undefined where
 * the point (a, b) is not in it, or the line stands still.
 */
export function chordWithin(
  { x, y }: Domain,
  [a, b]: readonly [number, number],
  [da, db]: readonly [number, number],
): readonly [from: number, to: number] | undefined {
  let [from, to] = [-Infinity, Infinity]
  for (const [place, step, [min, max]] of [
    [a, da, x],
    [b, db, y],
  ] as const) {
    if (!(place >= min && place <= max)) return undefined
    if (step === 0) continue
    const [one, other] = [(min - place) / step, (max - place) / step]
    from = Math.max(from, Math.min(one, other))
    to = Math.min(to, Math.max(one, other))
  }
  return Number.isFinite(from) && Number.isFinite(to) ? [from, to] : undefined
}
