import type { Domain } from '../../core/domain'
import { cellDiagonals } from './cell-diagonals'
import {
  boxCoordinate,
  domainCoordinate,
  drawnHeight,
  drawnSurface,
  type DrawnSurface,
  fieldHeight,
  type HeightField,
  heightField,
  unitHeights,
} from './height-field'
import { marchRay } from './ray-march'
import { plainHeight } from '../../core/scene/picture-box'
import { axisTicks, type HeightScale, heightScale, type Tick } from './scales'
import type { DrawQuality, GhostSurface, PathData, PickedPoint, StageContent, StageSize, StemData } from './stage'
import { stageThemes } from './theme'
import { type Margins, type Projected, projectPoint, rayThrough, type Vector3, type View, viewOf } from './view'

/** How far the floor's grid lies below the lowest value, box units. */
export const floorHeight = -0.035

/** How far stems leave the box, heights of it. */
const stemUnits = { least: -0.12, most: 1.25 }

/** On which side of the box the eye is along x and y, 1 or -1. */
export type Sides = readonly [x: number, y: number]

/** A marker this much behind the surface, box units, still counts as on it. */
const markerReach = 0.025

export const emptyContent: StageContent = {
  surface: undefined,
  paths: [],
  playhead: 0,
  domain: { x: [-1, 1], y: [-1, 1] },
  camera: { azimuth: -60, elevation: 35 },
  height: { scale: 'linear', exaggeration: 1 },
  colorMap: 'viridis',
  contours: true,
  theme: 'dark',
  start: undefined,
  hover: undefined,
  probe: undefined,
  landmarks: [],
  paint: undefined,
  criticalPoints: [],
  separatrices: [],
  ghosts: [],
  stems: [],
  thrown: undefined,
  modelPatch: undefined,
  motions: [],
  legend: true,
  leftInset: 0,
}

/**
 * All of a stage but its drawing: what follows from the content and the size, worked out when asked for and kept while
 * its inputs stay the same. It knows no canvas, so projection and picking are the same with and without WebGL.
 */
export class StageModel {
  content = emptyContent
  size: StageSize = { width: 1, height: 1, pixelRatio: 1 }

  quality: DrawQuality = 'rest'

  private readonly fieldOf = memo(heightField)
  private readonly scaleOf = memo(heightScale)
  private readonly unitsOf = memo(unitHeights)
  private readonly domainOf = memo((x0: number, x1: number, y0: number, y1: number): Domain => ({
    x: [x0, x1],
    y: [y0, y1],
  }))
  private readonly diagonalsOf = memo(cellDiagonals)
  private readonly surfaceOf = memo(drawnSurface)
  private readonly sidesOf = memo((x: number, y: number): Sides => [x, y])
  private readonly separatricesOf = memo(separatrixPaths)
  private readonly ghostsOf = memo(drawnGhosts)
  private readonly stemsOf = memo(drawnStems)
  private readonly xTicksOf = memo(axisTicks)
  private readonly yTicksOf = memo(axisTicks)
  private readonly viewFor = memo(
    (
      azimuth: number,
      elevation: number,
      width: number,
      height: number,
      boxHeight: number,
      legendWidth: number,
      leftInset: number,
    ) => viewOf({ azimuth, elevation }, { width, height }, boxHeight, marginsOf(width, height, legendWidth, leftInset)),
  )

  update(content: Partial<StageContent>): void {
    this.content = { ...this.content, ...content }
  }

  /** The shown domain: the same object while its numbers are the same. */
  get domain(): Domain {
    const { x, y } = this.content.domain
    return this.domainOf(x[0], x[1], y[0], y[1])
  }

  get boxHeight(): number {
    return plainHeight * Math.min(4, Math.max(0.02, this.content.height.exaggeration))
  }

  get field(): HeightField | undefined {
    const { surface } = this.content
    return surface === undefined || surface.nx < 2 || surface.ny < 2 ? undefined : this.fieldOf(surface)
  }

  get scale(): HeightScale {
    const { surface, height } = this.content
    return this.scaleOf(height.scale, surface?.reference ?? NaN, surface?.span ?? 0, surface?.name)
  }

  get surface(): DrawnSurface | undefined {
    const { field } = this
    if (field === undefined) return undefined
    const { scale } = this
    const units = this.unitsOf(field, scale)
    return this.surfaceOf(field, units, this.diagonalsOf(field, units, scale), this.boxHeight, this.domain)
  }

  get view(): View {
    const { camera, legend, paint, leftInset } = this.content
    const { width, height } = this.size
    const legendWidth = !legend ? plainMargin : paint?.legend.kind === 'classes' ? classLegendWidth : barLegendWidth
    return this.viewFor(camera.azimuth, camera.elevation, width, height, this.boxHeight, legendWidth, leftInset)
  }

  /** Where the eye is; the same object until it changes sides. */
  get sides(): Sides {
    const [x, y] = this.view.eye
    return this.sidesOf(Math.sign(x) || 1, Math.sign(y) || 1)
  }

  /** The separatrices as paths that are wholly drawn from the start. */
  get separatrixPaths(): readonly PathData[] {
    return this.separatricesOf(this.content.separatrices, this.content.theme)
  }

  /** The ghosts under the surface's own scale; the same array while nothing of them changes. */
  get ghosts(): readonly DrawnGhost[] {
    const { ghosts } = this.content
    if (this.surface === undefined) return noGhosts
    return this.ghostsOf(ghosts.length, this.scale, this.boxHeight, this.domain, ...ghosts)
  }

  /** The stems on the surface; the same array while nothing of them changes. */
  get stems(): readonly DrawnStems[] {
    const { surface, scale } = this
    return surface === undefined ? [] : this.stemsOf(this.content.stems, surface, scale)
  }

  get xTicks(): readonly Tick[] {
    return this.xTicksOf(...this.content.domain.x, 5)
  }

  get yTicks(): readonly Tick[] {
    return this.yTicksOf(...this.content.domain.y, 5)
  }

  /** A point of the drawn surface in box coordinates; undefined outside the domain or at a hole. */
  place(x: number, y: number): Vector3 | undefined {
    const { surface } = this
    return surface === undefined ? undefined : placeOn(surface, x, y)
  }

  project(x: number, y: number): Projected | undefined {
    const point = this.place(x, y)
    return point === undefined ? undefined : projectPoint(this.view, point)
  }

  pick(px: number, py: number): PickedPoint | undefined {
    const { surface, content } = this
    if (surface === undefined) return undefined
    const ray = rayThrough(this.view, px, py)
    const distance = marchRay(surface, ray)
    if (distance === undefined) return undefined
    const bx = Math.min(1, Math.max(-1, ray.origin[0] + ray.direction[0] * distance))
    const by = Math.min(1, Math.max(-1, ray.origin[1] + ray.direction[1] * distance))
    const height = fieldHeight(surface, bx, by)
    if (height === undefined) return undefined
    return {
      x: domainCoordinate(bx, content.domain.x),
      y: domainCoordinate(by, content.domain.y),
      f: surface.field.grid.reference + height,
    }
  }

  /** Whether the surface stands between one of its points and the eye, by more than a marker's own breadth. */
  isHidden([x, y, z]: Vector3): boolean {
    const { surface, view } = this
    if (surface === undefined) return false
    const direction: Vector3 = [view.eye[0] - x, view.eye[1] - y, view.eye[2] - z]
    return marchRay(surface, { origin: [x, y, z], direction }, markerReach / Math.hypot(...direction)) !== undefined
  }
}

export interface DrawnGhost {
  readonly surface: DrawnSurface
  readonly color: string
}

const noGhosts: readonly DrawnGhost[] = []

function drawnGhosts(
  _count: number,
  scale: HeightScale,
  boxHeight: number,
  domain: Domain,
  ...ghosts: readonly GhostSurface[]
): readonly DrawnGhost[] {
  return ghosts.map(({ grid, color }) => {
    const field = heightField(grid)
    const units = unitHeights(field, scale)
    return { surface: drawnSurface(field, units, cellDiagonals(field, units, scale), boxHeight, domain), color }
  })
}

/** From the surface to the true losses of a path, box coordinates: rows of start and end, and the clock of each. */
export interface DrawnStems {
  readonly color: string
  readonly segments: Float32Array<ArrayBuffer>
  readonly clock: Float64Array
}

function drawnStems(
  stems: readonly StemData[],
  surface: DrawnSurface,
  { reference, toUnit }: HeightScale,
): readonly DrawnStems[] {
  return stems.map(({ color, clock, points, loss }) => {
    const placed = Array.from(clock, (at, k) => {
      const foot = placeOn(surface, points[2 * k]!, points[2 * k + 1]!)
      const unit = toUnit(loss[k]! - reference)
      // Below what a logarithm shows they end under the floor.
      const top = Math.min(stemUnits.most, Math.max(stemUnits.least, Number.isNaN(unit) ? -Infinity : unit))
      return foot && { at, segment: [...foot, foot[0], foot[1], top * surface.boxHeight] }
    }).filter((stem) => stem !== undefined)
    return {
      color,
      segments: Float32Array.from(placed.flatMap(({ segment }) => segment)),
      clock: Float64Array.from(placed, ({ at }) => at),
    }
  })
}

function placeOn(surface: DrawnSurface, x: number, y: number): Vector3 | undefined {
  const [bx, by] = [boxCoordinate(x, surface.domain.x), boxCoordinate(y, surface.domain.y)]
  if (!insideBox(bx) || !insideBox(by)) return undefined
  const z = drawnHeight(surface, bx, by)
  return z === undefined ? undefined : [bx, by, z]
}

function separatrixPaths(separatrices: StageContent['separatrices'], theme: StageContent['theme']): PathData[] {
  return separatrices.map((points, index) => ({
    id: String(index),
    color: stageThemes[theme].separatrix,
    marker: 'circle',
    visible: true,
    count: points.length / 2,
    // Before every playhead.
    clock: new Float64Array(points.length / 2).fill(-1),
    points,
  }))
}

/** A domain's half-widths. */
export function halfWidths({ x, y }: Domain): [number, number] {
  return [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2]
}

function insideBox(coordinate: number): boolean {
  return coordinate >= -1 - 1e-9 && coordinate <= 1 + 1e-9
}

/** What is left at the right for nothing, a colour bar and the names of classes, CSS pixels. */
const plainMargin = 40
const barLegendWidth = 92
const classLegendWidth = 168

function marginsOf(width: number, height: number, legendWidth: number, leftInset: number): Margins {
  const scale = Math.min(1, Math.max(0.5, Math.min(width / 900, height / 560)))
  return {
    left: 40 * scale + leftInset,
    right: legendWidth * Math.max(scale, 0.7),
    top: 24 * scale,
    bottom: 46 * Math.max(scale, 0.75),
  }
}

/** Keeps the last result while the arguments stay the same. */
function memo<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined
  return (...args) => {
    if (last === undefined || !args.every((arg, k) => Object.is(arg, last!.args[k]))) {
      last = { args, result: compute(...args) }
    }
    return last.result
  }
}
