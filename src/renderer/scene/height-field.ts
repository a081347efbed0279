import type { Domain } from '../../core/domain'
import type { CellDiagonals } from './cell-diagonals'
import type { HeightScale } from './scales'
import type { SurfaceGrid } from './stage'

/**
 * Box coordinates: x and y of the shown domain run from -1 to 1, heights from 0 to `boxHeight`. The drawn surface is
 * two triangles a cell of the grid, split as `cellDiagonals` says: the mesh, the shaders, picking and `project` all
 * read it so.
 */

/** A grid's texels as the shaders read them, row-major: height, df/dx, df/dy, and 1 where valid or 0. */
export interface HeightField {
  readonly grid: SurfaceGrid
  readonly texels: Float32Array<ArrayBuffer>
  readonly hasHoles: boolean
}

/**
 * Makes a grid's texels. An invalid point beside valid ones takes their mean height, so that the half-cell up to the
 * rim of a hole (where the interpolated validity passes 1/2) runs on smoothly and nothing spikes.
 */
export function heightField(grid: SurfaceGrid): HeightField {
  const { nx, ny, heights, gradients } = grid
  const texels = new Float32Array(4 * nx * ny)
  let hasHoles = false
  for (let i = 0; i < nx * ny; i++) {
    const height = heights[i]!
    if (!Number.isFinite(height)) {
      hasHoles = true
      continue
    }
    const fx = gradients[2 * i]!
    const fy = gradients[2 * i + 1]!
    texels[4 * i] = height
    texels[4 * i + 1] = Number.isFinite(fx) ? fx : 0
    texels[4 * i + 2] = Number.isFinite(fy) ? fy : 0
    texels[4 * i + 3] = 1
  }
  if (hasHoles) fillRims(texels, nx, ny)
  return { grid, texels, hasHoles }
}

function fillRims(texels: Float32Array, nx: number, ny: number): void {
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const at = 4 * (j * nx + i)
      if (texels[at + 3] === 1) continue
      const sums = [0, 0, 0]
      let count = 0
      for (let row = Math.max(0, j - 1); row <= Math.min(ny - 1, j + 1); row++) {
        for (let column = Math.max(0, i - 1); column <= Math.min(nx - 1, i + 1); column++) {
          const neighbour = 4 * (row * nx + column)
          if (texels[neighbour + 3] !== 1) continue
          for (let k = 0; k < 3; k++) sums[k]! += texels[neighbour + k]!
          count++
        }
      }
      if (count > 0) for (let k = 0; k < 3; k++) texels[at + k] = sums[k]! / count
    }
  }
}

/** The surface as drawn: a field under a height scale, seen through the shown domain. */
export interface DrawnSurface {
  readonly field: HeightField
  /** The shown domain. */
  readonly domain: Domain
  readonly nx: number
  readonly ny: number
  /** Unit height of each grid point. */
  readonly units: Float32Array
  readonly diagonals: CellDiagonals
  readonly boxHeight: number
  /** Grid index = box coordinate * scale + offset. */
  readonly gridFromBox: { readonly scale: readonly [number, number]; readonly offset: readonly [number, number] }
}

/** Unit heights of a field under a scale. */
export function unitHeights(field: HeightField, scale: HeightScale): Float32Array {
  const units = new Float32Array(field.texels.length / 4)
  for (let i = 0; i < units.length; i++) units[i] = scale.toUnit(field.texels[4 * i]!)
  return units
}

export function drawnSurface(
  field: HeightField,
  units: Float32Array,
  diagonals: CellDiagonals,
  boxHeight: number,
  domain: Domain,
): DrawnSurface {
  const { grid } = field
  const x = gridAxis(domain.x, grid.domain.x, grid.nx)
  const y = gridAxis(domain.y, grid.domain.y, grid.ny)
  return {
    field,
    domain,
    nx: grid.nx,
    ny: grid.ny,
    units,
    diagonals,
    boxHeight,
    gridFromBox: { scale: [x.scale, y.scale], offset: [x.offset, y.offset] },
  }
}

function gridAxis(shown: readonly [number, number], grid: readonly [number, number], n: number) {
  const density = (n - 1) / (grid[1] - grid[0])
  return {
    scale: ((shown[1] - shown[0]) / 2) * density,
    offset: (shown[0] - grid[0] + (shown[1] - shown[0]) / 2) * density,
  }
}

/** Box coordinate of a value of the shown domain. */
export function boxCoordinate(value: number, [min, max]: readonly [number, number]): number {
  return (2 * (value - min)) / (max - min) - 1
}

/** The value of the shown domain at a box coordinate. */
export function domainCoordinate(box: number, [min, max]: readonly [number, number]): number {
  return min + ((box + 1) / 2) * (max - min)
}

/** Rounding at the grid's rim, in cells. */
const rim = 1e-6

/** A position in the grid: the cell's low corner and the place in it, from 0 to 1; undefined outside the grid. */
function cellAt({ nx, ny }: DrawnSurface, gx: number, gy: number) {
  if (!(gx >= -rim && gy >= -rim && gx <= nx - 1 + rim && gy <= ny - 1 + rim)) return undefined
  const i = Math.min(nx - 2, Math.max(0, Math.floor(gx)))
  const j = Math.min(ny - 2, Math.max(0, Math.floor(gy)))
  return { corner: j * nx + i, s: gx - i, t: gy - j }
}

/** A plane over a cell: base + s along x + t along y. */
export interface TrianglePlane {
  readonly base: number
  readonly alongX: number
  readonly alongY: number
}

/** Whether a place in a cell lies in the triangle above its diagonal: beyond it along y. */
export function isAbove(diagonal: number, s: number, t: number): boolean {
  return diagonal === 1 ? t > s : s + t > 1
}

/** The plane through the corners of one of a cell's triangles, of one number per grid point. */
export function trianglePlane(
  { nx, diagonals }: DrawnSurface,
  values: Float32Array,
  stride: number,
  component: number,
  corner: number,
  above: boolean,
): TrianglePlane {
  const a = values[stride * corner + component]!
  const b = values[stride * (corner + 1) + component]!
  const c = values[stride * (corner + nx) + component]!
  const d = values[stride * (corner + nx + 1) + component]!
  if (diagonals[corner] === 1) {
    return above ? { base: a, alongX: d - c, alongY: c - a } : { base: a, alongX: b - a, alongY: d - b }
  }
  if (above) return { base: b + c - d, alongX: d - c, alongY: d - b }
  return { base: a, alongX: b - a, alongY: c - a }
}

/** One number per grid point between them, at a grid position; undefined off the surface. */
function valueAt(
  surface: DrawnSurface,
  values: Float32Array,
  stride: number,
  component: number,
  gx: number,
  gy: number,
): number | undefined {
  const cell = cellAt(surface, gx, gy)
  if (cell === undefined) return undefined
  const { corner, s, t } = cell
  const above = isAbove(surface.diagonals[corner]!, s, t)
  const { base, alongX, alongY } = trianglePlane(surface, values, stride, component, corner, above)
  return base + alongX * s + alongY * t
}

/** The grid position is on the surface: inside the grid, and not in a hole. */
export function isOnSurface(surface: DrawnSurface, gx: number, gy: number): boolean {
  const validity = valueAt(surface, surface.field.texels, 4, 3, gx, gy)
  return validity !== undefined && validity >= 0.5
}

/** The drawn height, box coordinates, above a box position; undefined off the surface. */
export function drawnHeight(surface: DrawnSurface, x: number, y: number): number | undefined {
  const { scale, offset } = surface.gridFromBox
  const [gx, gy] = [x * scale[0] + offset[0], y * scale[1] + offset[1]]
  if (!isOnSurface(surface, gx, gy)) return undefined
  return surface.boxHeight * valueAt(surface, surface.units, 1, 0, gx, gy)!
}

/** f - reference at a box position, between the grid's points; undefined off the surface. */
export function fieldHeight(surface: DrawnSurface, x: number, y: number): number | undefined {
  const { scale, offset } = surface.gridFromBox
  const [gx, gy] = [x * scale[0] + offset[0], y * scale[1] + offset[1]]
  return isOnSurface(surface, gx, gy) ? valueAt(surface, surface.field.texels, 4, 0, gx, gy) : undefined
}
