import { boxAround } from '../points/box'
import type { Pieces } from '../../pieces'
import type { ScaledPlane } from '../points/scaled-plane'
import { windingAlong } from '../points/winding'
import type { DegenerateKind, Evidence, RegionClass } from './probe-result'

/** What a critical point is whose Hessian is singular. */
export interface Degenerate {
  readonly kind: DegenerateKind
  /** How often the gradient turns around the point; absent where it is not the only critical one near. */
  readonly turns?: number
}

/** Half the sides of the squares around the point, in half-widths; smaller ones are tried where wider tell nothing. */
const squares = [0.02, 0.005, 0.00125]
/** The point is critical if its slope is less than this part of the greatest on a square around it, */
const vanishing = 1e-4
/** and flat if its curvature does less than this to make that slope. */
const flatShare = 0.01
/** A direction this many times less curved than the other is flat. */
const flatDirection = 1e-10
/** Steeper than this, in heights a half-width, no point is looked at twice: it is not critical. */
export const steepest = 1e-7
/** Directions in which a height is compared with the point's. */
const directions = 32
/** Differences of heights of so many roundings are none. */
const roundings = 16 * 2.220446049250313e-16
/** A square of which a greater part is level belongs to a shelf. */
const mostLevel = 0.25

/** Whether a point of this gradient is level enough to be looked at, which takes many evaluations. */
export function isLevel({ lengths, height }: ScaledPlane, [gx, gy]: Float64Array): boolean {
  const [gu, gv] = [(gx! * lengths[0]) / height, (gy! * lengths[1]) / height]
  return Math.sqrt(gu * gu + gv * gv) < steepest
}

/**
 * What a plane objective does around a critical point whose Hessian does not tell, because it is singular there: told
 * by the turns of the gradient on a small square, 1 around an extremum, 0 around a shoulder, -1 around a saddle, -2
 * around a monkey saddle, whose valleys are three, and less around saddles of more. Where the Hessian vanishes and
 * critical points go on beside it, by the signs of height differences: it is still a minimum where none is negative.
 * Undefined where the point is not critical, not flat, on level ground, or on a valley's floor.
 *
 * Source: the signs on a small circle change 2 - 2 turns times; V. I. Arnold, Singularities of Smooth Functions (1981).
 */
export function* degenerateKind(plane: ScaledPlane, x: number, y: number): Pieces<Degenerate | undefined> {
  const rest = plane.curveAt(x, y)
  if (rest !== undefined) yield* rest
  const { slope, value } = plane
  if (!(slope < steepest)) return undefined
  const [low, high] = plane.curvatures as unknown as readonly [number, number]
  const size = Math.max(Math.abs(low), Math.abs(high))
  const isSingular = !(Math.min(Math.abs(low), Math.abs(high)) > flatDirection * size)
  for (const half of squares) {
    const box = boxAround([x, y], half, plane.lengths)
    const edge = yield* steepestOn(plane, x, y, half)
    if (edge === 0) return undefined
    if (!(edge < Infinity) || slope > vanishing * edge) continue
    if (!isSingular && size * half > flatShare * edge) return undefined
    const { turns } = yield* windingAlong(plane, box)
    if (turns === undefined) continue
    const signs = yield* signsAround(plane, x, y, half, value)
    // All within rounding: a shelf.
    if (signs.level === directions) return undefined
    return kindBy(turns, signs)
  }
  if (size !== 0) return undefined
  const { up, down, level } = yield* signsAround(plane, x, y, squares[0]!, value)
  if (level > mostLevel * directions || (up > 0 && down > 0)) return undefined
  return { kind: up > 0 ? 'minimum' : 'maximum' }
}

function kindBy(turns: number, { up, down }: Signs): Degenerate | undefined {
  if (turns === 1) return up > 0 && down > 0 ? undefined : { kind: up > 0 ? 'minimum' : 'maximum', turns }
  if (turns === 0) return { kind: 'shoulder', turns }
  if (turns === -2) return { kind: 'monkey saddle', turns }
  return turns < 0 ? { kind: 'saddle', turns } : undefined
}

/** The greatest slope at eight places of a square. */
function* steepestOn(plane: ScaledPlane, x: number, y: number, half: number): Pieces<number> {
  let greatest = 0
  for (const u of [-half, 0, half]) {
    for (const v of [-half, 0, half]) {
      if (u === 0 && v === 0) continue
      const rest = plane.slopeAt(x + u * plane.lengths[0], y + v * plane.lengths[1])
      if (rest !== undefined) yield* rest
      // Takes NaN over.
      greatest = Math.max(greatest, plane.slope)
    }
  }
  return greatest
}

interface Signs {
  readonly up: number
  readonly down: number
  readonly level: number
}

/** On how many places of a square's edge the height is above, below and at `value`. */
function* signsAround(plane: ScaledPlane, x: number, y: number, half: number, value: number): Pieces<Signs> {
  const side = directions / 4
  let [up, down, level] = [0, 0, 0]
  for (let k = 0; k < directions; k++) {
    const along = (2 * (k % side) + 1) / side - 1
    const [u, v] = [
      [along, -1],
      [1, along],
      [-along, 1],
      [-1, -along],
    ][Math.floor(k / side)] as [number, number]
    const rest = plane.slopeAt(x + u * half * plane.lengths[0], y + v * half * plane.lengths[1])
    if (rest !== undefined) yield* rest
    const difference = plane.value - value
    if (difference > roundings * Math.abs(value)) up++
    else if (difference < -roundings * Math.abs(value)) down++
    else level++
  }
  return { up, down, level }
}

/** The class of a degenerate point; a shoulder has none of its own. */
export function classOfDegenerate({ kind }: Degenerate): RegionClass | undefined {
  switch (kind) {
    case 'minimum':
    case 'maximum':
    case 'saddle':
      return kind
    case 'monkey saddle':
      return 'saddle'
    case 'shoulder':
      return undefined
  }
}

export function evidenceOfDegenerate({ turns }: Degenerate): readonly Evidence[] {
  if (turns === undefined) return []
  const comparison = turns > 0 ? '>' : '<'
  return [{ label: 'turns of the gradient around the point', value: turns, threshold: 0, comparison, holds: true }]
}
