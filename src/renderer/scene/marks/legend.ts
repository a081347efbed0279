import { colorText, contourInk } from '../color-maps'
import type { Context2D } from '../markers'
import type { HeightScale } from '../scales'
import type { StageContent } from '../stage'
import { stageThemes } from '../theme'
import { labelFont } from './labels'

const barWidth = 11

/** A colour bar with the scale's own ticks, and its contour levels as fine lines, at the right of a canvas. */
export function drawLegend(
  context: Context2D,
  scale: HeightScale,
  content: Pick<StageContent, 'colorMap' | 'contours' | 'theme'>,
  size: { readonly width: number; readonly height: number },
): void {
  const theme = stageThemes[content.theme]
  const fontSize = size.width < 560 ? 10.5 : 12
  context.font = labelFont({ size: fontSize, color: '' })
  const labelWidth = Math.max(0, ...scale.ticks.map(({ label }) => context.measureText(label).width))
  const height = Math.round(Math.min(240, size.height * 0.46))
  const left = Math.round(size.width - 16 - labelWidth - 9 - barWidth)
  const top = Math.round((size.height - height) / 2)
  const at = (unit: number) => top + (1 - unit) * height

  const gradient = context.createLinearGradient(0, top + height, 0, top)
  for (let k = 0; k <= 32; k++) gradient.addColorStop(k / 32, colorText(content.colorMap, k / 32))
  context.save()
  context.fillStyle = gradient
  context.beginPath()
  context.roundRect(left, top, barWidth, height, 2.5)
  context.fill()
  context.save()
  context.clip()
  if (content.contours) {
    for (const { unit, major } of scale.levels) {
      context.fillStyle = contourInk(content.colorMap, unit, major ? 0.6 : 0.22)
      context.fillRect(left, at(unit) - (major ? 0.6 : 0.4), barWidth, major ? 1.2 : 0.8)
    }
  }
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
