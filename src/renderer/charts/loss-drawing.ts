import { quantile } from 'd3-array'
import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'
import { bandOutline, type LossBand } from './loss-bands'
import type { LineStyle } from '../../core/scene/palette'
import { faintAlpha, lineDashes } from '../scene/markers'
import type { LossScale, LossSeries } from './loss-series'
import { lossScale, lossTicks } from './loss-series'

/** Where a chart is drawn, CSS pixels, without its labels. */
export interface ChartBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface LossCurve extends LossSeries {
  readonly color: string
  /** Solid where absent. */
  readonly line?: LineStyle
  /** Whether it stands back behind another that is emphasised. */
  readonly isFaint?: boolean
  /** Of a racer on a sum over examples: the loss of each step's batch. */
  readonly batches?: LossSeries | undefined
  /** Where the racer left, if it did: a cross marks it. */
  readonly lostAt?: number | undefined
}

/** A loss chart before it is drawn: its curves, and where losses and clocks lie. */
export interface LossPlot {
  readonly box: ChartBox
  readonly curves: readonly LossCurve[]
  readonly bands: readonly LossBand[]
  readonly x: (clock: number) => number
  readonly y: (loss: number) => number
  /** The clock at a place, within the chart. */
  readonly clockAt: (px: number) => number
  readonly lossTicks: readonly number[]
  readonly clockTicks: readonly number[]
}

export interface LossInk {
  readonly font: string
  readonly text: string
  readonly grid: string
  readonly gridAlpha: number
}

/** The window draws on a canvas of the page, the film on one of its worker. */
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Pixels between two labels of the clock. */
const clockSpacing = 72

/** The loss chart that window and film share: losses over clocks from 0 to `length`, in a box. */
export function lossPlot(
  curves: readonly LossCurve[],
  length: number,
  box: ChartBox,
  bands: readonly LossBand[] = [],
): LossPlot {
  const ofBatches = curves.flatMap(({ batches }) => (batches === undefined ? [] : [{ y: usual(batches.y) }]))
  const scale = lossScale([...curves, ...ofBatches, ...bands.flatMap(({ low, high }) => [{ y: low }, { y: high }])])
  const range = [box.top + box.height, box.top]
  const domain = [scale.min, scale.max]
  const x = scaleLinear([0, Math.max(length, 1)], [box.left, box.left + box.width])
  return {
    box,
    curves,
    bands,
    x,
    y: placeOnScale(scale, domain, range),
    clockAt: x.copy().clamp(true).invert,
    lossTicks: lossTicks(scale, box.height),
    clockTicks: x.ticks(Math.max(2, Math.floor(box.width / clockSpacing))).filter(Number.isInteger),
  }
}

function placeOnScale(
  { kind, linearBelow }: LossScale,
  domain: readonly number[],
  range: readonly number[],
): (loss: number) => number {
  switch (kind) {
    case 'linear':
      return scaleLinear(domain, range).clamp(true)
    case 'log':
      return scaleLog(domain, range).clamp(true)
    case 'symlog':
      return scaleSymlog(domain, range).constant(linearBelow).clamp(true)
  }
}

/** Lines and labels at the losses. */
export function drawLossGrid(
  context: Context,
  { box: { left, width }, y, lossTicks: ticks }: LossPlot,
  ink: LossInk,
  label: (loss: number) => string,
): void {
  takeGridInk(context, ink, 'right')
  for (const loss of ticks) {
    const py = y(loss)
    context.globalAlpha = ink.gridAlpha
    drawLine(context, left, py, left + width, py)
    context.globalAlpha = 1
    context.fillText(label(loss), left - 6, py + 4)
  }
}

/** Lines and labels at the clocks. */
export function drawClockGrid(
  context: Context,
  { box: { top, height }, x, clockTicks: ticks }: LossPlot,
  ink: LossInk,
  label: (clock: number) => string,
): void {
  takeGridInk(context, ink, 'center')
  for (const clock of ticks) {
    const px = x(clock)
    context.globalAlpha = ink.gridAlpha
    drawLine(context, px, top, px, top + height)
    context.globalAlpha = 1
    context.fillText(label(clock), px, top + height + 15)
  }
}

/** Every band, and in it a thin line at the median. */
export function drawLossBands(context: Context, plot: LossPlot): void {
  context.lineWidth = 1
  for (const band of plot.bands) {
    context.fillStyle = band.color
    context.strokeStyle = band.color
    context.globalAlpha = 0.2
    context.beginPath()
    for (const [px, py] of bandOutline(band, plot)) context.lineTo(px, py)
    context.fill()
    context.globalAlpha = 0.8
    context.beginPath()
    band.x.forEach((clock, row) => context.lineTo(plot.x(clock), plot.y(band.middle[row]!)))
    context.stroke()
  }
  context.globalAlpha = 1
}

function takeGridInk(context: Context, ink: LossInk, textAlign: CanvasTextAlign): void {
  context.font = ink.font
  context.fillStyle = ink.text
  context.textAlign = textAlign
  context.lineWidth = 1
  context.strokeStyle = ink.grid
}

/** Every curve as far as a clock, in front of the losses of the batches, a dot each. */
export function drawLossCurves(context: Context, { curves, x, y }: LossPlot, until: number, lineWidth: number): void {
  const trace = (series: LossSeries): void => {
    context.beginPath()
    for (let i = 0; i < series.x.length && series.x[i]! <= until; i++) context.lineTo(x(series.x[i]!), y(series.y[i]!))
    context.stroke()
  }
  context.lineJoin = 'round'
  for (const { color, batches, isFaint } of curves) {
    if (batches === undefined) continue
    context.fillStyle = color
    context.globalAlpha = isFaint ? 0.1 : 0.45
    for (let i = 0; i < batches.x.length && batches.x[i]! <= until; i++)
      context.fillRect(x(batches.x[i]!) - 1, y(batches.y[i]!) - 1, 2, 2)
  }
  context.lineWidth = lineWidth
  for (const curve of curves) {
    context.strokeStyle = curve.color
    context.globalAlpha = curve.isFaint ? faintAlpha : 1
    context.setLineDash(lineDashes[curve.line ?? 'solid'])
    trace(curve)
  }
  context.setLineDash([])
  context.globalAlpha = 1
}

/** Where nine tenths of the losses lie: a batch that happens to be fitted does not stretch the chart. */
function usual(losses: readonly number[]): readonly number[] {
  return [0.05, 0.95].flatMap((share) => quantile(losses, share) ?? [])
}

/** A cross where a racer left. */
export function drawLosses(context: Context, { box: { top, height }, curves, x, y }: LossPlot): void {
  const arm = 4
  context.lineWidth = 2.5
  context.lineCap = 'round'
  for (const { color, lostAt, y: losses } of curves) {
    const loss = losses.at(-1)
    if (lostAt === undefined || loss === undefined) continue
    const px = x(lostAt)
    const py = Math.min(Math.max(y(loss), top + 6), top + height - 6)
    context.strokeStyle = color
    drawLine(context, px - arm, py - arm, px + arm, py + arm)
    drawLine(context, px + arm, py - arm, px - arm, py + arm)
  }
  context.lineCap = 'butt'
}

export function drawLine(context: Context, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}
