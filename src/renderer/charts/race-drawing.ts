import { errorOfFit } from '../../core/analysis/rates/rate-fit'
import { rateLineNumber, rateLineText } from '../playback/rate-text'
import { type Context2D, faintAlpha, lineDashes } from '../scene/markers'
import { bandOutline } from './race-bands'
import type { RaceCurve } from './race-content'
import type { PlottedSide, RacePlot } from './race-plot'
import type { RowSeries } from './row-series'

export interface ChartInk {
  readonly font: string
  readonly text: string
  /** What the chart is drawn on. */
  readonly ground: string
  readonly grid: string
  readonly gridAlpha: number
}

/** Of the second axis, whose lines are thinner too: the racers keep their colours. */
export const secondDash: readonly number[] = [1.5, 3]
const secondAlpha = 0.75
/** Of what lies behind a running mean. */
const rawAlpha = 0.25

/** Lines and labels at the values of the first axis, labels alone at those of the second. */
export function drawValueGrid(
  context: Context2D,
  { box: { left, width }, sides }: RacePlot,
  ink: ChartInk,
  label: (value: number) => string,
): void {
  sides.forEach(({ y, ticks }, side) => {
    takeGridInk(context, ink, side === 0 ? 'right' : 'left')
    for (const value of ticks) {
      const py = y(value)
      context.globalAlpha = ink.gridAlpha
      if (side === 0) drawLine(context, left, py, left + width, py)
      else drawLine(context, left + width, py, left + width + 3, py)
      context.globalAlpha = 1
      context.fillText(label(value), side === 0 ? left - 6 : left + width + 6, py + 4)
    }
  })
}

/** How far a label may reach beyond the chart, CSS pixels. */
const edge = 12

/** Lines and labels at the clocks. */
export function drawClockGrid(
  context: Context2D,
  { box: { left, top, width, height }, x, clockTicks: ticks }: RacePlot,
  ink: ChartInk,
  label: (clock: number) => string,
): void {
  takeGridInk(context, ink, 'center')
  for (const clock of ticks) {
    const px = x(clock)
    context.globalAlpha = ink.gridAlpha
    drawLine(context, px, top, px, top + height)
    context.globalAlpha = 1
    const text = label(clock)
    const last = left + width + edge - context.measureText(text).width / 2
    context.fillText(text, Math.min(px, last), top + height + 15)
  }
}

function takeGridInk(context: Context2D, ink: ChartInk, textAlign: CanvasTextAlign): void {
  context.font = ink.font
  context.fillStyle = ink.text
  context.textAlign = textAlign
  context.lineWidth = 1
  context.strokeStyle = ink.grid
}

/**
 * Bands, curves and marks of both axes, as far as a playhead: the second axis behind the first, what the batches gave
 * behind the curves.
 */
export function drawRace(context: Context2D, plot: RacePlot, until: number, lineWidth: number): void {
  for (const [side, plotted] of [...plot.sides.entries()].reverse()) {
    const isSecond = side > 0
    drawBands(context, plot, plotted, until)
    for (const curve of plotted.curves) drawBatches(context, plot, plotted, curve, until)
    for (const curve of plotted.curves) {
      if (curve.raw === undefined) continue
      takeCurveInk(context, curve, isSecond, Math.max(1, lineWidth - 0.75))
      context.globalAlpha *= rawAlpha
      drawSeries(context, plot, plotted, curve.raw, until)
    }
    for (const curve of plotted.curves) {
      takeCurveInk(context, curve, isSecond, isSecond ? lineWidth - 0.25 : lineWidth)
      drawSeries(context, plot, plotted, curve, until)
    }
    context.setLineDash([])
    context.globalAlpha = 1
    for (const curve of plotted.curves) {
      drawLost(context, plot, plotted, curve, until)
      if (!isSecond) drawRestored(context, plot, plotted, curve, until)
    }
  }
}

/** Where stop rules would have ended racers, as far as a playhead: a line of each, and which rule it is beside it. */
export function drawStops(context: Context2D, plot: RacePlot, ink: ChartInk, until: number): void {
  const { box, x, stops = [] } = plot
  context.font = ink.font
  for (const { color, isFaint, label, x: clock, at } of stops) {
    if (at > until) continue
    const px = x(clock)
    const isLeft = px + context.measureText(label).width + 8 > box.left + box.width
    context.globalAlpha = isFaint ? faintAlpha : 1
    context.lineWidth = 1.25
    context.strokeStyle = color
    context.setLineDash([4, 3])
    drawLine(context, px, box.top, px, box.top + box.height)
    context.setLineDash([])
    context.textAlign = isLeft ? 'right' : 'left'
    drawOutlined(context, label, px + (isLeft ? -4 : 4), box.top + 9, ink)
  }
  context.globalAlpha = 1
}

/** Text on what may run below it. */
function drawOutlined(
  context: Context2D,
  text: string,
  px: number,
  py: number,
  { text: color, ground }: ChartInk,
): void {
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = ground
  context.strokeText(text, px, py)
  context.fillStyle = color
  context.fillText(text, px, py)
}

/** Points of a fitted line: it is bent where one scale is linear. */
const linePoints = 64
/** Between two names of what is fitted. */
const fitSpacing = 15

/** The range over which laws are fitted, shaded, their lines over it, and what they come to in the upper corner. */
export function drawFits(context: Context2D, plot: RacePlot, ink: ChartInk): void {
  const { fitted, box, x, isLog = false, against } = plot
  const [side] = plot.sides
  if (fitted === undefined || side === undefined) return
  const [left, right] = fitted.range.map(x) as [number, number]
  context.fillStyle = ink.text
  context.globalAlpha = 0.13
  context.fillRect(left, box.top, right - left, box.height)
  context.globalAlpha = 1
  context.lineWidth = 1.5
  context.setLineDash([6, 3])
  for (const { color, line } of fitted.fits) {
    context.strokeStyle = color
    context.beginPath()
    for (let k = 0; k <= linePoints; k++) {
      const share = k / linePoints
      const { from, to } = line
      const clock = isLog ? from * (to / from) ** share : from + share * (to - from)
      context.lineTo(x(clock), side.y(errorOfFit(line, clock, Math)))
    }
    context.stroke()
  }
  context.setLineDash([])
  context.font = ink.font
  context.textAlign = 'right'
  fitted.fits.forEach(({ id, color, line }, k) => {
    // Beside names there is room for the numbers alone, which the note says in words.
    const text = fitted.fits.length > 1 ? `${id}  ${rateLineNumber(line)}` : rateLineText(line, against)
    const [end, y] = [box.left + box.width - 6, box.top + 12 + k * fitSpacing]
    const start = end - context.measureText(text).width
    context.fillStyle = ink.ground
    context.globalAlpha = 0.8
    context.fillRect(start - 24, y - 10.5, end - start + 27, fitSpacing - 1)
    context.globalAlpha = 1
    context.fillStyle = ink.text
    context.fillText(text, end, y)
    context.strokeStyle = color
    context.lineWidth = 2
    drawLine(context, start - 20, y - 4, start - 6, y - 4)
  })
}

/** A dot at the place of each racer at a playhead that counts by another clock than the chart. */
export function drawHeads(context: Context2D, plot: RacePlot, playhead: number): void {
  for (const plotted of plot.sides.slice(0, 1))
    for (const curve of plotted.curves) {
      const last = lastReached(curve, playhead)
      if (last < 0) continue
      context.fillStyle = curve.color
      context.globalAlpha = curve.isFaint ? faintAlpha : 1
      context.beginPath()
      context.arc(plot.x(curve.x[last]!), plotted.y(curve.y[last]!), 3.5, 0, 2 * Math.PI)
      context.fill()
    }
  context.globalAlpha = 1
}

/** The last of a curve's points that a playhead has reached; -1 before the first. */
function lastReached({ at }: RowSeries, playhead: number): number {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle]! <= playhead) low = middle + 1
    else high = middle
  }
  return low - 1
}

function takeCurveInk(context: Context2D, { color, line, isFaint }: RaceCurve, isSecond: boolean, width: number): void {
  context.lineJoin = 'round'
  context.lineWidth = width
  context.strokeStyle = color
  context.globalAlpha = isFaint ? faintAlpha : isSecond ? secondAlpha : 1
  context.setLineDash(isSecond ? secondDash : lineDashes[line ?? 'solid'])
}

function drawSeries(context: Context2D, { x }: RacePlot, { y }: PlottedSide, series: RowSeries, until: number): void {
  context.beginPath()
  for (let i = 0; i < series.x.length && series.at[i]! <= until; i++) context.lineTo(x(series.x[i]!), y(series.y[i]!))
  context.stroke()
}

function drawBatches(
  context: Context2D,
  { x }: RacePlot,
  { y }: PlottedSide,
  { batches, color, isFaint }: RaceCurve,
  until: number,
): void {
  if (batches === undefined) return
  context.fillStyle = color
  context.globalAlpha = isFaint ? 0.1 : 0.45
  for (let i = 0; i < batches.x.length && batches.at[i]! <= until; i++)
    context.fillRect(x(batches.x[i]!) - 1, y(batches.y[i]!) - 1, 2, 2)
}

/** Every band, and in it a thin line at the median. */
function drawBands(context: Context2D, plot: RacePlot, { bands, y }: PlottedSide, until: number): void {
  context.lineWidth = 1
  for (const band of bands) {
    context.fillStyle = band.color
    context.strokeStyle = band.color
    context.globalAlpha = 0.2
    context.beginPath()
    for (const [px, py] of bandOutline(band, { x: plot.x, y }, until)) context.lineTo(px, py)
    context.fill()
    context.globalAlpha = 0.8
    context.beginPath()
    band.middle?.forEach((value, row) => context.lineTo(plot.x(band.x[row]!), y(value)))
    context.stroke()
  }
  context.globalAlpha = 1
}

/** A cross where a racer left. */
function drawLost(
  context: Context2D,
  { box: { top, height }, x }: RacePlot,
  { y }: PlottedSide,
  { color, lostAt, ...series }: RaceCurve,
  until: number,
): void {
  const value = series.y.at(-1)
  if (lostAt === undefined || value === undefined || series.at.at(-1)! > until) return
  const arm = 4
  const px = x(lostAt)
  const py = Math.min(Math.max(y(value), top + 6), top + height - 6)
  context.lineWidth = 2.5
  context.lineCap = 'round'
  context.strokeStyle = color
  drawLine(context, px - arm, py - arm, px + arm, py + arm)
  drawLine(context, px + arm, py - arm, px - arm, py + arm)
  context.lineCap = 'butt'
}

/** A ring at the parameters that early stopping went back to, and a line down to their place on the clock. */
function drawRestored(
  context: Context2D,
  { box: { top, height }, x }: RacePlot,
  { y }: PlottedSide,
  { color, restored, isFaint }: RaceCurve,
  until: number,
): void {
  if (restored === undefined || restored.at > until) return
  const px = x(restored.x)
  const py = y(restored.y)
  context.strokeStyle = color
  context.globalAlpha = isFaint ? faintAlpha : 1
  context.lineWidth = 1
  context.setLineDash([2, 3])
  drawLine(context, px, py + 5, px, top + height)
  context.setLineDash([])
  context.lineWidth = 2
  context.beginPath()
  context.arc(px, py, 5, 0, 2 * Math.PI)
  context.stroke()
  context.globalAlpha = 1
}

export function drawLine(context: Context2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}
