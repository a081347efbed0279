import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import type { ProbeMark } from '../stage'
import { halfWidths } from '../stage-model'
import { arrowHead, drapedLine, lengthOnCanvas, strokeLine, type PlaceOf } from './draped-line'

/** Half of one eigenvector's line: the way from the probed point outwards. */
export interface CurvatureArm {
  readonly sign: 'up' | 'down'
  /** In the plane. */
  readonly reach: readonly [number, number]
}

const armColors = { up: '#ff9f5a', down: '#5ab8ff' } as const
/** The longest arm, as a part of the domain's half-width. */
const longest = 0.24
const pieces = 12
/** CSS pixels: a shorter arm is a line without a head. */
const headed = 14

/**
 * The arms of a probe's curvature, two along each eigenvector. They are to each other as the square roots of the
 * eigenvalues: ten to one where the surface curves a hundred times more. A direction that is flat has none.
 */
export function curvatureArms(
  { eigenvalues, eigenvectors }: Pick<ProbeMark, 'eigenvalues' | 'eigenvectors'>,
  domain: Domain,
): CurvatureArm[] {
  const largest = Math.max(...eigenvalues.map(Math.abs))
  const [halfX, halfY] = halfWidths(domain)
  return eigenvectors.flatMap(([vx, vy], k) => {
    const value = eigenvalues[k]!
    if (![vx, vy, value].every(Number.isFinite) || Math.abs(value) <= 1e-12 * largest) return []
    // equal lengths on screen, seen from above, whatever the domain's sides
    const scale = (longest * Math.sqrt(Math.abs(value) / largest)) / Math.hypot(vx / halfX, vy / halfY)
    return [1, -1].map((direction) => ({
      sign: value > 0 ? ('up' as const) : ('down' as const),
      reach: [direction * scale * vx, direction * scale * vy] as const,
    }))
  })
}

/** The arms, with heads that show where descent goes: inwards where the surface curves up, outwards where down. */
export function drawCurvatureArrows(context: Context2D, probe: ProbeMark, domain: Domain, placeOf: PlaceOf): void {
  for (const { sign, reach } of curvatureArms(probe, domain)) {
    const points = drapedLine(probe.at, reach, pieces, placeOf)
    if (points.length < 3) continue
    const last = points.length - 1
    const middle = Math.ceil(last / 2)
    const head =
      lengthOnCanvas(points) < headed
        ? []
        : sign === 'down'
          ? arrowHead(points[last]!, points[last - 2]!)
          : arrowHead(points[middle]!, points[middle + 1]!)
    strokeLine(context, points, { color: armColors[sign], width: 2.4 }, head)
  }
}
