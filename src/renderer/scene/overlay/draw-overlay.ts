import type { Context2D } from '../markers'
import type { StageModel } from '../stage-model'
import { drawAxes } from './axes'
import { Labels } from './labels'
import { drawLegend } from './legend'
import { drawModelPatch } from './model-patch'
import { drawPoints } from './points'

export function clearOverlay(context: Context2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
}

/** All text and markers of a frame. */
export function drawOverlay(context: Context2D, model: StageModel): void {
  const { width, height, pixelRatio } = model.size
  clearOverlay(context)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  const labels = new Labels(context, width, height)
  drawAxes(context, labels, model)
  if (model.surface === undefined) return
  if (model.content.modelPatch !== undefined) drawModelPatch(context, model, model.content.modelPatch)
  drawPoints(context, model)
  if (model.content.legend) drawLegend(context, model.scale, model.content, model.size)
}
