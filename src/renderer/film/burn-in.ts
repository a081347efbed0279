import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'
import { fontFamily, stageThemes } from '../scene/theme'
import { drawMarker } from '../scene/markers'
import type { PathData, StageContent, StageSize } from '../scene/stage'
import type { LossSeries } from '../charts/loss-series'
import { lossScale, lossSeries, lossTicks } from '../charts/loss-series'
import { formatNumber } from '../ui/format'
import type { FilmCaptions } from './film-request'
import type { FilmSettings } from '../../core/scene/film-settings'

/** What a film carries beside the surface: title, racers' names, step counter, loss chart. Drawn in CSS pixels. */
export interface BurnIn {
  draw(context: OffscreenCanvasRenderingContext2D, playhead: number): void
}

const margin = 24
const chartSize = { width: 280, height: 132 } as const
const markerRadius = 5

/** Prepares the burn-in of a film once, so that a frame only draws it. */
export function createBurnIn(
  size: StageSize,
  content: StageContent,
  captions: FilmCaptions,
  settings: Pick<FilmSettings, 'stepCounter' | 'lossChart'>,
): BurnIn {
  const theme = stageThemes[content.theme]
  const paths = content.paths.map((path, index) => ({ path, caption: captions.racers[index]! }))
  const shown = paths.filter(({ path }) => path.visible)
  const lastClock = Math.max(0, ...shown.map(({ path }) => path.clock[path.count - 1] ?? 0))
  const box: ChartBox = {
    left: margin + 34,
    top: size.height - margin - 18 - chartSize.height,
    width: chartSize.width,
    height: chartSize.height,
  }
  const curves = shown.map(({ path, caption }) => ({
    color: path.color,
    ...lossSeries(path.clock, caption.loss, path.count),
  }))
  const scales = chartScales(curves, lastClock, box)
  return {
    draw: (context, playhead) => {
      context.textBaseline = 'alphabetic'
      drawHeading(context, captions.title, shown, theme)
      if (settings.lossChart && curves.length > 0) drawChart(context, box, scales, curves, playhead, theme)
      if (settings.stepCounter) drawCounter(context, size, captions.clock, playhead, lastClock, theme)
    },
  }
}

/** Where a chart is drawn, CSS pixels. */
interface ChartBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Curve extends LossSeries {
  readonly color: string
}

interface ChartScales {
  readonly x: (clock: number) => number
  readonly y: (loss: number) => number
  readonly ticks: readonly number[]
}

/** The scales of the window's loss chart, in the film's box. */
function chartScales(curves: readonly Curve[], lastClock: number, box: ChartBox): ChartScales {
  const scale = lossScale(curves)
  const range = [box.top + box.height, box.top]
  const domain = [scale.min, scale.max]
  return {
    x: scaleLinear([0, Math.max(lastClock, 1)], [box.left, box.left + box.width]),
    y:
      scale.kind === 'log'
        ? scaleLog(domain, range).clamp(true)
        : scaleSymlog(domain, range).constant(scale.linearBelow).clamp(true),
    ticks: lossTicks(scale, box.height),
  }
}

type Theme = (typeof stageThemes)['dark']
type Context = OffscreenCanvasRenderingContext2D

function drawHeading(
  context: Context,
  title: string,
  shown: readonly { readonly path: PathData; readonly caption: { readonly name: string } }[],
  theme: Theme,
): void {
  context.textAlign = 'left'
  context.fillStyle = theme.text
  context.font = `600 20px ${fontFamily}`
  context.fillText(title, margin, margin + 16)
  context.font = `500 14px ${fontFamily}`
  shown.forEach(({ path, caption }, index) => {
    const y = margin + 44 + index * 22
    drawMarker(context, path.marker, margin + markerRadius, y - 5, markerRadius, path.color)
    context.fillStyle = theme.text
    context.fillText(caption.name, margin + 2 * markerRadius + 10, y)
  })
}

function drawCounter(
  context: Context,
  size: StageSize,
  clock: FilmCaptions['clock'],
  playhead: number,
  lastClock: number,
  theme: Theme,
): void {
  context.textAlign = 'right'
  context.font = `600 26px ${fontFamily}`
  context.fillStyle = theme.text
  context.fillText(String(Math.floor(playhead)), size.width - margin, size.height - margin - 18)
  context.font = `500 13px ${fontFamily}`
  context.fillStyle = theme.mutedText
  context.fillText(`${clock} of ${lastClock}`, size.width - margin, size.height - margin)
}

function drawChart(
  context: Context,
  box: ChartBox,
  scales: ChartScales,
  curves: readonly Curve[],
  playhead: number,
  theme: Theme,
): void {
  const { left, top, width, height } = box
  context.fillStyle = theme.background
  context.globalAlpha = 0.72
  context.fillRect(left - 40, top - 28, width + 52, height + 48)
  context.globalAlpha = 1
  context.font = `500 12px ${fontFamily}`
  context.fillStyle = theme.mutedText
  context.textAlign = 'left'
  context.fillText('loss', left, top - 12)
  context.textAlign = 'right'
  context.lineWidth = 1
  context.strokeStyle = theme.grid
  for (const value of scales.ticks) {
    const y = scales.y(value)
    context.globalAlpha = theme.gridAlpha
    line(context, left, y, left + width, y)
    context.globalAlpha = 1
    context.fillText(formatNumber(value, 2), left - 6, y + 4)
  }
  context.lineWidth = 2
  context.lineJoin = 'round'
  for (const curve of curves) drawCurve(context, curve, scales, playhead)
  context.lineWidth = 1
  context.strokeStyle = theme.line
  context.globalAlpha = theme.lineAlpha
  line(context, left, top + height, left + width, top + height)
  line(context, scales.x(playhead), top, scales.x(playhead), top + height)
  context.globalAlpha = 1
}

function drawCurve(context: Context, curve: Curve, scales: ChartScales, playhead: number): void {
  const { x, y } = curve
  context.strokeStyle = curve.color
  context.beginPath()
  for (let i = 0; i < x.length && x[i]! <= playhead; i++) context.lineTo(scales.x(x[i]!), scales.y(y[i]!))
  context.stroke()
}

function line(context: Context, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}
