import { z } from 'zod'
import type { Problem } from '../problem'
import { vectorSchema } from '../vector-schema'
import type { Path } from '../slice/fidelity'
import type { SliceContext } from './slice-recipe'

/** A point of a slice: its coordinates; or where a racer, by its id, started, ended or was after a step. */
export const slicePointSchema = z.union([
  vectorSchema,
  z.strictObject({ kind: z.enum(['start', 'end']), of: z.string() }),
  z.strictObject({ kind: z.literal('step'), of: z.string(), step: z.int().min(0) }),
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
  const at = rowOf(point, path) * dimension
  return Array.from(path.theta.subarray(at, at + dimension))
}

/** The row of a path in which a racer is at a point of it; -1 where that was not recorded. */
export function rowOf(point: Extract<SlicePoint, { kind: string }>, { step }: Path): number {
  if (point.kind === 'step') return step.indexOf(point.step)
  return point.kind === 'start' ? 0 : step.length - 1
}

/** Why a racer's path does not have a point after a step; undefined where it has. */
export function unrecordedProblem(
  point: SlicePoint,
  { pathOf }: Pick<SliceContext, 'pathOf'>,
): Omit<Problem, 'where'> | undefined {
  if (!('of' in point) || point.kind !== 'step') return undefined
  const path = pathOf(point.of)
  if (rowOf(point, path) >= 0) return undefined
  const last = path.step.at(-1)!
  if (point.step > last)
    return {
      message: `${point.of} ended at step ${last}, and has no step ${point.step}`,
      remedy: `take one from 0 to ${last}`,
    }
  const before = path.step.findLast((step) => step < point.step)!
  const after = path.step.find((step) => step > point.step)!
  return {
    message: `step ${point.step} of ${point.of} was not recorded`,
    remedy: `take ${before} or ${after}, or record every step`,
  }
}

/** Where a slice lies: at a point, or where the landscape's own does. */
export function originAt(origin: SlicePoint | undefined, context: SliceContext): readonly number[] {
  return origin === undefined ? context.standard.origin : slicePointAt(origin, context)
}
