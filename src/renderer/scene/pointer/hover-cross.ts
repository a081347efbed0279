import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import { halfWidths } from '../stage-model'
import { casing, drapedLine, strokeLine, type PlaceOf } from './draped-line'

/** Its arms, as a part of the domain's half-widths. */
const arm = 0.07

/** A cross along x and y, as it lies on the surface. */
export function drawHoverCross(context: Context2D, at: readonly [number, number], domain: Domain, placeOf: PlaceOf) {
  const centre = placeOf(...at)
  if (centre === undefined) return
  const [halfX, halfY] = halfWidths(domain)
  for (const [dx, dy] of [
    [arm * halfX, 0],
    [-arm * halfX, 0],
    [0, arm * halfY],
    [0, -arm * halfY],
  ] as const) {
    strokeLine(context, drapedLine(at, [dx, dy], 6, placeOf), { color: '#ffffff', width: 1.4 })
  }
  context.fillStyle = '#ffffff'
  context.strokeStyle = casing
  context.lineWidth = 1.2
  context.beginPath()
  context.arc(...centre, 2.6, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
}
