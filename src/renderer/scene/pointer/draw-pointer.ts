import type { Context2D } from '../markers'
import { clearOverlay } from '../overlay/draw-overlay'
import type { StageModel } from '../stage-model'
import { drawModelPatch } from './model-patch'
import { drawMotionArrows } from './motion-arrows'
import { drawPointerMarks } from './pointer-marks'

/** What moves racers with momentum, on the overlay that has just been drawn. */
export function drawMotions(context: Context2D, model: StageModel): void {
  const { motions, domain } = model.content
  if (model.surface === undefined) return
  drawMotionArrows(context, motions, domain, (x, y) => {
    const place = model.project(x, y)
    return place && [place.px, place.py]
  })
}

/**
 * All that follows the pointer and the probe on the stage: a layer of its own, so that it is drawn without the rest.
 */
export function drawPointer(context: Context2D, model: StageModel): void {
  clearOverlay(context)
  if (model.surface === undefined) return
  const { content, size } = model
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
  if (content.modelPatch !== undefined) drawModelPatch(context, model, content.modelPatch)
  drawPointerMarks(context, content, content, (x, y) => {
    const place = model.project(x, y)
    return place && [place.px, place.py]
  })
}
