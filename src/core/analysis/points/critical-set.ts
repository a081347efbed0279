import type { CriticalKind } from '../../definitions/landscape'
import type { Pieces } from '../../pieces'
import type { Box } from './box'
import { boxAlone, isStationary, kindOf } from './critical-kind'
import { type CriticalPlace, newtonToCritical } from './critical-newton'
import type { GradientEnclosure } from './gradient-enclosure'
import { PlaceIndex } from './place-index'
import type { ScaledPlane } from './scaled-plane'

/** A critical point as the search knows it. */
export interface CriticalPoint extends CriticalPlace {
  readonly kind: CriticalKind
  /** Around the point, without any other critical point, as interval arithmetic has proven; absent where it cannot. */
  readonly alone?: Box
  /** Kept for a whole curve or region of critical points. */
  readonly isSample: boolean
}

/** What a start led to: a place in `points`. */
export interface Reached {
  readonly place: number
  readonly isNew: boolean
}

/** Two places this near, in half-widths, are one, */
const samePlace = 1e-9
/** and two degenerate ones, whose places are known less well; */
const sameDegenerate = 1e-3
/** of a curve of critical points one is kept in this distance. */
const sampleDistance = 0.25
/** How far a curve is followed to know it as one. */
const curveStep = 0.01

/**
 * The critical points found so far, each once. A degenerate point beside which Newton's method ends at others is one of
 * a curve or a region of critical points, of which only a sample is kept.
 */
export class CriticalSet {
  readonly points: CriticalPoint[] = []
  /** Starts followed so far. */
  searches = 0
  private readonly samples: number[] = []
  private readonly index: PlaceIndex

  constructor(
    private readonly plane: ScaledPlane,
    private readonly enclosure: GradientEnclosure | undefined,
  ) {
    this.index = new PlaceIndex(plane)
  }

  get hasSamples(): boolean {
    return this.samples.length > 0
  }

  /** Follows a start to a critical point within `reach` half-widths. Absent where it leads to none. */
  *search(x: number, y: number, reach?: number): Pieces<Reached | undefined> {
    const { plane, enclosure } = this
    this.searches++
    const found = yield* newtonToCritical(plane, x, y, reach)
    if (found === undefined) return undefined
    const known = this.index.near(found.at, samePlace + 20 * found.uncertainty)
    if (known !== undefined) return { place: known, isNew: false }
    const alone = enclosure && (yield* boxAlone(plane, found, enclosure))
    if (alone === undefined && !(yield* isStationary(plane, found.at))) return undefined
    const kind = yield* kindOf(plane, found, alone !== undefined)
    if (kind !== 'degenerate') return this.keep({ ...found, kind, ...(alone && { alone }), isSample: false })
    const isDegenerate = (place: number): boolean => this.points[place]!.kind === 'degenerate'
    const same = this.index.near(found.at, sameDegenerate, isDegenerate) ?? this.sampleNear(found)
    if (same !== undefined) return { place: same, isNew: false }
    return this.keep({ ...found, kind, isSample: yield* this.continues(found) })
  }

  private keep(point: CriticalPoint): Reached {
    const place = this.points.push(point) - 1
    if (point.isSample) this.samples.push(place)
    this.index.add(point.at, place)
    return { place, isNew: !point.isSample }
  }

  private sampleNear(point: CriticalPlace): number | undefined {
    return this.samples.find((place) => this.plane.distance(this.points[place]!.at, point.at) < sampleDistance)
  }

  /**
   * Whether critical points go on beside a degenerate one: a start beside it, along the least curved direction, ends
   * where it stood.
   */
  private *continues({ at: [x, y] }: CriticalPlace): Pieces<boolean> {
    const { plane } = this
    const rest = plane.curveAt(x, y)
    if (rest !== undefined) yield* rest
    const [low, high] = plane.curvatures as unknown as readonly [number, number]
    const [du, dv] = Math.abs(low) < Math.abs(high) ? plane.directions : plane.directions.subarray(2)
    for (const way of [curveStep, -curveStep]) {
      const beside = [x + way * du! * plane.lengths[0], y + way * dv! * plane.lengths[1]] as const
      if (!plane.holds(...beside)) continue
      const rest = plane.slopeAt(...beside)
      if (rest !== undefined) yield* rest
      const found = plane.slope === 0 ? beside : (yield* newtonToCritical(plane, ...beside))?.at
      if (found === undefined || plane.distance(found, beside) >= curveStep / 4) continue
      if (yield* isStationary(plane, found)) return true
    }
    return false
  }
}
