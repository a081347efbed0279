import { z } from 'zod'
import type { Domain } from '../../core/domain'
import { invalid } from '../../core/problem'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineJobKind } from '../job-kind'
import { landscapeOf, specAhead } from './landscapes'
import { joined, resolutionProblems, rowBands } from './row-bands'
import { checkPlacedSpec } from './specs'

/** Points of a tile: some milliseconds, so that sending it is a small part of it and every worker gets some. */
const tilePoints = 32768

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  /** Points along x and along y, ends included. */
  resolution: z.tuple([z.number(), z.number()]).readonly(),
  /** Whether to compute the analytic gradient too. */
  gradient: z.boolean(),
})

export type SurfaceSpec = z.infer<typeof schema>

/** Row-major, rows are y ascending: point (i, j) at j * nx + i. Non-finite where the landscape is undefined. */
export interface SurfaceResult {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  readonly values: Float64Array
  /** df/dx and df/dy interleaved, 2 * nx * ny; absent unless asked for. */
  readonly gradients?: Float64Array
  /** [min, max] over the finite values; both NaN if there are none. */
  readonly range: Float64Array
}

interface SurfacePart {
  readonly values: Float64Array
  readonly gradients?: Float64Array
  /** [min, max] over the finite values; [Infinity, -Infinity] if there are none. */
  readonly range: Float64Array
}

/** Values on a grid, and gradients where asked; a tile is a band of rows. */
export const surfaceKind = defineJobKind({
  id: 'surface',
  version: 1,
  ahead: specAhead,

  validate(given) {
    const checked = checkPlacedSpec(schema, given)
    const problems = checked.value === undefined ? [] : resolutionProblems(checked.value.resolution)
    return problems.length === 0 ? checked : invalid(...problems)
  },

  cost({ landscape, resolution: [nx, ny], gradient }: SurfaceSpec) {
    const work = (nx * ny * landscapeOf(landscape).dimension) / 2
    return { work, bytes: nx * ny * 8 * (gradient ? 3 : 1), smaller: 'lower the resolution' }
  },

  plan: ({ resolution }) => rowBands(resolution, tilePoints),

  *run({ landscape, domain, resolution, gradient }, band): Generator<undefined, SurfacePart, void> {
    const [nx] = resolution
    const { rows } = landscapeOf(landscape)
    const fill = rows(domain, resolution, gradient)
    const values = new Float64Array((band.to - band.from) * nx)
    const gradients = gradient ? new Float64Array(2 * values.length) : undefined
    yield* fill(band.from, band.to, values, gradients)
    return { values, ...(gradients && { gradients }), range: finiteRange(values) }
  },

  merge({ domain, resolution, gradient }, parts): SurfaceResult {
    const [nx, ny] = resolution
    const range = Float64Array.of(
      Math.min(...parts.map(({ range: [min] }) => min!)),
      Math.max(...parts.map(({ range: [, max] }) => max!)),
    )
    return {
      domain,
      resolution,
      values: joined(
        parts.map(({ values }) => values),
        nx * ny,
      ),
      ...(gradient && {
        gradients: joined(
          parts.map(({ gradients }) => gradients!),
          2 * nx * ny,
        ),
      }),
      range: range[0]! <= range[1]! ? range : Float64Array.of(NaN, NaN),
    }
  },
})

function finiteRange(values: Float64Array): Float64Array {
  let min = Infinity
  let max = -Infinity
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    // No infinity lies between, and nothing is below or above NaN.
    if (value < min && value > -Infinity) min = value
    if (value > max && value < Infinity) max = value
  }
  return Float64Array.of(min, max)
}
