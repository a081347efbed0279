import type { Context2D } from '../markers'
import type { StageModel } from '../stage-model'
import { drawAxes } from './axes'
import { Labels } from './labels'
import { drawLegend } from './legend'
import { drawPathNames } from './path-names'
import { drawPoints } from './points'
import { drawThrownStep } from './thrown-step'

export function clearOverlay(context: Context2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
}

/** All text and markers of a frame but those that follow the pointer. */
export function drawOverlay(context: Context2D, model: StageModel): void {
  const { width, height, pixelRatio } = model.size
  clearOverlay(context)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  const labels = new Labels(context, width, height)
  drawAxes(context, labels, model)
  if (model.surface === undefined) return
  drawPoints(context, model)
  const { thrown, domain } = model.content
  if (thrown !== undefined)
    drawThrownStep(context, thrown, domain, (x, y) => {
      const place = model.project(x, y)
      return place && [place.px, place.py]
    })
  drawPathNames(labels, model)
  if (model.content.legend) drawLegend(context, model.scale, model.content, model.size)
}
