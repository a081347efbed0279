import type { Context2D } from '../markers'
import type { Tick } from '../scales'
import { floorHeight, type StageModel } from '../stage-model'
import { stageThemes } from '../theme'
import { projectPoint, type Vector3 } from '../view'
import type { Labels } from './labels'

interface Axis {
  readonly title: string
  readonly ticks: readonly Tick[]
  /** The axis's place in the box at a unit. */
  readonly at: (unit: number) => Vector3
  /** Where the title stands: beside the middle, or beyond the end. */
  readonly titled: 'middle' | 'end'
}

const tickLength = 5

/** Ticks, tick labels and names of the three axes, on the box's edges that face the viewer. */
export function drawAxes(context: Context2D, labels: Labels, model: StageModel): void {
  for (const axis of visibleAxes(model)) drawAxis(context, labels, model, axis)
}

function visibleAxes({ view, xTicks, yTicks, scale, boxHeight, surface }: StageModel): Axis[] {
  const [x, y] = [Math.sign(view.eye[0]) || 1, Math.sign(view.eye[1]) || 1]
  const axes: Axis[] = [
    { title: 'x', ticks: xTicks, at: (unit) => [2 * unit - 1, y, floorHeight], titled: 'middle' },
    { title: 'y', ticks: yTicks, at: (unit) => [x, 2 * unit - 1, floorHeight], titled: 'middle' },
  ]
  if (surface === undefined) return axes
  // of the two upright edges of the silhouette, the left one; the legend stands on the right
  const corners = [
    [x, -y],
    [-x, y],
  ].map(([cx, cy]) => ({ cx: cx!, cy: cy!, px: projectPoint(view, [cx!, cy!, 0]).px }))
  const { cx, cy } = corners[0]!.px < corners[1]!.px ? corners[0]! : corners[1]!
  axes.push({ title: scale.title, ticks: scale.ticks, at: (unit) => [cx, cy, unit * boxHeight], titled: 'end' })
  return axes
}

function drawAxis(
  context: Context2D,
  labels: Labels,
  { view, content, boxHeight, size }: StageModel,
  axis: Axis,
): void {
  const theme = stageThemes[content.theme]
  const from = projectPoint(view, axis.at(0))
  const to = projectPoint(view, axis.at(1))
  const centre = projectPoint(view, [0, 0, axis.titled === 'end' ? boxHeight / 2 : floorHeight])
  const length = Math.hypot(to.px - from.px, to.py - from.py)
  if (length < 36) return
  // outwards: across the axis, away from the box's middle
  let [dx, dy] = [(to.py - from.py) / length, (from.px - to.px) / length]
  const side = ((from.px + to.px) / 2 - centre.px) * dx + ((from.py + to.py) / 2 - centre.py) * dy
  if (side < 0) [dx, dy] = [-dx, -dy]

  const fontSize = size.width < 560 ? 10.5 : 12
  context.strokeStyle = theme.line
  context.globalAlpha = 0.7
  context.lineWidth = 1
  context.beginPath()
  for (const { unit } of axis.ticks) {
    const { px, py } = projectPoint(view, axis.at(unit))
    context.moveTo(px, py)
    context.lineTo(px + dx * tickLength, py + dy * tickLength)
  }
  context.stroke()
  context.globalAlpha = 1

  const gap = tickLength + 4
  let reach = 0
  // from the top down, so that of crowded log ticks the largest stay
  for (const { unit, label } of [...axis.ticks].reverse()) {
    const { px, py } = projectPoint(view, axis.at(unit))
    const placed = labels.place(label, px + dx * gap, py + dy * gap, dx, dy, { size: fontSize, color: theme.mutedText })
    reach = Math.max(reach, placed ?? 0)
  }
  const style = { size: fontSize + 2, color: theme.text, italic: true, weight: 500 }
  if (axis.titled === 'end') {
    labels.place(axis.title, to.px, to.py - 9, 0, -1, style)
    return
  }
  const away = gap + reach + 5
  const middle = projectPoint(view, axis.at(0.5))
  labels.place(axis.title, middle.px + dx * away, middle.py + dy * away, dx, dy, style)
}
