import type { Context2D } from '../markers'
import type { ModelPatch } from '../stage'
import { halfWidths, type StageModel } from '../stage-model'
import { boxCoordinate } from '../height-field'
import { projectPoint, type Vector3 } from '../view'

/** How far the patch reaches, in half-widths of the shown domain, and its cells along each side. */
const reach = 0.22
const cells = 14
/** It is cut where it leaves the box by this much, so that a steep quadratic does not cover the picture. */
const lowest = -0.15
const highest = 1.25

/**
 * The quadratic that touches the surface at a point, as a translucent net above it: at the height that the shown scale
 * gives its values, so that it can be compared with the surface it stands for.
 */
export function drawModelPatch(context: Context2D, model: StageModel, patch: ModelPatch): void {
  const { view } = model
  const places = patchPlaces(model, patch)
  const quads: { readonly corners: readonly Vector3[]; readonly distance: number }[] = []
  const side = cells + 1
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ].map(([column, row]) => places[row! * side + column!])
      if (!corners.every((corner) => corner !== undefined)) continue
      const middle = [0, 1, 2].map((k) => corners.reduce((sum, corner) => sum + corner[k]! / 4, 0))
      const distance = Math.hypot(...middle.map((coordinate, k) => view.eye[k]! - coordinate))
      quads.push({ corners, distance })
    }
  }
  quads.sort((a, b) => b.distance - a.distance)
  context.save()
  context.lineWidth = 0.8
  context.strokeStyle = 'rgb(255 255 255 / 0.75)'
  context.fillStyle = 'rgb(77 171 247 / 0.42)'
  context.lineJoin = 'round'
  for (const { corners } of quads) {
    context.beginPath()
    for (const corner of corners) {
      const { px, py } = projectPoint(view, corner)
      context.lineTo(px, py)
    }
    context.closePath()
    context.fill()
    context.stroke()
  }
  context.restore()
}

/** The net's points in box coordinates; undefined outside the domain and where the quadratic is out of sight. */
function patchPlaces(model: StageModel, patch: ModelPatch): (Vector3 | undefined)[] {
  const { content, scale, boxHeight } = model
  const { domain } = content
  const [halfX, halfY] = halfWidths(domain)
  const places: (Vector3 | undefined)[] = []
  for (let j = 0; j <= cells; j++) {
    for (let i = 0; i <= cells; i++) {
      const dx = reach * halfX * ((2 * i) / cells - 1)
      const dy = reach * halfY * ((2 * j) / cells - 1)
      const bx = boxCoordinate(patch.at[0] + dx, domain.x)
      const by = boxCoordinate(patch.at[1] + dy, domain.y)
      const unit = scale.toUnit(modelValue(patch, dx, dy) - scale.reference)
      const isSeen = Math.abs(bx) <= 1 && Math.abs(by) <= 1 && unit >= lowest && unit <= highest
      places.push(isSeen ? [bx, by, unit * boxHeight] : undefined)
    }
  }
  return places
}

/** f + g d + d'Hd / 2. */
export function modelValue({ value, gradient, hessian }: ModelPatch, dx: number, dy: number): number {
  const [fxx, fxy, fyy] = hessian
  return value + gradient[0] * dx + gradient[1] * dy + (fxx * dx * dx + 2 * fxy * dx * dy + fyy * dy * dy) / 2
}
