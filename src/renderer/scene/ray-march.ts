import { type DrawnSurface, isAbove, isOnSurface, trianglePlane } from './height-field'
import type { Ray } from './view'

/**
 * The distance along a ray (in units of its direction) at which it first meets the drawn surface beyond `from`, inside
 * the shown box; undefined where it misses. Walks the grid cell by cell; within a cell the surface is two triangles,
 * over each of which the ray's height above it is linear and its root exact.
 */
export function marchRay(surface: DrawnSurface, ray: Ray, from = 0): number | undefined {
  const { scale, offset } = surface.gridFromBox
  const clip = clipToBox(surface, ray, from)
  if (clip === undefined) return undefined
  // the ray in grid coordinates
  const gx = ray.origin[0] * scale[0] + offset[0]
  const gy = ray.origin[1] * scale[1] + offset[1]
  const dx = ray.direction[0] * scale[0]
  const dy = ray.direction[1] * scale[1]

  let [enter] = clip
  const [, end] = clip
  const middle = Math.min(end, enter + 1e-9 * (1 + Math.abs(enter)))
  let i = clampIndex(Math.floor(gx + dx * middle), surface.nx)
  let j = clampIndex(Math.floor(gy + dy * middle), surface.ny)
  for (let guard = surface.nx + surface.ny + 4; guard > 0; guard--) {
    const leaveX = dx === 0 ? Infinity : ((dx > 0 ? i + 1 : i) - gx) / dx
    const leaveY = dy === 0 ? Infinity : ((dy > 0 ? j + 1 : j) - gy) / dy
    const leave = Math.min(end, leaveX, leaveY)
    const hit = meetCell(surface, ray, i, j, gx, gy, dx, dy, enter, leave)
    if (hit !== undefined) return hit
    if (leave >= end) return undefined
    if (leaveX <= leaveY) i += Math.sign(dx)
    else j += Math.sign(dy)
    if (i < 0 || j < 0 || i > surface.nx - 2 || j > surface.ny - 2) return undefined
    enter = leave
  }
  return undefined
}

/** The part of a ray inside the shown box and above the grid. */
function clipToBox(surface: DrawnSurface, ray: Ray, from: number): [number, number] | undefined {
  let [enter, leave] = [from, Infinity]
  const counts = [surface.nx, surface.ny]
  for (let axis = 0; axis < 3; axis++) {
    let [low, high] = [-1, 1]
    if (axis === 2) [low, high] = [-1e-6, surface.boxHeight + 1e-6]
    else {
      const [scale, offset] = [surface.gridFromBox.scale[axis]!, surface.gridFromBox.offset[axis]!]
      low = Math.max(low, -offset / scale)
      high = Math.min(high, (counts[axis]! - 1 - offset) / scale)
    }
    const [origin, direction] = [ray.origin[axis]!, ray.direction[axis]!]
    if (direction === 0) {
      if (origin < low || origin > high) return undefined
      continue
    }
    const [a, b] = [(low - origin) / direction, (high - origin) / direction]
    enter = Math.max(enter, Math.min(a, b))
    leave = Math.min(leave, Math.max(a, b))
  }
  return enter <= leave ? [enter, leave] : undefined
}

function meetCell(
  surface: DrawnSurface,
  ray: Ray,
  i: number,
  j: number,
  gx: number,
  gy: number,
  dx: number,
  dy: number,
  enter: number,
  leave: number,
): number | undefined {
  const { units, nx, boxHeight, diagonals } = surface
  const corner = j * nx + i
  const diagonal = diagonals[corner]!
  // the place in the cell at a distance along the ray
  const s = (distance: number) => gx + dx * distance - i
  const t = (distance: number) => gy + dy * distance - j
  const tolerance = 1e-9 * (1 + Math.abs(enter))
  const across = diagonal === 1 ? (gy - j - gx + i) / (dx - dy) : (1 - gx + i - gy + j) / (dx + dy)
  const parts = across > enter && across < leave ? [enter, across, leave] : [enter, leave]
  for (let part = 0; part + 1 < parts.length; part++) {
    const [from, to] = [parts[part]!, parts[part + 1]!]
    const middle = (from + to) / 2
    const plane = trianglePlane(surface, units, 1, 0, corner, isAbove(diagonal, s(middle), t(middle)))
    const above = (distance: number) =>
      ray.origin[2] +
      ray.direction[2] * distance -
      boxHeight * (plane.base + plane.alongX * s(distance) + plane.alongY * t(distance))
    const rise = ray.direction[2] - boxHeight * (plane.alongX * dx + plane.alongY * dy)
    const begin = above(from)
    const distance = begin === 0 ? from : from - begin / rise
    if (!(distance >= from - tolerance && distance <= to + tolerance)) continue
    const met = Math.min(to, Math.max(from, distance))
    if (isOnSurface(surface, gx + dx * met, gy + dy * met)) return met
  }
  return undefined
}

function clampIndex(index: number, count: number): number {
  return Math.min(count - 2, Math.max(0, index))
}
