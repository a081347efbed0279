import { z } from 'zod'
import { gather } from '../catalogue/gather'
import type { Problem } from '../problem'
import { checkInit, type InitSetting } from './initial-parameters'
import { isInside } from './check-domain'
import type { SceneLandscape } from './landscape'
import { drawsLine } from './slice-setting'
import { startPlace, type StartRecipeSetting, type StartSetting } from './start'
import type { StartContext, StartRecipe } from './start-recipe'
import { vectors } from '../vector-schema'

/** Every recipe of a start, sorted by id. Each file of its folder defines one. */
export const startRecipes: readonly StartRecipe[] = gather(
  import.meta.glob<StartRecipe>(['./start-recipes/*.ts', '!./start-recipes/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

export const startSchema = z.union([
  z.array(z.number()).min(1).register(vectors, {}),
  z.discriminatedUnion('kind', startRecipes.map(({ schema }) => schema) as [z.ZodObject, ...z.ZodObject[]]),
]) as unknown as z.ZodType<StartSetting>

/** What is wrong with a start on its landscape; none if it is absent. A place must lie in the domain. */
export function startProblems(
  landscape: SceneLandscape,
  start: StartSetting | undefined,
  where: string,
): readonly Problem[] {
  if (start === undefined || 'kind' in start) return []
  const { dimension = 2, domain } = landscape
  const places = drawsLine(landscape) ? 1 : 2
  const problems = startLengthProblems(start, dimension, places, where)
  const place = start.length > places || problems.length > 0 ? undefined : startPlace(start)
  return place === undefined || isInside(domain, place) ? problems : [outside(landscape, start, where)]
}

/** A start at the initialisation of what has none, or by an initialiser that is not in order. */
export function initialisationProblems(
  start: StartSetting | undefined,
  hasInitialisation: boolean,
  where: string,
): readonly Problem[] {
  if (start === undefined || !('kind' in start) || recipeOf(start).needsInitialisation !== true) return []
  const { init } = start as { readonly init?: InitSetting }
  if (hasInitialisation) return init === undefined ? [] : checkInit(init, `${where}.init`).problems
  const message = 'start at the initialisation of a landscape that has none'
  return [{ message, remedy: 'give a place, or take a network', where }]
}

/** What is wrong with a start's number of numbers, in n dimensions of which so many are drawn. */
export function startLengthProblems(start: StartSetting, n: number, places: 1 | 2, where: string): readonly Problem[] {
  if ('kind' in start || start.length === places || start.length === n) return []
  const place =
    places === 1 ? `one number${n === 1 ? '' : ', a place on the line'}` : 'two numbers, a place on the plane'
  const vector = n === places ? '' : `, or ${n}, one for each coordinate`
  return [
    {
      message: `start has ${start.length} ${start.length === 1 ? 'number' : 'numbers'}, expected ${place}${vector}`,
      remedy: 'give as many numbers',
      where,
    },
  ]
}

function outside(landscape: SceneLandscape, start: readonly number[], where: string): Problem {
  const { domain } = landscape
  const y = drawsLine(landscape) ? '' : `, y in [${domain.y.join(', ')}]`
  return {
    message: `start (${start.join(', ')}) is outside the domain x in [${domain.x.join(', ')}]${y}`,
    remedy: 'move it inside or widen landscape.domain',
    where,
  }
}

/** The whole vector that a recipe means. */
export function resolveStart(recipe: StartRecipeSetting, context: StartContext): Float64Array {
  return recipeOf(recipe).resolve(recipe, context)
}

function recipeOf({ kind }: { readonly kind: string }): StartRecipe {
  const found = startRecipes.find(({ id }) => id === kind)
  if (found === undefined) throw new Error(`no recipe of a start "${kind}"`)
  return found
}
