import { z } from 'zod'
import { gather } from '../catalogue/gather'
import type { Pieces } from '../pieces'
import { type Checked, invalid } from '../problem'
import type { Grids } from './grids'
import type { LandscapeSpec, SceneLandscape } from './landscape'
import type { GridSource, LandscapeContext, LandscapeDefaults, LandscapeKind } from './landscape-kind'
import type { ResolvedLandscape } from './resolved-landscape'
import { foundSliceProblems } from './slice-setting'

/** Every kind of landscape, sorted by id. Each file of its folder defines one. */
export const landscapeKinds: readonly LandscapeKind[] = gather(
  import.meta.glob<LandscapeKind>(['./landscape-kinds/*.ts', '!./landscape-kinds/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** A landscape in a file. */
export const landscapeFileSchema = unionOf<{ kind: string }>(landscapeKinds.map(({ file }) => file))
/** A landscape in a job. */
export const landscapeSpecSchema = unionOf<LandscapeSpec>(landscapeKinds.map(({ spec }) => spec))

function unionOf<T>(schemas: readonly z.ZodObject[]): z.ZodType<T> {
  return z.discriminatedUnion('kind', schemas as [z.ZodObject, ...z.ZodObject[]]) as unknown as z.ZodType<T>
}

/** A landscape of a file whose shape is right, with its defaults filled in. */
export function checkLandscape(
  document: { readonly kind: string },
  context: LandscapeContext,
): Checked<SceneLandscape> {
  return kindOf(document).check(document, context)
}

/** What a scene of this landscape has where it says nothing else. */
export function landscapeDefaults(landscape: SceneLandscape, grids: Grids): LandscapeDefaults {
  return kindOf(landscape).defaults(landscape, grids)
}

/** A landscape as a file has it. */
export function landscapeDocument(landscape: SceneLandscape, grids: Grids): Readonly<Record<string, unknown>> {
  return kindOf(landscape).write(landscape, grids)
}

/** Makes a landscape of a job ready to be computed, or says what is wrong with it. */
export function resolveLandscape(spec: LandscapeSpec, gridOf: GridSource): Checked<ResolvedLandscape> {
  const resolved = kindOf(spec).resolve(spec, gridOf)
  if (resolved.value?.slice === undefined) return resolved
  const problems = foundSliceProblems(spec.slice, resolved.value.slice, resolved.value.dimension)
  return problems.length === 0 ? resolved : invalid(...problems)
}

/** Whether the parameters of a landscape begin somewhere of their own. */
export function hasInitialisation(landscape: { readonly kind: string }): boolean {
  return kindOf(landscape).hasInitialisation === true
}

/** Makes, in pieces, what `resolveLandscape` would take long over; nothing of what is no landscape. */
export function* landscapeAhead(spec: unknown): Pieces<void> {
  for (const { spec: schema, ahead } of landscapeKinds) {
    if (ahead === undefined) continue
    const { data } = schema.safeParse(spec)
    if (data !== undefined) yield* ahead(data as LandscapeSpec)
  }
}

function kindOf({ kind }: { readonly kind: string }): LandscapeKind {
  const found = landscapeKinds.find(({ id }) => id === kind)
  if (found === undefined) throw new Error(`no kind of landscape "${kind}"`)
  return found
}
