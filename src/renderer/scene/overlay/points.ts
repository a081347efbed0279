import { type Context2D, drawCritical, drawHead, drawLandmark, drawStart, faintAlpha, faintFirst } from '../markers'
import { pointAt } from '../path-segments'
import type { StageModel } from '../stage-model'
import { projectPoint } from '../view'

/** How strongly a marker behind the surface shows. */
const hiddenAlpha = 0.42

/** Start, known points and racers' heads, at their projected places on the surface. */
export function drawPoints(context: Context2D, model: StageModel): void {
  const { content, size } = model
  for (const { at, kind } of content.criticalPoints) {
    atPoint(context, model, ...at, (px, py) => drawCritical(context, kind, px, py))
  }
  for (const [x, y] of content.landmarks) atPoint(context, model, x, y, (px, py) => drawLandmark(context, px, py))
  if (content.start !== undefined) {
    atPoint(context, model, ...content.start, (px, py) => drawStart(context, px, py))
  }
  const radius = size.width < 560 ? 4.2 : 5.4
  for (const path of faintFirst(content.paths)) {
    const head = path.visible ? pointAt(path, content.playhead) : undefined
    if (head === undefined || path.marker === undefined) continue
    const place = model.place(...head)
    if (place === undefined) continue
    const { px, py } = projectPoint(model.view, place)
    if (path.isFaint) context.globalAlpha = faintAlpha
    drawHead(context, path, px, py, radius, model.isHidden(place))
    context.globalAlpha = 1
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
