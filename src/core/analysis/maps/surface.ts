import type { Expression } from '../../calculus'
import { rowKernel } from '../../calculus'
import { operationCount } from '../../calculus/program'
import { type Domain, gridCoordinate } from '../../domain'
import { type Batch, type EvaluationsInPieces, type Objective, workOf } from '../../objectives/objective'
import { pieceOperations, type Pieces } from '../../pieces'

/** Operations of rows that are filled between two yields: a tenth of a millisecond where they are compiled. */
const pieceOfRows = 8 * pieceOperations
/** Points whose slopes stay in the nearest cache until they are interleaved. */
const pointsInCache = 1024

/**
 * Fills rows `fromRow` up to, not including, `toRow` of a grid into arrays that belong to the caller: point (i, j) at
 * (j - fromRow) nx + i of `values`, and its df/dx, df/dy interleaved at twice that index of `gradients`. A piece ends
 * with a row, or within one that is long or dear.
 */
export type SurfaceRows = (
  fromRow: number,
  toRow: number,
  values: Float64Array,
  gradients?: Float64Array,
) => Pieces<void>

/**
 * Prepares the evaluation of a 2-D expression, and of its gradient where asked, on nx x ny points of a domain, ends
 * included; rows are y ascending. `parameters` are the values of the expression's parameters in its own order. Bands of
 * rows may be filled in any order and give the same bits as the point kernel. Non-finite where the expression is.
 */
export function surfaceRows(
  expression: Expression,
  parameters: readonly number[],
  domain: Domain,
  [nx, ny]: readonly [nx: number, ny: number],
  gradient: boolean,
): SurfaceRows {
  const { make } = expression
  let kernel: ReturnType<typeof rowKernel> | undefined
  const x = Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx))
  const inputs: (number | Float64Array)[] = [x, 0, ...parameters]
  return function* (fromRow, toRow, values, gradients) {
    if (gradient) yield* make('gradient')
    const program = gradient ? expression.gradient : expression.value
    kernel ??= rowKernel(program)
    const work = nx * operationCount(program)
    const inPiece = Math.max(1, Math.floor(pieceOfRows / work))
    const inCache = gradients === undefined ? inPiece : Math.max(1, Math.floor(pointsInCache / nx))
    const slopes = Array.from(program.outputs.slice(1), () => new Float64Array(Math.min(inCache, toRow - fromRow) * nx))
    for (let from = fromRow; from < toRow; from += inPiece) {
      const to = Math.min(from + inPiece, toRow)
      for (let j = from; j < to; j += inCache) {
        const y = Float64Array.from({ length: Math.min(inCache, to - j) }, (_, k) =>
          gridCoordinate(domain.y, j + k, ny),
        )
        const at = (j - fromRow) * nx
        const outputs = [values.subarray(at, at + y.length * nx), ...slopes]
        if (inPiece === 1) yield* kernel.inPieces(inputs.with(1, y[0]!), nx, outputs)
        else kernel.grid(inputs, { input: 1, values: y }, nx, outputs)
        if (gradients !== undefined) interleave(slopes, y.length * nx, gradients, 2 * at)
      }
      if (to < toRow) yield
    }
  }
}

function interleave([fx, fy]: readonly Float64Array[], count: number, out: Float64Array, at: number): void {
  for (let i = 0; i < count; i++) {
    out[at + 2 * i] = fx![i]!
    out[at + 2 * i + 1] = fy![i]!
  }
}

/**
 * The same for any objective in the plane, by `value` where no gradient is asked for and else by `valueGradMany`, a row
 * at a time, or where those come in pieces by these. Gives the bits of both. The objective counts what it is asked.
 * Of a mean over examples it may be that of a `batch` alone.
 */
export function objectiveRows(
  objective: Objective,
  domain: Domain,
  [nx, ny]: readonly [nx: number, ny: number],
  gradient: boolean,
  batch?: Batch,
): SurfaceRows {
  const x = Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx))
  const point = new Float64Array(2)
  const points = new Float64Array(2 * nx)
  const f = new Float64Array(nx)
  const slopes = new Float64Array(2 * nx)
  points.set(x)
  const { inPieces } = objective
  const slope = new Float64Array(2)
  const pointsInPiece = Math.max(1, Math.floor(pieceOperations / workOf(objective)))
  /** A row whose points take long each, one by one. */
  const rowInPieces = function* (
    { value, valueGrad }: EvaluationsInPieces,
    y: number,
    at: number,
    values: Float64Array,
    gradients: Float64Array | undefined,
  ): Pieces<void> {
    point[1] = y
    for (let i = 0; i < nx; i++) {
      point[0] = x[i]!
      if (gradients === undefined) values[at + i] = yield* value(point, batch)
      else {
        values[at + i] = yield* valueGrad(point, slope, batch)
        gradients.set(slope, 2 * (at + i))
      }
    }
  }
  return function* (fromRow, toRow, values, gradients) {
    let done = 0
    for (let j = fromRow; j < toRow; j++) {
      const y = gridCoordinate(domain.y, j, ny)
      const at = (j - fromRow) * nx
      if (inPieces !== undefined) {
        yield* rowInPieces(inPieces, y, at, values, gradient ? gradients : undefined)
        continue
      }
      done += nx
      if (done > pointsInPiece) {
        done = nx
        yield
      }
      if (!gradient || gradients === undefined) {
        point[1] = y
        for (let i = 0; i < nx; i++) {
          point[0] = x[i]!
          values[at + i] = objective.value(point)
        }
        continue
      }
      points.fill(y, nx)
      objective.valueGradMany(points, nx, f, slopes)
      values.set(f, at)
      for (let i = 0; i < nx; i++) {
        gradients[2 * (at + i)] = slopes[i]!
        gradients[2 * (at + i) + 1] = slopes[nx + i]!
      }
    }
  }
}
