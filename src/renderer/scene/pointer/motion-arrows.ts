import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import { labelFont } from '../overlay/labels'
import type { MotionMark } from '../stage'
import { halfWidths } from '../stage-model'
import { arrowHead, casing, drapedLine, lengthOnCanvas, strokeLine, type PlaceOf } from './draped-line'

/** What moves a racer with momentum, as its arrows and the list of their lengths name and colour it. */
export const motionParts = [
  { part: 'velocity', name: 'velocity', short: 'v', color: '#8ce99a' },
  { part: 'force', name: 'force', short: 'f', color: '#ff922b' },
  { part: 'drag', name: 'drag', short: 'd', color: '#66d9e8' },
] as const satisfies readonly {
  readonly part: keyof MotionMark
  readonly name: string
  readonly short: string
  readonly color: string
}[]

/** The longest arrow of all, as a part of the domain's half-width. */
const longest = 0.36
/** CSS pixels: what is shorter has no direction that could be seen, and what is not longer has no name at its tip. */
const [shortest, named] = [5, 18]

/**
 * By how much displacements are drawn longer, all alike, so that the longest is seen: steps are short. 0 where nothing
 * moves.
 */
export function motionScale(motions: readonly MotionMark[], domain: Domain): number {
  const [halfX, halfY] = halfWidths(domain)
  const lengths = motions.flatMap((mark) =>
    motionParts.map(({ part }) => Math.hypot(mark[part][0] / halfX, mark[part][1] / halfY)),
  )
  const most = Math.max(0, ...lengths.filter(Number.isFinite))
  return most > 0 ? longest / most : 0
}

/** Velocity, force and drag at each racer's head, to one scale. */
export function drawMotionArrows(
  context: Context2D,
  motions: readonly MotionMark[],
  domain: Domain,
  placeOf: PlaceOf,
): void {
  const scale = motionScale(motions, domain)
  if (scale === 0) return
  for (const mark of motions) {
    const arrows = motionParts.flatMap(({ part, short, color }) => {
      const [dx, dy] = mark[part]
      const points = drapedLine(mark.at, [dx * scale, dy * scale], 12, placeOf)
      const length = lengthOnCanvas(points)
      return length >= shortest ? [{ points, length, short, color }] : []
    })
    // The shorter above the longer: along a line all of them are seen.
    for (const { points, length, short, color } of arrows.sort((a, b) => b.length - a.length)) {
      strokeLine(context, points, { color, width: 2.2 }, arrowHead(points.at(-1)!, points.at(-2)!))
      if (length > named) drawName(context, points, short, color)
    }
  }
}

/** Beyond the tip of an arrow. */
function drawName(
  context: Context2D,
  points: readonly (readonly [number, number])[],
  name: string,
  color: string,
): void {
  const [first, tip] = [points[0]!, points.at(-1)!]
  const run = Math.hypot(tip[0] - first[0], tip[1] - first[1]) || 1
  const [x, y] = [tip[0] + ((tip[0] - first[0]) / run) * 10, tip[1] + ((tip[1] - first[1]) / run) * 10 + 4]
  context.save()
  context.font = labelFont({ size: 11.5, color: '', weight: 600 })
  context.textAlign = 'center'
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = casing
  context.fillStyle = color
  context.strokeText(name, x, y)
  context.fillText(name, x, y)
  context.restore()
}
