import { harmonicFill } from '../interpolation/harmonic-fill'
import { splineSlopes } from '../interpolation/cubic-spline'
import { monotoneSlopes } from '../interpolation/monotone-slopes'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { coordinateLayout } from './coordinate-layout'
import type { EvaluationCounts, Layout, Objective } from './objective'

/** A function measured on a rectangular grid. */
export interface SampledGrid {
  /** Strictly ascending, at least 2; the spacing may vary. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Row-major, rows y ascending: the value at (x_i, y_j) is entry j nx + i. One that is not finite is a hole. */
  readonly values: Float64Array
}

/** Cells at most: 1024 x 1024. Each worker holds the fit of a surface, 32 bytes a cell. */
export const mostCells = 1_048_576

/** Checks what a grid has to be; `where` is where its axes and values stand in a document or file. */
export function checkGrid(
  grid: SampledGrid,
  where: { readonly x: string; readonly y: string; readonly values: string } = { x: 'x', y: 'y', values: 'values' },
): Checked<SampledGrid> {
  const { x, y, values } = grid
  const problems = [...axisProblems(x, 'x', where.x), ...axisProblems(y, 'y', where.y)]
  const size = `${x.length} x ${y.length}`
  if (x.length * y.length > mostCells) {
    problems.push(tooManyPoints(x.length, y.length, where.values))
  } else if (values.length !== x.length * y.length) {
    problems.push({
      message: `surface has ${values.length} values, expected ${x.length * y.length} for ${size} points`,
      remedy: 'give one value for each pair of coordinates',
      where: where.values,
    })
  } else if (values.length > 0 && !values.some(Number.isFinite)) {
    problems.push({
      message: 'surface has no finite value',
      remedy: 'measure at least some of its points',
      where: where.values,
    })
  }
  return problems.length === 0 ? valid(grid) : invalid(...problems)
}

/** What to say of a surface of more points than one may have. */
export function tooManyPoints(nx: number, ny: number, where: string): Problem {
  return {
    message: `surface has ${nx} x ${ny} points, expected at most ${mostCells} in all (1024 x 1024)`,
    remedy: 'take every second or third point along each axis',
    where,
  }
}

function axisProblems(axis: Float64Array, name: 'x' | 'y', where: string): Problem[] {
  if (axis.length < 2) {
    return [
      {
        message: `${name} has ${axis.length} coordinate${axis.length === 1 ? '' : 's'}, expected at least 2`,
        remedy: 'give a surface measured along two axes',
        where,
      },
    ]
  }
  const infinite = axis.findIndex((value) => !Number.isFinite(value))
  if (infinite >= 0) {
    const message = `${name} coordinate ${infinite + 1} is ${axis[infinite]}, expected a finite number`
    return [{ message, remedy: 'give every point a place; only values may be missing', where }]
  }
  const falling = axis.findIndex((value, i) => i > 0 && !(value > axis[i - 1]!))
  if (falling < 0) return []
  const pair = `${axis[falling - 1]} and then ${axis[falling]}`
  return [
    {
      message: `${name} coordinates ${falling} and ${falling + 1} are ${pair}, expected strictly ascending`,
      remedy: 'sort the axis together with its values, and name each coordinate once',
      where,
    },
  ]
}

/**
 * A grid with the spline fitted to it: the function and its derivatives at the knots. Shared by objectives, never
 * written.
 */
export interface FittedGrid extends SampledGrid {
  /** The grid's values with holes filled, df/dx, df/dy and d2f/dxdy, by knot. */
  readonly fit: {
    readonly f: Float64Array
    readonly fx: Float64Array
    readonly fy: Float64Array
    readonly fxy: Float64Array
  }
  /** By cell (i, j), entry j (nx - 1) + i: 1 where all four corners are known. */
  readonly known: Uint8Array
}

/**
 * What lies between the points of a grid: the C2 spline, or a C1 surface that is monotone along every line of the grid
 * between neighbours, through which no single value rings.
 */
export type Interpolation = 'spline' | 'monotone'

/**
 * Fits the tensor product of not-a-knot cubic splines, which is C2; or bicubic pieces whose slopes are monotone along
 * x and along y, and whose twist is the monotone slope along y of those along x, which is C1. Holes are filled
 * harmonically for the fit, so that it follows its data near them.
 *
 * Source: C. de Boor, A Practical Guide to Splines, 2001, chapter XVII.
 */
export function fitGrid({ x, y, values }: SampledGrid, interpolation: Interpolation = 'spline'): FittedGrid {
  const [nx, ny] = [x.length, y.length]
  const f = harmonicFill(x, y, values)
  const [fx, fy, fxy] = [new Float64Array(nx * ny), new Float64Array(nx * ny), new Float64Array(nx * ny)]
  const slopes = interpolation === 'spline' ? splineSlopes : monotoneSlopes
  const [alongX, alongY] = [slopes(x), slopes(y)]
  for (let j = 0; j < ny; j++) alongX.along(f, fx, j * nx, 1)
  for (let i = 0; i < nx; i++) {
    alongY.along(f, fy, i, nx)
    alongY.along(fx, fxy, i, nx)
  }
  const known = new Uint8Array((nx - 1) * (ny - 1))
  for (let j = 0; j < ny - 1; j++) {
    for (let i = 0; i < nx - 1; i++) {
      const p = j * nx + i
      const corners = [values[p]!, values[p + 1]!, values[p + nx]!, values[p + nx + 1]!]
      known[j * (nx - 1) + i] = corners.every(Number.isFinite) ? 1 : 0
    }
  }
  return { x, y, values, fit: { f, fx, fy, fxy }, known }
}

/**
 * The objective of a measured surface, theta = (x, y): its C2 spline with exact derivatives. It interpolates the known
 * cells to the last bit.
 *
 * Outside the grid, and inside a cell with a hole at a corner, value and derivatives are NaN: nothing was measured
 * there.
 */
export function sampledGridObjective(grid: FittedGrid): Objective {
  return new SampledGridObjective(grid)
}

/** Entries of a jet: the function and its derivatives at a point. */
const [F, FX, FY, FXX, FXY, FYY] = [0, 1, 2, 3, 4, 5] as const

class SampledGridObjective implements Objective {
  readonly dimension = 2
  readonly layout: Layout = coordinateLayout(['x', 'y'])
  readonly counts: EvaluationCounts = { values: 0, gradients: 0, hessians: 0, hessianVectors: 0 }
  private readonly jet = new Float64Array(6)
  /** Per axis the basis at a point: 4 functions, 4 first and 4 second derivatives, see `hermite`. */
  private readonly basisX = new Float64Array(12)
  private readonly basisY = new Float64Array(12)

  constructor(private readonly grid: FittedGrid) {}

  value(theta: Float64Array): number {
    this.counts.values++
    this.evaluate(theta[0]!, theta[1]!, 0)
    return this.jet[F]!
  }

  valueGrad(theta: Float64Array, outGradient: Float64Array): number {
    this.counts.gradients++
    this.evaluate(theta[0]!, theta[1]!, 1)
    outGradient[0] = this.jet[FX]!
    outGradient[1] = this.jet[FY]!
    return this.jet[F]!
  }

  hessian(theta: Float64Array, outHessian: Float64Array): void {
    this.counts.hessians++
    this.evaluate(theta[0]!, theta[1]!, 2)
    outHessian[0] = this.jet[FXX]!
    outHessian[1] = this.jet[FXY]!
    outHessian[2] = this.jet[FXY]!
    outHessian[3] = this.jet[FYY]!
  }

  hessianVector(theta: Float64Array, v: Float64Array, out: Float64Array): void {
    this.counts.hessianVectors++
    this.evaluate(theta[0]!, theta[1]!, 2)
    out[0] = this.jet[FXX]! * v[0]! + this.jet[FXY]! * v[1]!
    out[1] = this.jet[FXY]! * v[0]! + this.jet[FYY]! * v[1]!
  }

  valueGradMany(thetas: Float64Array, count: number, outValues: Float64Array, outGradients: Float64Array): void {
    this.counts.gradients += count
    for (let i = 0; i < count; i++) {
      this.evaluate(thetas[i]!, thetas[count + i]!, 1)
      outValues[i] = this.jet[F]!
      outGradients[i] = this.jet[FX]!
      outGradients[count + i] = this.jet[FY]!
    }
  }

  /** Writes the jet at a point up to the derivatives of this order. */
  private evaluate(x: number, y: number, order: 0 | 1 | 2): void {
    const { grid, basisX, basisY, jet } = this
    const nx = grid.x.length
    const i = cellOf(grid.x, x)
    const j = cellOf(grid.y, y)
    if (i < 0 || j < 0 || !this.isKnown(i, j, x === grid.x[i]!, y === grid.y[j]!)) {
      jet.fill(NaN)
      return
    }
    hermite(x - grid.x[i]!, grid.x[i + 1]! - grid.x[i]!, order, basisX)
    hermite(y - grid.y[j]!, grid.y[j + 1]! - grid.y[j]!, order, basisY)
    const p = j * nx + i
    jet[F] = this.combined(p, 0, 0)
    if (order === 0) return
    jet[FX] = this.combined(p, 4, 0)
    jet[FY] = this.combined(p, 0, 4)
    if (order === 1) return
    jet[FXX] = this.combined(p, 8, 0)
    jet[FXY] = this.combined(p, 4, 4)
    jet[FYY] = this.combined(p, 0, 8)
  }

  /**
   * Whether a point of cell (i, j) lies in a cell without a hole: on an edge or corner it lies in those on the other
   * side too.
   */
  private isKnown(i: number, j: number, isLeft: boolean, isLow: boolean): boolean {
    const { known } = this.grid
    const columns = this.grid.x.length - 1
    const at = j * columns + i
    return (
      known[at] === 1 ||
      (isLeft && i > 0 && known[at - 1] === 1) ||
      (isLow && j > 0 && known[at - columns] === 1) ||
      (isLeft && i > 0 && isLow && j > 0 && known[at - columns - 1] === 1)
    )
  }

  /** The sum over the cell's 16 data of datum times basis in x (from entry `a` of it) times basis in y (from `b`). */
  private combined(p: number, a: number, b: number): number {
    const { basisX: u, basisY: v, grid } = this
    const { f, fx, fy, fxy } = grid.fit
    const q = p + grid.x.length
    const low = f[p]! * u[a]! + f[p + 1]! * u[a + 1]! + fx[p]! * u[a + 2]! + fx[p + 1]! * u[a + 3]!
    const high = f[q]! * u[a]! + f[q + 1]! * u[a + 1]! + fx[q]! * u[a + 2]! + fx[q + 1]! * u[a + 3]!
    const lowRise = fy[p]! * u[a]! + fy[p + 1]! * u[a + 1]! + fxy[p]! * u[a + 2]! + fxy[p + 1]! * u[a + 3]!
    const highRise = fy[q]! * u[a]! + fy[q + 1]! * u[a + 1]! + fxy[q]! * u[a + 2]! + fxy[q + 1]! * u[a + 3]!
    return low * v[b]! + high * v[b + 1]! + lowRise * v[b + 2]! + highRise * v[b + 3]!
  }
}

/** The cell i with axis_i <= value < axis_{i+1}, the last one closed; -1 outside the axis. */
function cellOf(axis: Float64Array, value: number): number {
  let low = 0
  let high = axis.length - 1
  if (!(value >= axis[low]! && value <= axis[high]!)) return -1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (value >= axis[middle]!) low = middle
    else high = middle
  }
  return low
}

/**
 * The cubic Hermite basis at distance s from the left end of an interval of width h, into `out`: what the values at
 * the left and right end and the slopes there are multiplied by, then the same for the first derivative (from entry
 * 4) and the second (from 8), up to `order`. At either end one function is 1 and the others are 0, exactly.
 */
function hermite(s: number, h: number, order: 0 | 1 | 2, out: Float64Array): void {
  const t = s / h
  const r = 1 - t
  out[0] = r * r * (1 + 2 * t)
  out[1] = t * t * (1 + 2 * r)
  out[2] = h * t * r * r
  out[3] = -h * t * t * r
  if (order === 0) return
  out[4] = (-6 * t * r) / h
  out[5] = (6 * t * r) / h
  out[6] = r * (1 - 3 * t)
  out[7] = t * (3 * t - 2)
  if (order === 1) return
  out[8] = (6 * (2 * t - 1)) / (h * h)
  out[9] = (6 * (1 - 2 * t)) / (h * h)
  out[10] = (6 * t - 4) / h
  out[11] = (6 * t - 2) / h
}
