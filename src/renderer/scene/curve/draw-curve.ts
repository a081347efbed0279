import {
  type Context2D,
  drawCritical,
  drawHead,
  drawLandmark,
  drawStart,
  faintAlpha,
  faintFirst,
  lineDashes,
} from '../markers'
import { labelFont } from '../overlay/labels'
import { drawThrownStep } from '../overlay/thrown-step'
import { lastAtOrBefore, pointAt, trailStart } from '../path-segments'
import type { PathData, StageContent, StageSize, SurfaceGrid } from '../stage'
import { stageThemes } from '../theme'
import type { CurvePlot } from './curve-plot'

/** Of the point after a step, CSS pixels; and from one such point to the next at least, so that many are no blot. */
const dotRadius = 2.7
const dotDistance = 1.5

/** All of a frame of a curve but what follows the pointer. */
export function drawCurve(context: Context2D, content: StageContent, plot: CurvePlot, size: StageSize): void {
  const theme = stageThemes[content.theme]
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
  context.globalAlpha = 1
  context.fillStyle = theme.background
  context.fillRect(0, 0, size.width, size.height)
  drawAxes(context, content, plot)
  const { surface } = content
  if (surface === undefined) return
  context.save()
  context.beginPath()
  context.rect(plot.left, plot.top, plot.width, plot.height)
  context.clip()
  for (const { grid, color } of content.ghosts) strokeCurve(context, plot, grid, color, 1.4)
  strokeCurve(context, plot, surface, theme.text, 2.4)
  drawStems(context, content, plot)
  for (const path of faintFirst(content.paths)) if (path.visible) drawPath(context, path, content, plot)
  context.restore()
  drawMarks(context, content, plot)
}

function drawAxes(context: Context2D, content: StageContent, plot: CurvePlot): void {
  const theme = stageThemes[content.theme]
  const { left, top, width, height } = plot
  const [right, bottom] = [left + width, top + height]
  const line = (...[x0, y0, x1, y1]: readonly [number, number, number, number]): void => {
    context.moveTo(x0, y0)
    context.lineTo(x1, y1)
  }
  context.lineWidth = 1
  context.strokeStyle = theme.grid
  context.globalAlpha = theme.gridAlpha
  context.beginPath()
  for (const { unit } of plot.xTicks) line(left + unit * width, top, left + unit * width, bottom)
  for (const { unit } of plot.fTicks) line(left, plot.unitToPy(unit), right, plot.unitToPy(unit))
  context.stroke()
  context.strokeStyle = theme.line
  context.globalAlpha = theme.lineAlpha
  context.beginPath()
  line(left, top, left, bottom)
  line(left, bottom, right, bottom)
  context.stroke()
  context.globalAlpha = 1
  context.textBaseline = 'alphabetic'
  context.fillStyle = theme.mutedText
  context.font = labelFont({ size: 12, color: '' })
  context.textAlign = 'center'
  for (const { unit, label } of plot.xTicks) context.fillText(label, left + unit * width, bottom + 18)
  context.textAlign = 'right'
  for (const { unit, label } of plot.fTicks) context.fillText(label, left - 9, plot.unitToPy(unit) + 4)
  context.fillStyle = theme.text
  context.font = labelFont({ size: 14, color: '', italic: true, weight: 500 })
  context.textAlign = 'center'
  context.fillText('x', left + width / 2, bottom + 38)
  context.textAlign = 'left'
  context.fillText(plot.scale.title, left - 4, top - 10)
}

/** A curve whole, with breaks where it is not finite. */
function strokeCurve(context: Context2D, plot: CurvePlot, grid: SurfaceGrid, color: string, width: number): void {
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = color
  context.lineWidth = width
  context.beginPath()
  let isBroken = true
  for (const [px, py] of plot.points(grid)) {
    if (!Number.isFinite(py)) isBroken = true
    else if (isBroken) {
      context.moveTo(px, py)
      isBroken = false
    } else context.lineTo(px, py)
  }
  context.stroke()
}

/** From the line that is drawn to the true losses of a path, up to the playhead. */
function drawStems(context: Context2D, { stems, playhead }: StageContent, plot: CurvePlot): void {
  context.lineWidth = 1.2
  for (const { color, clock, points, loss } of stems) {
    context.strokeStyle = color
    context.beginPath()
    for (let k = 0; k < clock.length && clock[k]! <= playhead; k++) {
      const foot = plot.project(points[2 * k]!)
      const top = plot.toPy(loss[k]! - plot.scale.reference)
      if (foot === undefined || !Number.isFinite(top)) continue
      context.moveTo(foot.px, foot.py)
      context.lineTo(foot.px, top)
    }
    context.stroke()
  }
}

/** The points after each step up to the playhead as dots on the curve, each joined to the one before by a chord. */
function drawPath(context: Context2D, path: PathData, { playhead }: StageContent, plot: CurvePlot): void {
  const { clock, points, count, color } = path
  if (count === 0 || !(playhead >= clock[0]!)) return
  const last = lastAtOrBefore(clock, count, playhead)
  const strength = path.isFaint === true ? faintAlpha : 1
  const dots: (readonly [px: number, py: number])[] = []
  context.strokeStyle = color
  context.globalAlpha = 0.6 * strength
  context.lineWidth = path.isCompanion === true ? 1.1 : 1.6
  context.setLineDash(lineDashes[path.line ?? 'solid'])
  context.beginPath()
  let before: readonly [px: number, py: number] | undefined
  const goTo = (x: number): void => {
    const place = plot.project(x)
    if (place === undefined) before = undefined
    else if (before === undefined) context.moveTo(...(before = [place.px, place.py]))
    else if (Math.hypot(place.px - before[0], place.py - before[1]) >= dotDistance)
      context.lineTo(...(before = [place.px, place.py]))
    else return
    if (before !== undefined) dots.push(before)
  }
  for (let row = trailStart(path, playhead); row <= last; row++) goTo(points[2 * row]!)
  // The head has a marker of its own.
  const steps = dots.length
  const head = pointAt(path, playhead)
  if (head !== undefined) goTo(head[0])
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = strength
  context.fillStyle = color
  context.beginPath()
  // Without a marker it is no race's, and has no steps.
  const hasSteps = path.marker !== undefined && path.isCurve !== true
  for (const [px, py] of hasSteps ? dots.slice(0, steps) : []) {
    context.moveTo(px + dotRadius, py)
    context.arc(px, py, dotRadius, 0, 2 * Math.PI)
  }
  context.fill()
  context.globalAlpha = 1
}

function drawMarks(context: Context2D, content: StageContent, plot: CurvePlot): void {
  const at = (x: number, draw: (px: number, py: number) => void): void => {
    const place = plot.project(x)
    if (place !== undefined) draw(place.px, place.py)
  }
  for (const { at: place, kind } of content.criticalPoints)
    at(place[0], (px, py) => drawCritical(context, kind, px, py))
  for (const [x] of content.landmarks) at(x, (px, py) => drawLandmark(context, px, py))
  if (content.start !== undefined) at(content.start[0], (px, py) => drawStart(context, px, py))
  if (content.thrown !== undefined)
    drawThrownStep(context, content.thrown, content.domain, (x) => {
      const place = plot.project(x)
      return place && [place.px, place.py]
    })
  for (const path of faintFirst(content.paths)) {
    const head = path.visible ? pointAt(path, content.playhead) : undefined
    if (head === undefined) continue
    context.globalAlpha = path.isFaint === true ? faintAlpha : 1
    at(head[0], (px, py) => drawHead(context, path, px, py, 5.4))
    context.globalAlpha = 1
  }
}
