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
  /** The way out of the box, along which ticks and labels stand. */
  readonly outwards: Vector3
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
    { title: 'x', ticks: xTicks, at: (unit) => [2 * unit - 1, y, floorHeight], outwards: [0, y, 0], titled: 'middle' },
    { title: 'y', ticks: yTicks, at: (unit) => [x, 2 * unit - 1, floorHeight], outwards: [x, 0, 0], titled: 'middle' },
  ]
  // from above, heights cannot be read off an axis
  if (surface === undefined || view.back[2] > 0.92) return axes
  // of the two upright edges of the silhouette, the left one; the legend stands on the right
  const corners = [
    [x, -y],
    [-x, y],
  ].map(([cx, cy]) => ({ cx: cx!, cy: cy!, px: projectPoint(view, [cx!, cy!, 0]).px }))
  const { cx, cy } = corners[0]!.px < corners[1]!.px ? corners[0]! : corners[1]!
  axes.push({
    title: scale.title,
    ticks: scale.ticks,
    at: (unit) => [cx, cy, unit * boxHeight],
    outwards: [0, 0, 0],
    titled: 'end',
  })
  return axes
}

function drawAxis(context: Context2D, labels: Labels, model: StageModel, axis: Axis): void {
  const { view, content, size } = model
  const theme = stageThemes[content.theme]
  const from = projectPoint(view, axis.at(0))
  const to = projectPoint(view, axis.at(1))
  if (Math.hypot(to.px - from.px, to.py - from.py) < 36) return
  const outwards = outwardsOnScreen(model, axis)
  const fontSize = size.width < 560 ? 10.5 : 12
  const place = (unit: number) => ({ ...projectPoint(view, axis.at(unit)), ...outwards(unit) })

  context.strokeStyle = theme.line
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.beginPath()
  for (const { unit } of axis.ticks) {
    const { px, py, dx, dy } = place(unit)
    context.moveTo(px, py)
    context.lineTo(px + dx * tickLength, py + dy * tickLength)
  }
  context.stroke()
  context.globalAlpha = 1

  const gap = tickLength + 4
  let reach = 0
  // from the top down, so that of crowded log ticks the largest stay
  for (const { unit, label } of [...axis.ticks].reverse()) {
    const { px, py, dx, dy } = place(unit)
    const placed = labels.place(label, px + dx * gap, py + dy * gap, dx, dy, { size: fontSize, color: theme.mutedText })
    reach = Math.max(reach, placed ?? 0)
  }
  const style = { size: fontSize + 2, color: theme.text, italic: true, weight: 500 }
  if (axis.titled === 'end') {
    labels.place(axis.title, to.px + 6, to.py - 15, -1, 0, { ...style, kept: true })
    return
  }
  const { px, py, dx, dy } = place(0.5)
  const away = gap + reach + 6
  labels.place(axis.title, px + dx * away, py + dy * away, dx, dy, { ...style, kept: true })
}

/**
 * The direction on screen in which an axis's ticks leave the box: that of the floor's grid lines, turned towards the
 * axis's perpendicular where the floor is seen so flatly that labels would run along the axis.
 */
function outwardsOnScreen({ view, boxHeight }: StageModel, axis: Axis): (unit: number) => { dx: number; dy: number } {
  if (axis.titled === 'end') return () => ({ dx: -1, dy: 0 })
  const from = projectPoint(view, axis.at(0))
  const to = projectPoint(view, axis.at(1))
  const length = Math.hypot(to.px - from.px, to.py - from.py)
  const centre = projectPoint(view, [0, 0, boxHeight / 2])
  let across = { x: (to.py - from.py) / length, y: (from.px - to.px) / length }
  const side = ((from.px + to.px) / 2 - centre.px) * across.x + ((from.py + to.py) / 2 - centre.py) * across.y
  if (side < 0) across = { x: -across.x, y: -across.y }
  return (unit) => {
    const [x, y, z] = axis.at(unit)
    const start = projectPoint(view, [x, y, z])
    const end = projectPoint(view, [x + 0.05 * axis.outwards[0], y + 0.05 * axis.outwards[1], z])
    const run = Math.hypot(end.px - start.px, end.py - start.py) || 1
    const along = { x: (end.px - start.px) / run, y: (end.py - start.py) / run }
    const turn = 2 * Math.max(0, 0.7 - (along.x * across.x + along.y * across.y))
    const sum = { x: along.x + turn * across.x, y: along.y + turn * across.y }
    const size = Math.hypot(sum.x, sum.y) || 1
    return { dx: sum.x / size, dy: sum.y / size }
  }
}
