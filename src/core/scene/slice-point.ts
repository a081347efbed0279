import { z } from 'zod'
import type { Problem } from '../problem'
import { vectorSchema } from '../vector-schema'
import type { SliceContext } from './slice-recipe'

/** A point that a slice goes through: its coordinates; or where a racer, by its id, has started or ended. */
export const slicePointSchema = z.union([
  vectorSchema,
  z.strictObject({ kind: z.enum(['start', 'end']), of: z.string() }),
])
export type SlicePoint = z.infer<typeof slicePointSchema>

/** What is wrong with a point in n dimensions, `name` in the message; none if it is absent. */
export function slicePointProblems(
  point: SlicePoint | undefined,
  n: number,
  name: string,
  where: string,
): readonly Problem[] {
  if (point === undefined || 'of' in point || point.length === n) return []
  return [
    {
      message: `${name} has ${point.length} ${point.length === 1 ? 'number' : 'numbers'}, expected ${n}, one for each coordinate`,
      remedy: `give ${n} numbers`,
      where,
    },
  ]
}

/** The coordinates of a point in order. */
export function slicePointAt(point: SlicePoint, { dimension, pathOf }: SliceContext): readonly number[] {
  if (!('of' in point)) return point
  const path = pathOf(point.of)
  return Array.from(point.kind === 'start' ? path.subarray(0, dimension) : path.subarray(-dimension))
}

/** Where a slice lies: at a point, or where the landscape's own does. */
export function originAt(origin: SlicePoint | undefined, context: SliceContext): readonly number[] {
  return origin === undefined ? context.standard.origin : slicePointAt(origin, context)
}
