import { brief } from '../core/brief'
import { checkGrid, mostCells, type SampledGrid, tooManyPoints } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'
import type { MatrixOrder, SurfaceReading } from '../core/scene/surface-reading'
import type { ReadingNote } from './surface-file'

/** A matrix and its axes, as a file has them. */
export interface Laid {
  readonly x: Float64Array
  readonly y: Float64Array
  /** Row-major, or for another order than its shape says, as they stand. */
  readonly data: Float64Array
  /** The orders that its shape fits, the default first; at least one. */
  readonly orders: readonly MatrixOrder[]
}

/** A grid that was laid out, the order that was taken and what there is to say of it. */
export interface LaidGrid {
  readonly grid: SampledGrid
  readonly order: MatrixOrder
  readonly notes: readonly ReadingNote[]
}

/** How many times rougher one order has to be for the other to be taken for that. */
const clearlyRougher = 3

/** The grid of a matrix in the order that is wanted, else the smoother one where that is clear, else by default. */
export function layGrid(laid: Laid, wanted: MatrixOrder | undefined): Checked<LaidGrid> {
  const { x, y, orders } = laid
  const size = checkSize(x.length, y.length, laid.data.length)
  if (size !== undefined) return size
  if (wanted !== undefined && !orders.includes(wanted)) {
    return invalid({
      message: `matrix fits the order ${orders.join(' or ')} alone, and ${wanted} was asked for`,
      remedy: 'leave the order out',
      where: 'order',
    })
  }
  const [first, second] = orders
  const notes: ReadingNote[] = []
  let order = wanted ?? first!
  let values = inRows(laid, order)
  if (wanted === undefined && second !== undefined) {
    const other = x.length === y.length ? undefined : inRows(laid, second)
    const ratio = other === undefined ? 1 : roughness(values, x.length) / roughness(other, x.length)
    if (other !== undefined && ratio >= clearlyRougher) [order, values] = [second, other]
    notes.push(orderNote(order, ratio))
  }
  const grid = sortedGrid(x, y, values)
  if (grid.value === undefined) return grid
  if (grid.value.x !== x && !(isDescending(x) || isAscending(x)))
    notes.push({ message: 'x was sorted, with its columns' })
  if (grid.value.y !== y && !(isDescending(y) || isAscending(y))) notes.push({ message: 'y was sorted, with its rows' })
  return valid({ grid: grid.value, order, notes })
}

function orderNote(order: MatrixOrder, ratio: number): ReadingNote {
  const rows = order === 'yx' ? 'rows are y' : 'rows are x'
  const factor = Math.max(ratio, 1 / ratio)
  const why =
    factor >= clearlyRougher && Number.isFinite(factor) ? `, ${brief(factor)} times smoother so` : ', by default'
  return { option: 'order', message: `${rows}${why}` }
}

/** Told before memory is taken for a grid of a claimed size. */
function checkSize(nx: number, ny: number, count: number): Checked<never> | undefined {
  if (nx * ny > mostCells) {
    return invalid(tooManyPoints(nx, ny, 'values'))
  }
  if (count === nx * ny) return undefined
  return invalid({
    message: `surface has ${count} values, expected ${nx * ny} for ${nx} x ${ny} points`,
    remedy: 'give one value for each pair of coordinates',
    where: 'values',
  })
}

/** Values as rows of equal y. */
function inRows({ x, y, data }: Laid, order: MatrixOrder): Float64Array {
  if (order === 'yx') return data
  const [nx, ny] = [x.length, y.length]
  const out = new Float64Array(nx * ny)
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) out[j * nx + i] = data[i * ny + j]!
  return out
}

/** The mean square of the second differences along rows and columns of nx values, holes left out. */
export function roughness(values: Float64Array, nx: number): number {
  let sum = 0
  let count = 0
  const add = (p: number, stride: number): void => {
    const second = values[p - stride]! - 2 * values[p]! + values[p + stride]!
    if (!Number.isFinite(second)) return
    sum += second * second
    count++
  }
  for (let p = 0; p < values.length; p++) {
    const i = p % nx
    if (i > 0 && i < nx - 1) add(p, 1)
    if (p >= nx && p < values.length - nx) add(p, nx)
  }
  return count === 0 ? 0 : sum / count
}

/** A grid whose axes ascend: rows and columns of one that does not are sorted together with it. */
function sortedGrid(x: Float64Array, y: Float64Array, values: Float64Array): Checked<SampledGrid> {
  const [alongX, alongY] = [sorting(x), sorting(y)]
  if (alongX === undefined && alongY === undefined) return checkGrid({ x, y, values })
  const [nx, ny] = [x.length, y.length]
  const sorted = new Float64Array(values.length)
  for (let j = 0; j < ny; j++) {
    const row = (alongY?.[j] ?? j) * nx
    for (let i = 0; i < nx; i++) sorted[j * nx + i] = values[row + (alongX?.[i] ?? i)]!
  }
  const taken = (axis: Float64Array, order: Uint32Array | undefined): Float64Array =>
    order === undefined ? axis : Float64Array.from(order, (k) => axis[k]!)
  return checkGrid({ x: taken(x, alongX), y: taken(y, alongY), values: sorted })
}

/** The places of an axis in ascending order; undefined where it ascends, or is none that could be sorted. */
function sorting(axis: Float64Array): Uint32Array | undefined {
  if (isAscending(axis) || !axis.every(Number.isFinite)) return undefined
  return Uint32Array.from(axis, (_, k) => k).sort((a, b) => axis[a]! - axis[b]! || a - b)
}

export function isAscending(axis: Float64Array): boolean {
  return axis.every((value, i) => i === 0 || value > axis[i - 1]!)
}

function isDescending(axis: Float64Array): boolean {
  return axis.every((value, i) => i === 0 || value < axis[i - 1]!)
}

export function isMonotone(axis: Float64Array): boolean {
  return axis.every(Number.isFinite) && (isAscending(axis) || isDescending(axis))
}

/** In a loss-landscape file -1 stands for what is not computed yet. */
const notComputed = -1

/** Values with holes where the number stands that is not a measurement, and that number where there are any. */
export function withHoles(
  data: Float64Array,
  { missing }: SurfaceReading,
  isLayout: boolean,
): { readonly data: Float64Array; readonly missing?: number; readonly notes: readonly ReadingNote[] } {
  const number = missing === 'none' ? undefined : (missing ?? (isLayout ? notComputed : undefined))
  if (number === undefined || !data.includes(number)) return { data, notes: [] }
  let count = 0
  const holed = data.map((value) => {
    if (value !== number) return value
    count++
    return NaN
  })
  const message = `${count} values of ${number} stand for what is not computed`
  return { data: holed, missing: number, notes: missing === undefined ? [{ option: 'missing', message }] : [] }
}
