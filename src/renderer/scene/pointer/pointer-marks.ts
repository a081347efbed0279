import type { Domain } from '../../../core/domain'
import type { Context2D } from '../markers'
import type { PointerContent, SurfaceGrid } from '../stage'
import { drawCurvatureArrows } from './curvature-arrows'
import { drawCurvatureEllipse } from './curvature-ellipse'
import type { PlaceOf } from './draped-line'
import { drawGradientArrow } from './gradient-arrow'
import { drawHoverCross } from './hover-cross'
import { drawMotionArrows } from './motion-arrows'

/**
 * What follows the pointer and the probe, on the surface or on the map: a cross under the pointer, the gradient's
 * arrow; at a probe that is held its curvature too; at racers with momentum what moves them.
 */
export function drawPointerMarks(
  context: Context2D,
  { hover, probe, motions }: PointerContent,
  { domain, surface }: { readonly domain: Domain; readonly surface: SurfaceGrid | undefined },
  placeOf: PlaceOf,
): void {
  drawMotionArrows(context, motions, domain, placeOf)
  if (probe !== undefined && surface !== undefined) {
    if (probe.isHeld) {
      drawCurvatureEllipse(context, probe, domain, placeOf)
      drawCurvatureArrows(context, probe, domain, placeOf)
    }
    drawGradientArrow(context, probe, domain, surface.span, placeOf)
    if (probe.isHeld) drawHoverCross(context, probe.at, domain, placeOf)
  }
  if (hover !== undefined) drawHoverCross(context, hover, domain, placeOf)
}
