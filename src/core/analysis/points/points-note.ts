import type { Pieces } from '../../pieces'
import { type Box, holds, middle, overlaps } from './box'
import type { CriticalSet } from './critical-set'
import type { Exclusion } from './exclusion'
import type { GradientEnclosure } from './gradient-enclosure'
import type { SearchLimits } from './multistart'
import type { ScaledPlane } from './scaled-plane'
import { type Winding, windingAlong } from './winding'

/** All that a search for critical points has come to. */
export interface SearchOutcome {
  readonly plane: ScaledPlane
  readonly set: CriticalSet
  readonly enclosure: GradientEnclosure | undefined
  /** Absent where no proof was tried. */
  readonly exclusion: Exclusion | undefined
  readonly boundary: Winding
  readonly windingFound: number
  /** The part of the domain where the landscape is level to rounding. */
  readonly flat: number
  readonly limits: SearchLimits
}

/** Places that a note names. */
const mostNamed = 3
/** Undecided boxes this near to each other, in half-widths, are one place. */
const onePlace = 1e-6
/** Beyond this number undecided boxes are counted and not told apart. */
const mostTold = 1000

/** Whether the points found are proven to be all, and a line that says how, or why not. */
export function* pointsNote(outcome: SearchOutcome): Pieces<{ readonly complete: boolean; readonly note: string }> {
  const { exclusion, set, flat, limits } = outcome
  const complete = exclusion !== undefined && !exclusion.exhausted && exclusion.undecided.length === 0
  const parts = [
    complete
      ? `complete: interval arithmetic has excluded every other place, in ${exclusion.boxes} boxes`
      : `not proven complete: ${doubt(outcome)}`,
    ...(!complete && set.searches >= limits.starts ? [`the search stopped after ${limits.starts} starts`] : []),
    ...(set.hasSamples ? ['critical points form curves or regions, of which only a sample is listed'] : []),
    ...(yield* turnsRemark(outcome)),
    ...(flat > 0
      ? [`the landscape is level to rounding in about ${Math.max(1, Math.floor(100 * flat))} % of the domain`]
      : []),
  ]
  return { complete, note: parts.join('; ') }
}

/** Why completeness is not proven. */
function doubt({ enclosure, exclusion, set, plane, limits }: SearchOutcome): string {
  if (enclosure === undefined) return 'interval arithmetic needs a formula'
  if (exclusion === undefined) return `the search stopped at ${limits.points} points`
  const { undecided, boxes, exhausted, kinkDistance } = exclusion
  if (exhausted || undecided.length > mostTold) {
    if (kinkDistance !== undefined) {
      return `the landscape has kinks; what is further than ${Number(kinkDistance.toPrecision(1))} half-widths from them has been excluded`
    }
    return `${undecided.length} boxes were still undecided when ${boxes} had been examined`
  }
  const places = clusters(undecided, plane).map((cluster) => {
    const known = set.points.find(({ at }) => holds(cluster, at))
    return known === undefined
      ? `near ${placeText(middle(cluster), plane)}, where it may have a kink or a pole`
      : `at the ${known.kind === 'degenerate' ? 'degenerate point' : known.kind} ${placeText(known.at, plane)}`
  })
  return `intervals cannot tell how the landscape is ${listed(places)}`
}

/** What the gradient's turns along the boundary say about the points. */
function* turnsRemark({
  boundary,
  windingFound,
  exclusion,
  plane,
  set,
  enclosure,
}: SearchOutcome): Pieces<readonly string[]> {
  if (boundary.turns === undefined) {
    return [
      `the gradient's turns along the boundary are not counted: near ${placeText(boundary.undecidedAt, plane)} it vanishes, breaks or turns too fast`,
    ]
  }
  if (boundary.turns === windingFound) return []
  const undecided = exclusion === undefined || exclusion.exhausted ? [] : exclusion.undecided.slice(0, mostTold)
  const others: string[] = []
  for (const cluster of clusters(undecided, plane)) {
    if (set.points.some(({ at }) => holds(cluster, at))) continue
    const { turns } = yield* windingAlong(plane, cluster, enclosure)
    if (turns !== undefined && turns !== 0) others.push(`${turns} around ${placeText(middle(cluster), plane)}`)
  }
  const rest = others.length === 0 ? '' : ` and ${listed(others)}`
  return [
    `the gradient turns ${times(boundary.turns)} along the boundary, ${times(windingFound)} around the points listed${rest}`,
  ]
}

/** Boxes gathered where they lie together, each gathering with some room around it. */
function clusters(boxes: readonly Box[], { lengths }: ScaledPlane): readonly Box[] {
  const gathered: Box[] = []
  for (const box of boxes) {
    let hull: Box = {
      x0: box.x0 - onePlace * lengths[0],
      x1: box.x1 + onePlace * lengths[0],
      y0: box.y0 - onePlace * lengths[1],
      y1: box.y1 + onePlace * lengths[1],
    }
    for (let k = gathered.length - 1; k >= 0; k--) {
      const other = gathered[k]!
      if (!overlaps(other, hull)) continue
      hull = {
        x0: Math.min(hull.x0, other.x0),
        x1: Math.max(hull.x1, other.x1),
        y0: Math.min(hull.y0, other.y0),
        y1: Math.max(hull.y1, other.y1),
      }
      gathered.splice(k, 1)
    }
    gathered.push(hull)
  }
  return gathered
}

function listed(texts: readonly string[]): string {
  const rest = texts.length - mostNamed
  return texts.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and at ${rest} more places` : '')
}

function times(turns: number): string {
  return Math.abs(turns) === 1 ? `${turns} time` : `${turns} times`
}

/** A place in short; what is within the undecided boxes of an axis is on it. */
function placeText(at: readonly [number, number], { lengths }: ScaledPlane): string {
  const short = (coordinate: number, length: number): string =>
    String(Math.abs(coordinate) < onePlace * length ? 0 : Number(coordinate.toPrecision(4)))
  return `(${short(at[0], lengths[0])}, ${short(at[1], lengths[1])})`
}
