import { z } from 'zod'
import { invalid } from '../../core/problem'
import { defineJobKind } from '../job-kind'
import type { SurfaceSpec } from '../job-table'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

/** Points along one axis at most. */
const largest = 8192
/** Points of a tile: some milliseconds, so that sending it is a small part of it and every worker gets some. */
const tilePoints = 32768
/** Points between two yields: some tenths of a millisecond. */
const yieldPoints = 4096

const schema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  resolution: z.tuple([z.number(), z.number()]),
  gradient: z.boolean(),
})

/** Rows [from, to) of the grid. */
interface Rows {
  readonly from: number
  readonly to: number
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
  streams: false,

  validate(given) {
    const checked = checkPlacedSpec(schema, given)
    const sides = checked.value?.resolution ?? []
    if (sides.every((side) => Number.isInteger(side) && side >= 1 && side <= largest)) return checked
    return invalid({
      message: `resolution is ${sides.join(' x ')}, expected whole numbers from 1 to ${largest}`,
      remedy: 'choose one of them; 256 is fine for a picture',
      where: 'resolution',
    })
  },

  cost({ resolution: [nx, ny], gradient }: SurfaceSpec) {
    return { work: nx * ny, bytes: nx * ny * 8 * (gradient ? 3 : 1), smaller: 'lower the resolution' }
  },

  plan({ resolution: [nx, ny] }) {
    const height = Math.max(1, Math.floor(tilePoints / nx))
    return Array.from({ length: Math.ceil(ny / height) }, (_, index): Rows => {
      return { from: index * height, to: Math.min(ny, (index + 1) * height) }
    })
  },

  *run({ landscape, domain, resolution, gradient }, { from, to }): Generator<undefined, SurfacePart, void> {
    const [nx] = resolution
    const fill = landscapeOf(landscape).rows(domain, resolution, gradient)
    const values = new Float64Array((to - from) * nx)
    const gradients = gradient ? new Float64Array(2 * values.length) : undefined
    const step = Math.max(1, Math.floor(yieldPoints / nx))
    for (let row = from; row < to; row += step) {
      const end = Math.min(to, row + step)
      const at = (row - from) * nx
      fill(row, end, values.subarray(at, at + (end - row) * nx), gradients?.subarray(2 * at))
      yield
    }
    return { values, ...(gradients && { gradients }), range: finiteRange(values) }
  },

  merge({ domain, resolution, gradient }, parts) {
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
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  return Float64Array.of(min, max)
}

function joined(arrays: readonly Float64Array[], length: number): Float64Array {
  if (arrays.length === 1) return arrays[0]!
  const whole = new Float64Array(length)
  let at = 0
  for (const array of arrays) {
    whole.set(array, at)
    at += array.length
  }
  return whole
}
