import type { Domain } from '../../core/domain'
import { log1p } from '../../core/elementary'
import { mostCells } from '../../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../../core/problem'
import { colorIndex, colorTable } from '../../core/scene/color-table'
import { logDecades, plainHeight } from '../../core/scene/picture-box'
import type { SceneView } from '../../core/scene/scene'

/** A grid of values; row-major, rows are y ascending. Not finite where there is none. */
export interface GridSurface {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  readonly values: Float64Array
  /** [min, max] over the finite values. */
  readonly range: ArrayLike<number>
}

/** What of a scene's view a mesh of its surface has. */
export type MeshLook = Pick<SceneView, 'height' | 'colorMap'>

/** A surface as triangles, anticlockwise seen from above. */
export interface SurfaceMesh {
  /** x, y, z of each vertex: the box of the picture, z upwards. */
  readonly positions: Float32Array
  /** Of unit length, three a vertex. */
  readonly normals: Float32Array
  /** Red, green, blue of each vertex, in sRGB. */
  readonly colors: Uint8Array
  /** The value at each vertex. */
  readonly values: Float64Array
  /** Three vertices each. */
  readonly triangles: Uint32Array
}

/**
 * The surface as it is drawn: x and y from -1 to 1, heights and colours on the view's scale. Points that are not finite
 * are no vertices, and there are no triangles to them.
 */
export function surfaceMesh(surface: GridSurface, look: MeshLook): Checked<SurfaceMesh> {
  const { resolution, values } = surface
  const [nx, ny] = resolution
  if (nx < 2 || ny < 2)
    return invalid({ message: 'line has no surface to make a mesh of', remedy: 'write it as .npz, .csv or .json' })
  if (nx * ny > mostCells)
    return invalid({
      message: `mesh of ${nx} x ${ny} points, expected at most ${mostCells} in all`,
      remedy: 'take a resolution of 1024 at most',
    })
  const [min = NaN, max = NaN] = [surface.range[0], surface.range[1]]
  const unitOf = unitHeight(look.height.scale, min, max - min)
  const corners = triangleCorners(nx, ny, values, unitOf)
  if (corners.length === 0)
    return invalid({ message: 'surface is nowhere finite, and has no mesh', remedy: 'take another domain' })
  const points = [...new Set(corners)].sort((a, b) => a - b)
  const vertexOf = new Uint32Array(values.length)
  for (const [vertex, point] of points.entries()) vertexOf[point] = vertex
  const triangles = Uint32Array.from(corners, (point) => vertexOf[point]!)
  const positions = new Float32Array(3 * points.length)
  const colors = new Uint8Array(3 * points.length)
  const table = colorTable(look.colorMap)
  const boxHeight = plainHeight * look.height.exaggeration
  for (const [vertex, point] of points.entries()) {
    const unit = unitOf(values[point]!)
    const [i, j] = [point % nx, Math.floor(point / nx)]
    positions.set([(2 * i) / (nx - 1) - 1, (2 * j) / (ny - 1) - 1, unit * boxHeight], 3 * vertex)
    colors.set(table.subarray(4 * colorIndex(unit), 4 * colorIndex(unit) + 3), 3 * vertex)
  }
  return valid({
    positions,
    normals: vertexNormals(positions, triangles),
    colors,
    values: Float64Array.from(points, (point) => values[point]!),
    triangles,
  })
}

/** Where a value lies between the floor, 0, and the top, 1, of the box; all of a flat surface lies on the floor. */
function unitHeight(scale: 'linear' | 'log', min: number, span: number): (value: number) => number {
  if (!(span > 0)) return () => 0
  if (scale === 'linear') return (value) => (value - min) / span
  const softness = span / 10 ** logDecades
  const length = log1p(span / softness)
  return (value) => log1p((value - min) / softness) / length
}

/**
 * The points of the triangles, two a cell: split along the diagonal along which the height changes less, so that edges
 * run along ridges and valleys. Of a cell that lacks one corner there is one triangle.
 */
function triangleCorners(
  nx: number,
  ny: number,
  values: Float64Array,
  unitOf: (value: number) => number,
): readonly number[] {
  const corners: number[] = []
  const has = (point: number): boolean => Number.isFinite(values[point])
  const add = (...points: readonly [number, number, number]): void => {
    if (points.every(has)) corners.push(...points)
  }
  const rise = (from: number, to: number): number => Math.abs(unitOf(values[to]!) - unitOf(values[from]!))
  for (let j = 0; j < ny - 1; j++)
    for (let i = 0; i < nx - 1; i++) {
      const a = j * nx + i
      const [b, c, d] = [a + 1, a + nx, a + nx + 1]
      const isRising = has(a) && has(d) && !(has(b) && has(c) && rise(b, c) <= rise(a, d))
      if (isRising) {
        add(a, b, d)
        add(a, d, c)
      } else {
        add(a, b, c)
        add(b, d, c)
      }
    }
  return corners
}

/** The normals of the triangles about each vertex, added by their areas. */
function vertexNormals(positions: Float32Array, triangles: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length)
  const normal = new Float64Array(3)
  for (let at = 0; at < triangles.length; at += 3) {
    triangleNormal(positions, triangles, at, normal)
    for (let corner = 0; corner < 3; corner++)
      for (let k = 0; k < 3; k++) normals[3 * triangles[at + corner]! + k]! += normal[k]!
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at]!, normals[at + 1]!, normals[at + 2]!)
    for (let k = 0; k < 3; k++) normals[at + k]! /= length
  }
  return normals
}

/** The normal of the triangle that begins at an index, twice its area long, into `out`. */
export function triangleNormal(positions: Float32Array, triangles: Uint32Array, at: number, out: Float64Array): void {
  const [a, b, c] = [3 * triangles[at]!, 3 * triangles[at + 1]!, 3 * triangles[at + 2]!]
  const side = (to: number, k: number): number => positions[to + k]! - positions[a + k]!
  for (let k = 0; k < 3; k++) {
    const [next, last] = [(k + 1) % 3, (k + 2) % 3]
    out[k] = side(b, next) * side(c, last) - side(b, last) * side(c, next)
  }
}
