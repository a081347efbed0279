import { z } from 'zod'
import type { Problem } from '../problem'
import { sliceProblems } from '../slice/check-slice'
import type { Slice } from '../slice/slice'

/** A plane through a space of any number of coordinates. */
export const sliceSchema = z.strictObject({
  origin: z.array(z.number()),
  u: z.array(z.number()),
  v: z.array(z.number()),
})

/** What files and jobs may say about the space that a landscape lies in. */
export const spaceKeys = { dimension: z.int().optional(), slice: sliceSchema.optional() }

export interface SpaceSetting {
  readonly dimension?: number | undefined
  readonly slice?: Slice | undefined
}

/** The space of a checked landscape as its document says it. */
export function spaceDocument({ dimension, slice }: SpaceSetting): Readonly<Record<string, unknown>> {
  return { dimension, slice: slice && { origin: slice.origin, u: slice.u, v: slice.v } }
}

/** What is wrong with the dimension and slice of what lies in `min` to `max` dimensions; `name` is what it is. */
export function spaceProblems(
  { dimension, slice }: SpaceSetting & { readonly dimension: number },
  { min, max }: { readonly min: number; readonly max: number },
  name: string,
): readonly Problem[] {
  if (Number.isInteger(dimension) && dimension >= min && dimension <= max)
    return sliceProblems(slice, dimension, 'landscape.slice')
  const wanted = `a whole number from ${min} to ${max}`
  return [
    {
      message: `dimension of ${name} is ${dimension}, expected ${wanted}`,
      remedy: `set it to ${wanted}`,
      where: 'landscape.dimension',
    },
  ]
}
