import { contours } from 'd3-contour'
import { colorIndex, type ColorMap, colorTable } from '../../core/scene/color-table'
import { type ContourLevel, heightRoundOff, type HeightScale } from '../scene/scales'
import type { SurfaceGrid } from '../scene/stage'

/** A point of the grid in units of it: (0, 0) its first sample, (1, 1) its last. */
export type UnitPoint = readonly [x: number, y: number]

export interface ContourLine {
  readonly level: ContourLevel
  readonly points: readonly UnitPoint[]
}

/**
 * The contour lines of a grid at a scale's levels, cut where they would follow the grid's border or a hole's rim, and
 * where the height changes over a cell by no more than rounding makes of it: on a plateau lies no line.
 */
export function contourLines(grid: SurfaceGrid, levels: readonly ContourLevel[]): ContourLine[] {
  const { nx, ny, heights } = grid
  const find = contours().size([nx, ny]).smooth(true)
  const values = Array.from(heights, (height) => (Number.isFinite(height) ? height : NaN))
  return levels.flatMap((level) =>
    find
      .contour(values, level.height)
      .coordinates.flat()
      .flatMap((ring) => cutRing(grid, ring))
      .map((points) => ({ level, points })),
  )
}

/** The parts of a closed ring that run between valid samples. d3-contour puts sample (i, j) at (i + 0.5, j + 0.5). */
function cutRing(grid: SurfaceGrid, ring: readonly number[][]): UnitPoint[][] {
  const { nx, ny, heights } = grid
  const inside = ([x, y]: readonly number[]) => x! >= 0.5 && y! >= 0.5 && x! <= nx - 0.5 && y! <= ny - 0.5
  const sound = (i: number, j: number) =>
    i < 0 ||
    j < 0 ||
    i > nx - 2 ||
    j > ny - 2 ||
    [0, 1, nx, nx + 1].every((k) => Number.isFinite(heights[j * nx + i + k]!))
  // along a hole's rim lines run between samples, on a cell's border: then the cells of both sides count
  const valid = (x: number, y: number) =>
    [-1e-6, 1e-6].every((dx) => [-1e-6, 1e-6].every((dy) => sound(Math.floor(x + dx), Math.floor(y + dy))))
  const slopes = (x: number, y: number) => {
    const at = Math.min(ny - 2, Math.floor(y)) * nx + Math.min(nx - 2, Math.floor(x))
    const corners = [0, 1, nx, nx + 1].map((k) => heights[at + k]!)
    return Math.max(...corners) - Math.min(...corners) > heightRoundOff(grid, corners[0]!)
  }
  const parts: UnitPoint[][] = []
  let part: UnitPoint[] = []
  for (let k = 0; k + 1 < ring.length; k++) {
    const [a, b] = [ring[k]!, ring[k + 1]!]
    const [x, y] = [(a[0]! + b[0]! - 1) / 2, (a[1]! + b[1]! - 1) / 2]
    if (!inside(a) || !inside(b) || !valid(x, y) || !slopes(x, y)) {
      part = []
      continue
    }
    if (part.length === 0) {
      parts.push(part)
      part.push(unitPoint(a, nx, ny))
    }
    part.push(unitPoint(b, nx, ny))
  }
  return parts
}

function unitPoint([x, y]: readonly number[], nx: number, ny: number): UnitPoint {
  return [(x! - 0.5) / (nx - 1), (y! - 0.5) / (ny - 1)]
}

/** A grid's colours, one pixel a sample, rows from the top (largest y) down; holes are transparent. */
export function colorPixels(grid: SurfaceGrid, scale: HeightScale, map: ColorMap): Uint8ClampedArray<ArrayBuffer> {
  const { nx, ny, heights } = grid
  const table = colorTable(map)
  const pixels = new Uint8ClampedArray(4 * nx * ny)
  for (let row = 0; row < ny; row++) {
    for (let i = 0; i < nx; i++) {
      const height = heights[(ny - 1 - row) * nx + i]!
      if (!Number.isFinite(height)) continue
      const color = 4 * colorIndex(scale.toUnit(height))
      pixels.set(table.subarray(color, color + 4), 4 * (row * nx + i))
    }
  }
  return pixels
}
