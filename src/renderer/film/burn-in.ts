import { fontFamily, stageThemes } from '../scene/theme'
import { drawMarker, lineDashes } from '../scene/markers'
import type { PathData, StageContent, StageSize } from '../scene/stage'
import type { LossPlot } from '../charts/loss-drawing'
import { drawLine, drawLossCurves, drawLossGrid, lossPlot } from '../charts/loss-drawing'
import { lossSeries } from '../charts/loss-series'
import { clockText, formatNumber } from '../ui/format'
import type { FilmCaptions } from './film-request'
import type { FilmSettings } from '../../core/scene/film-settings'

/** What a film carries beside the surface: title, racers' names, step counter, loss chart. Drawn in CSS pixels. */
export interface BurnIn {
  draw(context: OffscreenCanvasRenderingContext2D, playhead: number): void
}

const margin = 24
const chartSize = { width: 280, height: 132 } as const
const markerRadius = 5
/** Of a racer's line beside its name. */
const sampleLength = 28
const chartFont = `500 12px ${fontFamily}`

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
  const box = {
    left: margin + 34,
    top: size.height - margin - 18 - chartSize.height,
    width: chartSize.width,
    height: chartSize.height,
  }
  const curves = shown.map(({ path, caption }) => ({
    color: path.color,
    ...(path.line && { line: path.line }),
    ...lossSeries(path.clock, caption.loss, path.count),
  }))
  const plot = lossPlot(curves, lastClock, box)
  return {
    draw: (context, playhead) => {
      context.textBaseline = 'alphabetic'
      drawHeading(context, captions.title, shown, theme)
      if (settings.lossChart && curves.length > 0) drawChart(context, plot, playhead, theme)
      if (settings.stepCounter) drawCounter(context, size, captions.clock, playhead, lastClock, theme)
    },
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
    context.strokeStyle = path.color
    context.lineWidth = 2
    context.setLineDash(lineDashes[path.line ?? 'solid'])
    drawLine(context, margin, y - 5, margin + sampleLength, y - 5)
    context.setLineDash([])
    drawMarker(context, path.marker, margin + sampleLength / 2, y - 5, markerRadius, path.color)
    context.fillStyle = theme.text
    context.fillText(caption.name, margin + sampleLength + 10, y)
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
  context.fillText(`${clock} of ${clockText(lastClock)}`, size.width - margin, size.height - margin)
}

function drawChart(context: Context, plot: LossPlot, playhead: number, theme: Theme): void {
  const { left, top, width, height } = plot.box
  context.fillStyle = theme.background
  context.globalAlpha = 0.72
  context.fillRect(left - 40, top - 28, width + 52, height + 48)
  context.globalAlpha = 1
  context.font = chartFont
  context.fillStyle = theme.mutedText
  context.textAlign = 'left'
  context.fillText('loss', left, top - 12)
  const ink = { font: chartFont, text: theme.mutedText, grid: theme.grid, gridAlpha: theme.gridAlpha }
  drawLossGrid(context, plot, ink, (loss) => formatNumber(loss, 2))
  drawLossCurves(context, plot, playhead, 2)
  context.lineWidth = 1
  context.strokeStyle = theme.line
  context.globalAlpha = theme.lineAlpha
  drawLine(context, left, top + height, left + width, top + height)
  drawLine(context, plot.x(playhead), top, plot.x(playhead), top + height)
  context.globalAlpha = 1
}
