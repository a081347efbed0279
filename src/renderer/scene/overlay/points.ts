import { type Context2D, drawCritical, faintAlpha, drawLandmark, drawMarker, drawStart } from '../markers'
import { pointAt } from '../path-segments'
import type { ProbeMark } from '../stage'
import type { StageModel } from '../stage-model'
import { projectPoint } from '../view'
import { type CrossArm, drawArm, probeArms } from './probe-cross'

/** How strongly a marker behind the surface shows. */
const hiddenAlpha = 0.42

/** Start, known points, probe cross and racers' heads, at their projected places on the surface. */
export function drawPoints(context: Context2D, model: StageModel): void {
  const { content, size } = model
  for (const { at, kind } of content.criticalPoints) {
    atPoint(context, model, ...at, (px, py) => drawCritical(context, kind, px, py))
  }
  for (const [x, y] of content.landmarks) atPoint(context, model, x, y, (px, py) => drawLandmark(context, px, py))
  if (content.start !== undefined) {
    atPoint(context, model, ...content.start, (px, py) => drawStart(context, px, py))
  }
  if (content.probe !== undefined) drawProbe(context, model, content.probe)
  const radius = size.width < 560 ? 4.2 : 5.4
  for (const path of content.paths) {
    const head = path.visible ? pointAt(path, content.playhead) : undefined
    if (head === undefined) continue
    atPoint(context, model, ...head, (px, py) => {
      if (path.isFaint) context.globalAlpha *= faintAlpha
      drawMarker(context, path.marker, px, py, radius, path.color)
    })
  }
}

function atPoint(
  context: Context2D,
  model: StageModel,
  x: number,
  y: number,
  draw: (px: number, py: number) => void,
): void {
  const place = model.place(x, y)
  if (place === undefined) return
  const { px, py } = projectPoint(model.view, place)
  context.globalAlpha = model.isHidden(place) ? hiddenAlpha : 1
  draw(px, py)
  context.globalAlpha = 1
}

function drawProbe(context: Context2D, model: StageModel, probe: ProbeMark): void {
  const centre = model.place(...probe.at)
  if (centre === undefined) return
  context.globalAlpha = model.isHidden(centre) ? hiddenAlpha : 1
  for (const arm of probeArms(probe, model.content.domain)) drawArm(context, projectArm(model, arm), arm.sign)
  const { px, py } = projectPoint(model.view, centre)
  context.fillStyle = '#ffffff'
  context.strokeStyle = 'rgba(8, 11, 15, 0.85)'
  context.lineWidth = 1.5
  context.beginPath()
  context.arc(px, py, 3.2, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
  context.globalAlpha = 1
}

/** An arm draped on the surface, from the centre outwards, up to where it leaves the surface. */
function projectArm(model: StageModel, arm: CrossArm): [number, number][] {
  const points: [number, number][] = []
  for (const [x, y] of arm.points) {
    const projected = model.project(x, y)
    if (projected === undefined) break
    points.push([projected.px, projected.py])
  }
  return points
}
