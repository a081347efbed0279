import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import { labelFont } from '../overlay/labels'
import type { ProbeMark } from '../stage'
import { halfWidths } from '../stage-model'
import { arrowHead, casing, drapedLine, lengthOnCanvas, strokeLine, type PlaceOf } from './draped-line'

const color = '#ffe066'
/** The longest arrow, as a part of the domain's half-width: that of a slope of the whole range a half-width. */
const longest = 0.3
/** CSS pixels: what is shorter has no direction that could be seen. */
const shortest = 5

/**
 * The displacement that stands for the gradient: along it, and the longer the steeper, by the square root of how many
 * ranges of height the surface rises over a half-width; undefined where there is no slope.
 */
export function gradientReach(
  { gradient: [gx, gy] }: Pick<ProbeMark, 'gradient'>,
  domain: Domain,
  span: number,
): readonly [number, number] | undefined {
  const [halfX, halfY] = halfWidths(domain)
  const steepness = Math.hypot(gx * halfX, gy * halfY) / span
  if (!(steepness > 0) || !Number.isFinite(steepness)) return undefined
  const scale = (longest * Math.sqrt(Math.min(1, steepness))) / Math.hypot(gx / halfX, gy / halfY)
  return Number.isFinite(scale) ? [gx * scale, gy * scale] : undefined
}

/** The gradient at the probe: uphill, named at its tip. */
export function drawGradientArrow(
  context: Context2D,
  probe: ProbeMark,
  domain: Domain,
  span: number,
  placeOf: PlaceOf,
): void {
  const reach = gradientReach(probe, domain, span)
  const points = reach === undefined ? [] : drapedLine(probe.at, reach, 12, placeOf)
  if (lengthOnCanvas(points) < shortest) return
  const tip = points.at(-1)!
  strokeLine(context, points, { color, width: 2.2 }, arrowHead(tip, points.at(-2)!))
  context.save()
  context.font = labelFont({ size: 11.5, color: '', weight: 600 })
  context.textAlign = 'center'
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = casing
  context.fillStyle = color
  const first = points[0]!
  const run = Math.hypot(tip[0] - first[0], tip[1] - first[1]) || 1
  const [x, y] = [tip[0] + ((tip[0] - first[0]) / run) * 12, tip[1] + ((tip[1] - first[1]) / run) * 12 + 4]
  context.strokeText('∇f', x, y)
  context.fillText('∇f', x, y)
  context.restore()
}
