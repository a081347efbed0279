import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import { arrowHead, casing, drapedLine, lengthOnCanvas, type PlaceOf, strokeLine } from '../pointer/draped-line'
import type { ThrownStep } from '../stage'
import { labelFont } from './labels'

type Vector = readonly [x: number, y: number]

const pieces = 32
/** CSS pixels: a shorter arrow is drawn as long as this, so that its direction can be seen. */
const shortest = 18

/** A step at a cliff on the surface or on the map: its arrows from where it starts, and its numbered places. */
export function drawThrownStep(
  context: Context2D,
  { marks, from, arrows }: ThrownStep,
  domain: Domain,
  placeOf: PlaceOf,
  radius = 8.5,
): void {
  for (const { by, color } of arrows) {
    const points = arrowOnSurface(from, by, domain, placeOf)
    if (points.length < 2) continue
    strokeLine(context, points, { color, width: 2.4 }, arrowHead(points.at(-1)!, points.at(-2)!, 9))
  }
  const start = placeOf(...from)
  const discs: {
    readonly number: number
    readonly disc: Vector
    readonly place: Vector
    readonly isOutside: boolean
  }[] = []
  for (const { number, at } of marks) {
    const way: Vector = [at[0] - from[0], at[1] - from[1]]
    const part = partInside(from, way, domain)
    const place = part < 1 ? placeOf(...along(from, way, part)) : placeOf(...at)
    if (place === undefined) continue
    const taken = discs.map((each) => each.disc)
    discs.push({ number, disc: freePlace(place, taken, radius), place, isOutside: part < 1 })
  }
  for (const { disc, place } of discs)
    if (disc !== place) strokeLine(context, [disc, place], { color: '#ffffff', width: 1.4 })
  for (const { number, disc, isOutside } of discs)
    drawNumber(context, number, disc, radius, isOutside ? start : undefined)
}

/** Where a disc covers none that is drawn already: its place, or beside it. */
export function freePlace(place: Vector, taken: readonly Vector[], radius: number): Vector {
  const isFree = ([x, y]: Vector): boolean =>
    taken.every((other) => Math.hypot(x - other[0], y - other[1]) > 2 * radius)
  const beside = (k: number): Vector => [
    place[0] + 2.6 * radius * Math.cos((k * Math.PI) / 4),
    place[1] - 2.6 * radius * Math.sin((k * Math.PI) / 4),
  ]
  return [place, ...Array.from({ length: 8 }, (_, k) => beside(k))].find(isFree) ?? place
}

/**
 * An arrow as it lies on the surface, up to where it leaves the picture; one too short to be seen goes on straight, the
 * way that it sets out on the canvas.
 */
function arrowOnSurface(from: Vector, by: Vector, domain: Domain, placeOf: PlaceOf): Vector[] {
  const part = partInside(from, by, domain)
  const points = drapedLine(from, [part * by[0], part * by[1]], pieces, placeOf)
  const length = lengthOnCanvas(points)
  if (length >= shortest || !(length > 0)) return points
  const [[x, y], tip] = [points[0]!, points.at(-1)!]
  const run = Math.hypot(tip[0] - x, tip[1] - y)
  return [points[0]!, [x + (shortest * (tip[0] - x)) / run, y + (shortest * (tip[1] - y)) / run]]
}

/** How much of a displacement, 0 to 1, stays in the domain: just inside its edge where it leaves that. */
export function partInside([x, y]: Vector, [dx, dy]: Vector, domain: Domain): number {
  const along = (at: number, by: number, [min, max]: Domain['x']): number => {
    if (at + by >= min && at + by <= max) return 1
    const edge = by > 0 ? max : min
    return Math.max(0, (edge - at) / by) * (1 - 1e-9)
  }
  return Math.min(along(x, dx, domain.x), along(y, dy, domain.y))
}

function along([x, y]: Vector, [dx, dy]: Vector, part: number): Vector {
  return [x + part * dx, y + part * dy]
}

/** A number in a disc; one whose place is beyond the picture has a point that leads there, away from the start. */
function drawNumber(
  context: Context2D,
  number: number,
  [px, py]: Vector,
  radius: number,
  awayFrom: Vector | undefined,
): void {
  context.save()
  context.lineJoin = 'round'
  context.beginPath()
  context.arc(px, py, radius, 0, 2 * Math.PI)
  if (awayFrom !== undefined) {
    const run = Math.hypot(px - awayFrom[0], py - awayFrom[1]) || 1
    const [ux, uy] = [(px - awayFrom[0]) / run, (py - awayFrom[1]) / run]
    const [tip, base, half] = [radius + 9, radius + 2, 5]
    context.moveTo(px + tip * ux, py + tip * uy)
    context.lineTo(px + base * ux - half * uy, py + base * uy + half * ux)
    context.lineTo(px + base * ux + half * uy, py + base * uy - half * ux)
    context.closePath()
  }
  context.strokeStyle = casing
  context.lineWidth = 3
  context.stroke()
  context.fillStyle = '#ffffff'
  context.fill()
  context.font = labelFont({ size: 1.35 * radius, color: '', weight: 700 })
  context.textAlign = 'center'
  context.fillStyle = '#10151c'
  context.fillText(String(number), px, py + 0.48 * radius)
  context.restore()
}
