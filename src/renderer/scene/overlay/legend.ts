import { colorText, contourInk } from '../color-maps'
import type { Context2D } from '../markers'
import type { HeightScale } from '../scales'
import type { PaintLegend, StageContent } from '../stage'
import { stageThemes, type StageTheme } from '../theme'
import { labelFont } from './labels'

const barWidth = 11

/** What the colours of the surface mean, at the right of a canvas: its heights, or what it is painted with. */
export function drawLegend(
  context: Context2D,
  scale: HeightScale,
  content: Pick<StageContent, 'colorMap' | 'contours' | 'theme' | 'paint'>,
  size: { readonly width: number; readonly height: number },
): void {
  const { paint } = content
  if (paint === undefined) drawHeightLegend(context, scale, content, size)
  else if (paint.legend.kind === 'classes') drawClassLegend(context, paint.legend, content, size)
  else drawScaleLegend(context, paint.legend, content, size)
}

type Content = Pick<StageContent, 'colorMap' | 'contours' | 'theme'>
type LegendSize = { readonly width: number; readonly height: number }

/** A swatch and a name a class. */
function drawClassLegend(
  context: Context2D,
  { title, entries }: PaintLegend & { kind: 'classes' },
  { theme: themeName }: Content,
  size: LegendSize,
): void {
  const theme = stageThemes[themeName]
  const fontSize = size.width < 560 ? 10 : 11.5
  const line = fontSize + 7
  context.save()
  context.font = labelFont({ size: fontSize, color: '' })
  const swatch = 10
  const width = swatch + 7 + Math.max(0, ...entries.map(({ label }) => context.measureText(label).width))
  const left = Math.round(size.width - 14 - width)
  const top = Math.round((size.height - line * entries.length) / 2)
  context.textAlign = 'left'
  context.font = labelFont({ size: fontSize, color: '', weight: 600 })
  context.fillStyle = theme.text
  context.fillText(title, Math.min(left, size.width - 10 - context.measureText(title).width), top - 8)
  context.font = labelFont({ size: fontSize, color: '' })
  entries.forEach(({ color, label }, index) => {
    const y = top + index * line
    context.fillStyle = color
    context.beginPath()
    context.roundRect(left, y + 1.5, swatch, swatch, 2.5)
    context.fill()
    context.strokeStyle = theme.line
    context.globalAlpha = 0.35
    context.lineWidth = 1
    context.stroke()
    context.globalAlpha = 1
    context.fillStyle = theme.mutedText
    context.fillText(label, left + swatch + 7, y + swatch)
  })
  context.restore()
}

/** A colour bar with the paint's own ticks. */
function drawScaleLegend(
  context: Context2D,
  legend: PaintLegend & { kind: 'scale' },
  { theme }: Content,
  size: LegendSize,
): void {
  drawBar(context, legend, stageThemes[theme], size, () => undefined)
}

/** A colour bar with the scale's own ticks, and its contour levels as fine lines, at the right of a canvas. */
function drawHeightLegend(context: Context2D, scale: HeightScale, content: Content, size: LegendSize): void {
  const colors = Array.from({ length: 33 }, (_, k) => colorText(content.colorMap, k / 32))
  const { title, ticks } = scale
  drawBar(context, { kind: 'scale', title, ticks, colors }, stageThemes[content.theme], size, (left, at) => {
    if (!content.contours) return
    for (const { unit, major } of scale.levels) {
      context.fillStyle = contourInk(content.colorMap, unit, major ? 0.6 : 0.22)
      context.fillRect(left, at(unit) - (major ? 0.6 : 0.4), barWidth, major ? 1.2 : 0.8)
    }
  })
}

/** A colour bar with ticks and a title, and what `decorate` draws inside it. */
function drawBar(
  context: Context2D,
  scale: PaintLegend & { kind: 'scale' },
  theme: StageTheme,
  size: LegendSize,
  decorate: (left: number, at: (unit: number) => number) => void,
): void {
  const fontSize = size.width < 560 ? 10.5 : 12
  context.font = labelFont({ size: fontSize, color: '' })
  const labelWidth = Math.max(0, ...scale.ticks.map(({ label }) => context.measureText(label).width))
  const height = Math.round(Math.min(240, size.height * 0.46))
  const left = Math.round(size.width - 16 - labelWidth - 9 - barWidth)
  const top = Math.round((size.height - height) / 2)
  const at = (unit: number) => top + (1 - unit) * height

  const gradient = context.createLinearGradient(0, top + height, 0, top)
  scale.colors.forEach((color, k) => gradient.addColorStop(k / (scale.colors.length - 1), color))
  context.save()
  context.fillStyle = gradient
  context.beginPath()
  context.roundRect(left, top, barWidth, height, 2.5)
  context.fill()
  context.save()
  context.clip()
  decorate(left, at)
  context.restore()
  context.strokeStyle = theme.line
  context.globalAlpha = 0.35
  context.lineWidth = 1
  context.stroke()
  context.globalAlpha = 1

  context.fillStyle = theme.mutedText
  context.textAlign = 'left'
  let lastY = Infinity
  for (const { unit, label } of scale.ticks) {
    const y = at(unit)
    if (lastY - y < fontSize + 2) continue
    context.fillText(label, left + barWidth + 8, y + fontSize * 0.36)
    lastY = y
  }
  context.font = labelFont({ size: fontSize + 1, color: '', italic: true, weight: 500 })
  context.fillStyle = theme.text
  const titleWidth = context.measureText(scale.title).width
  context.fillText(scale.title, Math.min(left, size.width - 10 - titleWidth), top - 12)
  context.restore()
}
