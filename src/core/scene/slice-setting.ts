import { z } from 'zod'
import { gather } from '../catalogue/gather'
import type { Pieces } from '../pieces'
import type { Problem } from '../problem'
import { sliceProblems } from '../slice/check-slice'
import type { Slice } from '../slice/slice'
import type { FoundSlice, KnownPaths, SliceContext, SliceRecipe } from './slice-recipe'
import type { LandscapeSpec, SliceRecipeSetting, SliceSetting } from './landscape'
import { type SlicePoint, unrecordedProblem } from './slice-point'
import { vectorSchema } from '../vector-schema'

/** Every recipe of a slice, sorted by id. Each file of its folder defines one. */
export const sliceRecipes: readonly SliceRecipe[] = gather(
  import.meta.glob<SliceRecipe>(['./slice-recipes/*.ts', '!./slice-recipes/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** A plane's own vectors; a line has no v. */
export const planeSchema = z.strictObject({ origin: vectorSchema, u: vectorSchema, v: vectorSchema.optional() })
/** A plane, or a recipe of one; one that rests on a race may have the vectors that it was last resolved to. */
export const sliceSchema = z.union([
  planeSchema,
  z.discriminatedUnion(
    'kind',
    sliceRecipes.map(({ schema, isFromRace }) =>
      isFromRace === true ? schema.extend({ vectors: planeSchema.optional() }) : schema,
    ) as [z.ZodObject, ...z.ZodObject[]],
  ),
]) as unknown as z.ZodType<SliceSetting>

/** Whether what is drawn is a line. */
export function isLine(setting: SliceSetting | undefined): boolean {
  if (setting === undefined) return false
  return 'kind' in setting ? recipeOf(setting).isLine?.(setting) === true : setting.v === undefined
}

/** Whether of a landscape a line is drawn: its slice, or all of it where it has one coordinate. */
export function drawsLine({ dimension, slice }: Pick<LandscapeSpec, 'dimension' | 'slice'>): boolean {
  return dimension === 1 || isLine(slice)
}

/** What is wrong with a slice through n dimensions; none if it is absent. */
export function sliceSettingProblems(setting: SliceSetting | undefined, n: number, where: string): readonly Problem[] {
  if (setting === undefined) return []
  if (!('kind' in setting)) return sliceProblems(setting, n, where)
  return [...recipeOf(setting).check(setting, n, where), ...sliceProblems(setting.vectors, n, `${where}.vectors`)]
}

/** The slice that a setting in order means; the default one where it is absent. */
export function resolveSlice(setting: SliceSetting | undefined, context: SliceContext): FoundSlice {
  if (setting === undefined) return context.standard
  if (!('kind' in setting)) return setting
  const { id, resolve } = recipeOf(setting)
  if (resolve === undefined) throw new Error(`slice of ${id} is not resolved`)
  return resolve(setting, context)
}

/** The same in pieces, of recipes that take derivatives too. */
export function* resolveSliceInPieces(setting: SliceSetting | undefined, context: SliceContext): Pieces<FoundSlice> {
  if (setting === undefined || !('kind' in setting)) return resolveSlice(setting, context)
  const { resolveByDerivatives } = recipeOf(setting)
  if (resolveByDerivatives === undefined) return resolveSlice(setting, context)
  return yield* resolveByDerivatives(setting, context)
}

/** Points of paths that a recipe goes through and that were not recorded: known once there are the paths. */
export function unrecordedProblems(
  setting: SliceSetting | undefined,
  context: Pick<SliceContext, 'pathOf'>,
): readonly Problem[] {
  if (setting === undefined || !('kind' in setting)) return []
  const { origin, points = [] } = setting as { readonly origin?: SlicePoint; readonly points?: readonly SlicePoint[] }
  const given = [{ point: origin, name: 'origin' }, ...points.map((point, i) => ({ point, name: `points[${i}]` }))]
  return given.flatMap(({ point, name }) => {
    const problem = point && unrecordedProblem(point, context)
    return problem === undefined ? [] : [{ ...problem, where: `landscape.slice.${name}` }]
  })
}

/** What is wrong with what a recipe came to: directions of no length, or that are parallel. */
export function foundSliceProblems(
  setting: SliceSetting | undefined,
  slice: Slice,
  n: number,
  paths?: KnownPaths,
): readonly Problem[] {
  if (setting === undefined || !('kind' in setting)) return []
  const where = 'landscape.slice'
  const problems = sliceProblems(slice, n, where)
  const nothing = recipeOf(setting).nothing?.(setting, slice, paths)
  return problems.length === 0 || nothing === undefined ? problems : [{ ...nothing, where }]
}

function recipeOf({ kind }: SliceRecipeSetting): SliceRecipe {
  const found = sliceRecipes.find(({ id }) => id === kind)
  if (found === undefined) throw new Error(`no recipe of a slice "${kind}"`)
  return found
}
