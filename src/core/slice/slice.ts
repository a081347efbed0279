import { type Domain, halfWidths } from '../domain'
import { largestSize } from '../linalg/vector'

/**
 * A plane through parameter space: theta(a, b) = origin + a u + b v, all three of length n. u and v are linearly
 * independent; they need not be orthogonal nor of unit length. Without v it is a line, theta(a) = origin + a u. A
 * landscape in two dimensions is its own slice.
 */
export interface Slice {
  readonly origin: readonly number[]
  readonly u: readonly number[]
  readonly v?: readonly number[]
}

/** Whether a slice is all that there is, drawn as it is: one dimension or two, each along an axis of length 1. */
export function isWhole({ origin, u, v }: Slice): boolean {
  if (origin.length === 1) return u[0] === 1
  if (v === undefined || origin.length !== 2) return false
  const isAxis = ([x, y]: readonly number[]): boolean => (x === 1 && y === 0) || (x === 0 && y === 1)
  return isAxis(u) && isAxis(v) && u[0] !== v[0]
}

/** theta = origin + a u + b v, into `outTheta` (n), which is the caller's; a line has no b. */
export function liftTo({ origin, u, v }: Slice, a: number, b: number, outTheta: Float64Array): void {
  if (v === undefined) for (let i = 0; i < origin.length; i++) outTheta[i] = origin[i]! + a * u[i]!
  else for (let i = 0; i < origin.length; i++) outTheta[i] = origin[i]! + a * u[i]! + b * v[i]!
}

/**
 * The point of the plane nearest to theta, by least squares: writes a, b and the distance |theta - theta(a, b)| into
 * `out` (3 entries). theta is read from `offset` on, so that a trace's rows need no copies.
 *
 * [a, b] solves the normal equations G [a, b] = [u'd, v'd] with d = theta - origin and the Gram matrix G = [u'u, u'v;
 * u'v, v'v], by elimination. On a line b is 0. Not finite where theta is not.
 */
export function project(slice: Slice, theta: Float64Array, out: Float64Array, offset = 0): void {
  const { origin, u, v } = slice
  if (v === undefined) return projectOnLine(slice, theta, out, offset)
  let [uu, uv, vv, ud, vd] = [0, 0, 0, 0, 0]
  for (let i = 0; i < origin.length; i++) {
    const d = theta[offset + i]! - origin[i]!
    uu += u[i]! * u[i]!
    uv += u[i]! * v[i]!
    vv += v[i]! * v[i]!
    ud += u[i]! * d
    vd += v[i]! * d
  }
  const b = (vd - (uv / uu) * ud) / (vv - (uv / uu) * uv)
  const a = (ud - uv * b) / uu
  let square = 0
  for (let i = 0; i < origin.length; i++) {
    const off = theta[offset + i]! - origin[i]! - a * u[i]! - b * v[i]!
    square += off * off
  }
  out[0] = a
  out[1] = b
  out[2] = Math.sqrt(square)
}

/**
 * A direction in space as far as it lies in the plane, [a, b], and its distance from that, as `project` has them of the
 * point to which it leads from the origin.
 */
export function projectDirection({ u, v }: Slice, direction: Float64Array): Float64Array {
  const nearest = new Float64Array(3)
  project({ origin: u.map(() => 0), u, ...(v && { v }) }, direction, nearest)
  return nearest
}

/** a = u'd / u'u. */
function projectOnLine({ origin, u }: Slice, theta: Float64Array, out: Float64Array, offset: number): void {
  let [uu, ud] = [0, 0]
  for (let i = 0; i < origin.length; i++) {
    uu += u[i]! * u[i]!
    ud += u[i]! * (theta[offset + i]! - origin[i]!)
  }
  const a = ud / uu
  let square = 0
  for (let i = 0; i < origin.length; i++) {
    const off = theta[offset + i]! - origin[i]! - a * u[i]!
    square += off * off
  }
  out[0] = a
  out[1] = 0
  out[2] = Math.sqrt(square)
}

/**
 * The cube that a race in all dimensions is measured by, as the domain is by one in the plane: about the lifted centre
 * of the domain, its half-width the most that any coordinate moves over the domain. So a racer escapes off the plane as
 * it does within it.
 */
export function cubeAround(slice: Slice, domain: Domain): readonly (readonly [min: number, max: number])[] {
  const [halfX, halfY] = halfWidths(domain)
  const centre = new Float64Array(slice.origin.length)
  liftTo(slice, domain.x[0] + halfX, domain.y[0] + halfY, centre)
  const halfWidth = largestSize(slice.u.map((u, i) => Math.abs(u) * halfX + Math.abs(slice.v?.[i] ?? 0) * halfY))
  return Array.from(centre, (middle) => [middle - halfWidth, middle + halfWidth] as const)
}
