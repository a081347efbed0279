import { fontFamily, stageThemes } from '../scene/theme'
import { drawHead, lineDashes } from '../scene/markers'
import type { PathData, StageContent, StageSize } from '../scene/stage'
import { drawFits, drawHeads, drawLine, drawRace, drawStops, drawValueGrid, secondDash } from '../charts/race-drawing'
import { type RacePlot, racePlot } from '../charts/race-plot'
import { quantityNames } from '../charts/race-quantities'
import { clockText, formatNumber } from '../ui/format'
import type { FilmCaptions } from './film-request'
import type { FilmSettings } from '../../core/scene/film-settings'

/** What a film carries beside the surface: title, racers, step counter, the race's chart. Drawn in CSS pixels. */
export interface BurnIn {
  /** What it takes at the left, CSS pixels: the surface keeps clear of it. */
  readonly leftInset: number
  /** What the names and the counter take of a picture that would fill the frame, at the left and at the bottom. */
  readonly besideText: { readonly left: number; readonly bottom: number }
  draw(context: OffscreenCanvasRenderingContext2D, playhead: number): void
}

const margin = 24
const chartHeight = 132
/** In a narrow film the chart takes no more than a part of the width. */
const chartWidth = (size: StageSize) => Math.min(280, 0.3 * size.width)
const chartPadding = 12
/** Of a second axis, in place of the padding. */
const secondLabels = 44
/** Of the counter's two lines, without the margin below. */
const counterHeight = 48
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
  const shown = content.paths.filter(({ visible }) => visible)
  const lastClock = Math.max(0, ...shown.map((path) => path.clock[path.count - 1] ?? 0))
  const box = {
    left: margin + 34,
    top: size.height - margin - 18 - chartHeight,
    width: chartWidth(size),
    height: chartHeight,
  }
  const plot = racePlot(captions.chart, box)
  const hasChart = settings.lossChart && plot.sides.some(({ curves }) => curves.length > 0)
  return {
    besideText: { left: nameInset(shown), bottom: settings.stepCounter ? counterHeight : 0 },
    leftInset: hasChart ? box.left + box.width + rightOf(plot) : 0,
    draw: (context, playhead) => {
      context.textBaseline = 'alphabetic'
      drawHeading(context, captions.title, shown, theme)
      if (hasChart) drawChart(context, plot, playhead, theme)
      if (settings.stepCounter) drawCounter(context, size, captions.clock, playhead, lastClock, theme)
    },
  }
}

/** Of the longest name of a racer, at about eight pixels a letter, with its line before it. */
function nameInset(shown: readonly PathData[]): number {
  const letters = Math.max(0, ...shown.map(({ id }) => id.length))
  return shown.length === 0 ? 0 : margin + sampleLength + 10 + 8 * letters
}

type Theme = (typeof stageThemes)['dark']
type Context = OffscreenCanvasRenderingContext2D

function drawHeading(context: Context, title: string, shown: readonly PathData[], theme: Theme): void {
  context.textAlign = 'left'
  context.fillStyle = theme.text
  context.font = `600 20px ${fontFamily}`
  context.fillText(title, margin, margin + 16)
  context.font = `500 14px ${fontFamily}`
  shown.forEach((path, index) => {
    const { id, color, line } = path
    const y = margin + 44 + index * 22
    context.strokeStyle = color
    context.lineWidth = path.isCompanion ? 1.4 : 2
    context.setLineDash(lineDashes[line ?? 'solid'])
    drawLine(context, margin, y - 5, margin + sampleLength, y - 5)
    context.setLineDash([])
    drawHead(context, path, margin + sampleLength / 2, y - 5, markerRadius)
    context.fillStyle = theme.text
    context.fillText(id, margin + sampleLength + 10, y)
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

/** What lies right of the chart's box: the labels of a second axis. */
function rightOf({ sides }: RacePlot): number {
  return sides.length > 1 ? secondLabels : chartPadding
}

function drawChart(context: Context, plot: RacePlot, playhead: number, theme: Theme): void {
  const { left, top, width, height } = plot.box
  context.fillStyle = theme.background
  context.globalAlpha = 0.72
  context.fillRect(left - 40, top - 28, width + 40 + rightOf(plot), height + 48)
  context.globalAlpha = 1
  context.font = chartFont
  context.fillStyle = theme.mutedText
  plot.sides.forEach(({ quantity }, side) => {
    context.textAlign = side === 0 ? 'left' : 'right'
    context.fillText(quantityNames[quantity].short, side === 0 ? left : left + width, top - 12)
  })
  drawSecondSample(context, plot)
  const { mutedText: text, background: ground, grid, gridAlpha } = theme
  const ink = { font: chartFont, text, ground, grid, gridAlpha }
  drawValueGrid(context, plot, ink, (value) => formatNumber(value, 2))
  drawRace(context, plot, playhead, 2)
  drawFits(context, plot, ink)
  drawStops(context, plot, ink, playhead)
  context.lineWidth = 1
  context.strokeStyle = theme.line
  context.globalAlpha = theme.lineAlpha
  drawLine(context, left, top + height, left + width, top + height)
  if (plot.isPlayheads) drawLine(context, plot.x(playhead), top, plot.x(playhead), top + height)
  context.globalAlpha = 1
  if (!plot.isPlayheads) drawHeads(context, plot, playhead)
}

/** How the lines of the second axis look, before its name. */
function drawSecondSample(context: Context, { box: { left, top, width }, sides: [, second] }: RacePlot): void {
  if (second === undefined) return
  const end = left + width - context.measureText(quantityNames[second.quantity].short).width - 6
  context.strokeStyle = context.fillStyle
  context.lineWidth = 2
  context.setLineDash(secondDash)
  drawLine(context, end - 18, top - 16, end, top - 16)
  context.setLineDash([])
}
