import type { Context2D } from '../markers'
import { clearOverlay } from '../overlay/draw-overlay'
import { strokeLine } from '../pointer/draped-line'
import { drawMotionArrows } from '../pointer/motion-arrows'
import type { StageContent, StageSize } from '../stage'
import { stageThemes } from '../theme'
import type { CurvePlot } from './curve-plot'

/** How far the tangent at the probe reaches to either side, as a part of the width. */
const tangentReach = 0.14
/** Pieces of a line that a scale of heights may bend. */
const pieces = 96

/**
 * What follows the pointer along a curve: a cross-hair, the tangent at the probe, and where it is held or asked for the
 * parabola that touches there, f + f' d + f'' d^2 / 2; at racers with momentum what moves them.
 */
export function drawCurvePointer(context: Context2D, content: StageContent, plot: CurvePlot, size: StageSize): void {
  clearOverlay(context)
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
  const { hover, probe, modelPatch, domain, theme } = content
  context.save()
  context.beginPath()
  context.rect(plot.left, plot.top, plot.width, plot.height)
  context.clip()
  const whole = domain.x[1] - domain.x[0]
  const expand = (x: number, slope: number, curvature: number, reach: number, dash: readonly number[]): void => {
    const base = plot.heightAt(x)
    if (base === undefined) return
    const points = Array.from({ length: pieces + 1 }, (_, k): readonly [number, number] => {
      const d = reach * ((2 * k) / pieces - 1)
      return [plot.toPx(x + d), plot.toPy(base + slope * d + (curvature / 2) * d * d)]
    }).filter(([, py]) => Number.isFinite(py))
    strokeLine(context, points, { color: '#ffffff', width: 1.6, dash })
  }
  drawCurveMotions(context, content, plot)
  if (probe !== undefined) {
    const [x] = probe.at
    expand(x, probe.gradient[0], 0, tangentReach * whole, [])
    if (probe.isHeld && modelPatch === undefined) expand(x, probe.gradient[0], probe.eigenvalues[0], whole, [6, 5])
  }
  if (modelPatch !== undefined) expand(modelPatch.at[0], modelPatch.gradient[0], modelPatch.hessian[0], whole, [6, 5])
  const place = hover && plot.project(hover[0])
  if (place !== undefined) {
    context.strokeStyle = stageThemes[theme].mutedText
    context.lineWidth = 1
    context.setLineDash([3, 4])
    context.beginPath()
    context.moveTo(place.px, plot.top + plot.height)
    context.lineTo(place.px, place.py)
    context.lineTo(plot.left, place.py)
    context.stroke()
    context.setLineDash([])
    dot(context, place.px, place.py)
  }
  const held = probe?.isHeld === true ? plot.project(probe.at[0]) : undefined
  if (held !== undefined) dot(context, held.px, held.py)
  context.restore()
}

/** What moves racers with momentum, along the curve. */
export function drawCurveMotions(context: Context2D, { motions, domain }: StageContent, plot: CurvePlot): void {
  drawMotionArrows(context, motions, domain, (x) => {
    const place = plot.project(x)
    return place && [place.px, place.py]
  })
}

function dot(context: Context2D, px: number, py: number): void {
  context.fillStyle = '#ffffff'
  context.strokeStyle = 'rgba(8, 11, 15, 0.85)'
  context.lineWidth = 1.2
  context.beginPath()
  context.arc(px, py, 3, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
}
