import type { Expression } from '../../calculus'
import { rowKernel } from '../../calculus'
import { type Domain, gridCoordinate } from '../../domain'
import type { Objective } from '../../objectives/objective'

/**
 * Fills rows `fromRow` up to, not including, `toRow` of a grid into arrays that belong to the caller: point (i, j) at
 * (j - fromRow) nx + i of `values`, and its df/dx, df/dy interleaved at twice that index of `gradients`. Allocates
 * nothing.
 */
export type SurfaceRows = (fromRow: number, toRow: number, values: Float64Array, gradients?: Float64Array) => void

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
  const kernel = rowKernel(gradient ? expression.gradient : expression.value)
  const x = Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx))
  const inputs: (number | Float64Array)[] = [x, 0, ...parameters]
  const f = new Float64Array(nx)
  const [fx, fy] = [new Float64Array(nx), new Float64Array(nx)]
  const outputs = gradient ? [f, fx, fy] : [f]
  return (fromRow, toRow, values, gradients) => {
    for (let j = fromRow; j < toRow; j++) {
      inputs[1] = gridCoordinate(domain.y, j, ny)
      kernel(inputs, nx, outputs)
      const at = (j - fromRow) * nx
      values.set(f, at)
      if (!gradient || gradients === undefined) continue
      for (let i = 0; i < nx; i++) {
        gradients[2 * (at + i)] = fx[i]!
        gradients[2 * (at + i) + 1] = fy[i]!
      }
    }
  }
}

/**
 * The same for any objective in the plane, by `value` where no gradient is asked for and else by `valueGradMany`, a row
 * at a time. Gives the bits of both. The objective counts what it is asked.
 */
export function objectiveRows(
  objective: Objective,
  domain: Domain,
  [nx, ny]: readonly [nx: number, ny: number],
  gradient: boolean,
): SurfaceRows {
  const x = Float64Array.from({ length: nx }, (_, i) => gridCoordinate(domain.x, i, nx))
  const point = new Float64Array(2)
  const points = new Float64Array(2 * nx)
  const f = new Float64Array(nx)
  const slopes = new Float64Array(2 * nx)
  points.set(x)
  return (fromRow, toRow, values, gradients) => {
    for (let j = fromRow; j < toRow; j++) {
      const y = gridCoordinate(domain.y, j, ny)
      const at = (j - fromRow) * nx
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
