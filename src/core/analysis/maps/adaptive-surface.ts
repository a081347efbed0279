import { type Domain, gridCoordinate } from '../../domain'
import { HermitePatches } from '../../interpolation/hermite-patches'
import { type Batch, type Objective, valueGradManyInPieces, workOf } from '../../objectives/objective'
import { pieceOperations, type Pieces } from '../../pieces'

/** Cells of the fine grid along each side of a patch, a cell of the coarse grid. */
export const cellsInPatch = 4
const middle = cellsInPatch / 2

/** What is known of a plane at the points of the coarse grid: rows are y ascending, df/dx and df/dy interleaved. */
export interface CoarseSurface {
  readonly values: Float64Array
  readonly gradients: Float64Array
  /** [min, max] over the finite values. */
  readonly range: ArrayLike<number>
}

/** How a band of rows came about. */
export interface AdaptiveBand {
  /** Points at which the objective was evaluated, those of the coarse grid not among them. */
  readonly evaluated: number
  /** The largest error found in the middle of a patch that stands for the objective; 0 where none does. */
  readonly error: number
}

/** Fills rows `fromRow` up to, not including, `toRow`, both multiples of 4 or the last, into the caller's arrays. */
export type AdaptiveRows = (
  fromRow: number,
  toRow: number,
  values: Float64Array,
  gradients: Float64Array,
) => Pieces<AdaptiveBand>

/** The points of the coarse grid under an nx x ny one, each side of which has one more than a multiple of 4. */
export function coarseResolution([nx, ny]: readonly [number, number]): readonly [number, number] {
  return [(nx - 1) / cellsInPatch + 1, (ny - 1) / cellsInPatch + 1]
}

/**
 * Prepares the values and gradients of an objective in the plane on nx x ny points of a domain, ends included, from
 * those at every fourth point along each axis. Between these stand bicubic Hermite patches. The objective is evaluated
 * in the middle of each: where it differs from the patch by more than
 *
 *   within (|f - lowest| + within (highest - lowest)),
 *
 * so that low ground is as true on a logarithmic scale as high ground on a linear one, it is evaluated at all points of
 * the patch and of the eight around it. Elsewhere the patch stands for it: a smooth surface takes an eighth of the
 * evaluations. What lies between the middles and the points of the coarse grid, and touches none, is not seen.
 *
 * Rows come in bands, and are the same bits whatever these are: point (i, j) at (j - fromRow) nx + i of `values`,
 * gradients interleaved. Non-finite where the objective is. Of a mean over examples it may be that of a `batch` alone.
 */
export function adaptiveRows(
  plane: Objective,
  domain: Domain,
  [nx, ny]: readonly [nx: number, ny: number],
  coarse: CoarseSurface,
  within: number,
  batch?: Batch,
): AdaptiveRows {
  const resolution = coarseResolution([nx, ny])
  const [columns, rows] = [resolution[0] - 1, resolution[1] - 1]
  const spacing = [(domain.x[1] - domain.x[0]) / columns, (domain.y[1] - domain.y[0]) / rows] as const
  const patches = new HermitePatches(coarse.values, coarse.gradients, resolution, spacing)
  const [lowest, highest] = [coarse.range[0]!, coarse.range[1]!]
  // Where nothing lies below 0 no patch does.
  const floor = lowest >= 0 ? 0 : -Infinity
  const allowed = (f: number): number => within * (Math.abs(f - lowest) + within * (highest - lowest))
  const slope = new Float64Array(2)

  return function* (fromRow, toRow, values, gradients) {
    const [from, to] = [fromRow / cellsInPatch, Math.min(rows, Math.ceil(toRow / cellsInPatch))]
    // A patch looks at the middles around it.
    const [first, last] = [Math.max(0, from - 1), Math.min(rows, to + 1)]
    const middles = new Places(plane, domain, [nx, ny], batch)
    for (let row = first; row < last; row++) {
      for (let column = 0; column < columns; column++)
        middles.add(cellsInPatch * column + middle, cellsInPatch * row + middle)
    }
    yield* middles.evaluate()
    const indexOf = (column: number, row: number): number => (row - first) * columns + column
    const errors = Float64Array.from(middles.values, (f, k) =>
      Math.abs(patches.value(k % columns, first + Math.floor(k / columns), 0.5, 0.5) - f),
    )
    const stands = (column: number, row: number): boolean => {
      for (let r = Math.max(first, row - 1); r <= Math.min(last - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const k = indexOf(c, r)
          // Not so either where one of them is not finite.
          if (!(errors[k]! <= allowed(middles.values[k]!))) return false
        }
      }
      return true
    }

    const others = new Places(plane, domain, [nx, ny], batch)
    const write = (i: number, j: number, f: number, fx: number, fy: number): void => {
      const at = (j - fromRow) * nx + i
      values[at] = f
      gradients[2 * at] = fx
      gradients[2 * at + 1] = fy
    }
    let error = 0
    for (let row = from; row < to; row++) {
      for (let column = 0; column < columns; column++) {
        const isPatch = stands(column, row)
        const k = indexOf(column, row)
        if (isPatch) error = Math.max(error, errors[k]!)
        // A patch has the points of its lower and left edge, the last ones those of all.
        const [right, top] = [column === columns - 1 ? cellsInPatch : 3, row === rows - 1 ? cellsInPatch : 3]
        for (let b = 0; b <= top; b++) {
          for (let a = 0; a <= right; a++) {
            const [i, j] = [cellsInPatch * column + a, cellsInPatch * row + b]
            if (i % cellsInPatch === 0 && j % cellsInPatch === 0) {
              const at = (j / cellsInPatch) * resolution[0] + i / cellsInPatch
              write(i, j, coarse.values[at]!, coarse.gradients[2 * at]!, coarse.gradients[2 * at + 1]!)
            } else if (a === middle && b === middle) {
              write(i, j, middles.values[k]!, middles.slopes[2 * k]!, middles.slopes[2 * k + 1]!)
            } else if (isPatch) {
              const [s, t] = [a / cellsInPatch, b / cellsInPatch]
              patches.slopes(column, row, s, t, slope)
              write(i, j, Math.max(floor, patches.value(column, row, s, t)), slope[0]!, slope[1]!)
            } else others.add(i, j)
          }
        }
      }
      yield
    }
    yield* others.evaluate()
    others.forEach(write)
    return { evaluated: middles.count + others.count, error }
  }
}

/** Points of a grid, and an objective's values and slopes there. */
class Places {
  private readonly columns: number[] = []
  private readonly rows: number[] = []
  values = new Float64Array(0)
  /** df/dx and df/dy interleaved. */
  slopes = new Float64Array(0)

  constructor(
    private readonly plane: Objective,
    private readonly domain: Domain,
    private readonly resolution: readonly [nx: number, ny: number],
    private readonly batch: Batch | undefined,
  ) {}

  get count(): number {
    return this.columns.length
  }

  add(i: number, j: number): void {
    this.columns.push(i)
    this.rows.push(j)
  }

  *evaluate(): Pieces<void> {
    const { plane, domain, resolution, count } = this
    this.values = new Float64Array(count)
    this.slopes = new Float64Array(2 * count)
    const inPiece = Math.max(1, Math.floor(pieceOperations / workOf(plane)))
    for (let from = 0; from < count; from += inPiece) {
      const length = Math.min(inPiece, count - from)
      const points = new Float64Array(2 * length)
      const slopes = new Float64Array(2 * length)
      for (let k = 0; k < length; k++) {
        points[k] = gridCoordinate(domain.x, this.columns[from + k]!, resolution[0])
        points[length + k] = gridCoordinate(domain.y, this.rows[from + k]!, resolution[1])
      }
      const values = this.values.subarray(from, from + length)
      yield* valueGradManyInPieces(plane, points, length, values, slopes, this.batch)
      for (let k = 0; k < length; k++) {
        this.slopes[2 * (from + k)] = slopes[k]!
        this.slopes[2 * (from + k) + 1] = slopes[length + k]!
      }
      yield
    }
  }

  forEach(write: (i: number, j: number, f: number, fx: number, fy: number) => void): void {
    for (let k = 0; k < this.count; k++)
      write(this.columns[k]!, this.rows[k]!, this.values[k]!, this.slopes[2 * k]!, this.slopes[2 * k + 1]!)
  }
}
