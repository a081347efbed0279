import { type DrawnSurface, isOnSurface } from './height-field'
import type { Ray } from './view'

/**
 * The distance along a ray (in units of its direction) at which it first meets the drawn surface beyond `from`, inside
 * the shown box; undefined where it misses. Walks the grid cell by cell; within a cell the surface is bilinear, so the
 * ray's height above it is a quadratic and its root is exact.
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
  const { units, nx, boxHeight } = surface
  const corner = j * nx + i
  const z00 = units[corner]! * boxHeight
  const zx = units[corner + 1]! * boxHeight - z00
  const zy = units[corner + nx]! * boxHeight - z00
  const zxy = units[corner + nx + 1]! * boxHeight - z00 - zx - zy
  // with s, t the place in the cell at `enter`: height above the surface = a d^2 + b d + c, d the distance from there
  const s = gx + dx * enter - i
  const t = gy + dy * enter - j
  const a = -zxy * dx * dy
  const b = ray.direction[2] - zx * dx - zy * dy - zxy * (s * dy + t * dx)
  const c = ray.origin[2] + ray.direction[2] * enter - (z00 + zx * s + zy * t + zxy * s * t)
  const length = leave - enter
  const tolerance = 1e-9 * (1 + Math.abs(enter))
  for (const root of quadraticRoots(a, b, c)) {
    if (root < -tolerance || root > length + tolerance) continue
    const distance = enter + Math.min(length, Math.max(0, root))
    if (isOnSurface(surface, gx + dx * distance, gy + dy * distance)) return distance
  }
  return undefined
}

/** Real roots of a d^2 + b d + c, ascending, without cancellation. */
function quadraticRoots(a: number, b: number, c: number): number[] {
  if (c === 0 && a === 0 && b === 0) return [0]
  const discriminant = b * b - 4 * a * c
  if (discriminant < 0) return []
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2
  const roots = q === 0 ? [0] : a === 0 ? [c / q] : [q / a, c / q]
  return roots.filter(Number.isFinite).sort((first, second) => first - second)
}

function clampIndex(index: number, count: number): number {
  return Math.min(count - 2, Math.max(0, index))
}
