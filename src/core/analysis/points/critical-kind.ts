import type { CriticalKind } from '../../definitions/landscape'
import { type Box, boxAround } from './box'
import type { Pieces } from '../../pieces'
import type { CriticalPlace } from './critical-newton'
import type { GradientEnclosure } from './gradient-enclosure'
import type { ScaledPlane } from './scaled-plane'

/** A direction this many times less curved than the other is not told from a flat one without a proof. */
const flatDirection = 1e-10
/** Curvature that is real hardly changes over this part of a half-width. */
const shortWay = 1e-6
/** How far the place may be off, in Newton's last steps: at a vanishing Hessian each takes a part of the way only. */
const doubt = 20

/**
 * The kind of a critical point by the signs of its eigenvalues. It is degenerate where the Hessian is singular to
 * rounding: one eigenvalue vanishes beside the other (1e-10), or the curvature along its direction changes by half
 * within a millionth of a half-width or the doubt about the place. A proof that the Hessian is regular around the point
 * (`isRegular`) decides otherwise.
 */
export function* kindOf(
  plane: ScaledPlane,
  { at, uncertainty }: CriticalPlace,
  isRegular: boolean,
): Pieces<CriticalKind> {
  const [x, y] = at
  const rest = plane.curveAt(x, y)
  if (rest !== undefined) yield* rest
  const [low, high] = plane.curvatures as unknown as readonly [number, number]
  const kind = low < 0 && high > 0 ? 'saddle' : low + high > 0 ? 'minimum' : 'maximum'
  if (isRegular) return kind
  const lowIsFlat = Math.abs(low) < Math.abs(high)
  const [least, most] = lowIsFlat ? [low, high] : [high, low]
  if (!(Math.abs(least) > flatDirection * Math.abs(most))) return 'degenerate'
  const [du, dv] = lowIsFlat ? plane.directions : plane.directions.subarray(2)
  const way = Math.max(shortWay, doubt * uncertainty)
  for (const side of [way, -way]) {
    const rest = plane.curveAt(x + side * du! * plane.lengths[0], y + side * dv! * plane.lengths[1])
    if (rest !== undefined) yield* rest
    const there = du! * du! * plane.huu + 2 * du! * dv! * plane.huv + dv! * dv! * plane.hvv
    if (!(Math.abs(there - least) < Math.abs(least) / 2)) return 'degenerate'
  }
  return kind
}

/** Directions in which a gradient is looked for, and how far off, in half-widths: near, and nearer. */
const around = [
  [1, 0],
  [0.8, 0.6],
  [0, 1],
  [-0.6, 0.8],
  [-1, 0],
  [-0.8, -0.6],
  [0, -1],
  [0.6, -0.8],
] as const
const near = 1e-6
const nearer = near / 16
/** A gradient this small, in heights a half-width, is none. */
const noise = 1e-9

/**
 * Whether the gradient vanishes as a place is approached, and not at the place alone, as it does at a kink by
 * convention.
 */
export function* isStationary(plane: ScaledPlane, [x, y]: readonly [number, number]): Pieces<boolean> {
  const [lu, lv] = plane.lengths
  function* slope(u: number, v: number): Pieces<number> {
    const rest = plane.slopeAt(x + u * lu, y + v * lv)
    if (rest !== undefined) yield* rest
    return plane.slope
  }
  for (const [u, v] of around) {
    const close = yield* slope(nearer * u, nearer * v)
    if (!(close < noise || close < (yield* slope(near * u, near * v)) / 2)) return false
  }
  return true
}

/**
 * The largest box around a critical point, of a few sizes, that provably holds no other. Absent where a critical point
 * near `at` cannot be proven to exist, as at every degenerate one.
 */
export function* boxAlone(
  plane: ScaledPlane,
  { at, uncertainty }: CriticalPlace,
  enclosure: GradientEnclosure,
): Pieces<Box | undefined> {
  const [lu, lv] = plane.lengths
  // A box must be wider than the rounding of its coordinates.
  const least = Math.max(doubt * uncertainty, 1e-15 * (1 + Math.abs(at[0]) / lu + Math.abs(at[1]) / lv))
  for (let r = least; r < 1e-3; r *= 8) {
    const contraction = yield* enclosure.contract(boxAround(at, r, plane.lengths))
    if (contraction?.exists !== true || !contraction.regular) continue
    let wide = 1
    while (wide > r && (yield* enclosure.contract(boxAround(at, wide, plane.lengths)))?.regular !== true) wide /= 2
    return boxAround(at, Math.max(wide, r), plane.lengths)
  }
  return undefined
}
