import { axisTicks, type HeightScale, heightScale, type Tick } from '../scales'
import type { PickedPoint, StageContent, StageSize, SurfaceGrid } from '../stage'

/** Room around the plot for ticks and names, CSS pixels. */
const margins = { left: 62, right: 28, top: 56, bottom: 46 }
/** Between the plot's edge and the curve's lowest and highest point, CSS pixels. */
const clearance = 16
/** From one tick to the next along x, and along f, CSS pixels, about. */
const tickSpacing = { x: 110, f: 70 }

/** How wide the plot is on a canvas that nothing else takes a part of, CSS pixels. */
export function curveWidth(width: number, leftInset = 0): number {
  return Math.max(1, width - margins.left - leftInset - margins.right)
}

/** Where a curve lies on its canvas: f against x under the scale of heights that all pictures share. */
export class CurvePlot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly scale: HeightScale
  private readonly grid: SurfaceGrid | undefined

  constructor(
    private readonly content: Pick<StageContent, 'surface' | 'domain' | 'height' | 'leftInset'>,
    size: Pick<StageSize, 'width' | 'height'>,
    bottomInset = 0,
  ) {
    const { surface, height, leftInset } = content
    this.left = margins.left + leftInset
    this.top = margins.top
    this.width = curveWidth(size.width, leftInset)
    this.height = Math.max(1, size.height - this.top - margins.bottom - bottomInset)
    this.grid = surface !== undefined && surface.nx > 1 ? surface : undefined
    this.scale = heightScale(height.scale, surface?.reference ?? NaN, surface?.span ?? 0, surface?.name)
  }

  get xTicks(): readonly Tick[] {
    return axisTicks(...this.content.domain.x, Math.max(2, Math.min(9, this.width / tickSpacing.x)))
  }

  /** Those of the height scale, from the lowest: no more than there is room for. */
  get fTicks(): readonly Tick[] {
    const { ticks } = this.scale
    const most = Math.max(2, Math.floor(this.height / tickSpacing.f) + 1)
    const every = Math.ceil(ticks.length / most)
    return every < 3 ? ticks : ticks.filter((_, k) => k % every === 0)
  }

  toPx(x: number): number {
    const [min, max] = this.content.domain.x
    return this.left + ((x - min) / (max - min)) * this.width
  }

  toX(px: number): number {
    const [min, max] = this.content.domain.x
    return min + ((px - this.left) / this.width) * (max - min)
  }

  /** Of a unit height, or of one beyond the curve's own. */
  unitToPy(unit: number): number {
    return this.top + this.height - clearance - unit * (this.height - 2 * clearance)
  }

  /** Of f - reference; NaN where the scale has no place for it. */
  toPy(height: number): number {
    return this.unitToPy(this.scale.toUnit(height))
  }

  /** f - reference of the drawn curve, between the points of its grid; undefined beyond them and in holes. */
  heightAt(x: number, grid = this.grid): number | undefined {
    if (grid === undefined) return undefined
    const [min, max] = grid.domain.x
    const place = ((x - min) / (max - min)) * (grid.nx - 1)
    // What rounding puts beyond an end is the end.
    if (!(place >= -1e-6 && place <= grid.nx - 1 + 1e-6)) return undefined
    const i = Math.min(grid.nx - 2, Math.max(0, Math.floor(place)))
    const [a, b] = [grid.heights[i]!, grid.heights[i + 1]!]
    const height = a + (b - a) * (place - i)
    return Number.isFinite(height) ? height : undefined
  }

  /** Where a place along the line is on the curve; undefined out of the domain that is shown, and in holes. */
  project(x: number): { readonly px: number; readonly py: number } | undefined {
    const [min, max] = this.content.domain.x
    const height = x >= min && x <= max ? this.heightAt(x) : undefined
    return height === undefined ? undefined : { px: this.toPx(x), py: this.toPy(height) }
  }

  /** The point of the curve above or below a pixel of the plot. */
  pick(px: number, py: number): PickedPoint | undefined {
    const { left, top, width, height } = this
    if (px < left || px > left + width || py < top || py > top + height) return undefined
    const x = this.toX(px)
    const h = this.heightAt(x)
    return h === undefined ? undefined : { x, y: 0, f: this.scale.reference + h }
  }

  /** The points of a curve on the canvas; an entry that is not finite is a break. */
  *points(grid: SurfaceGrid): Generator<readonly [px: number, py: number]> {
    const [min, max] = grid.domain.x
    for (let i = 0; i < grid.nx; i++)
      yield [this.toPx(min + ((max - min) * i) / (grid.nx - 1)), this.toPy(grid.heights[i]!)]
  }
}
