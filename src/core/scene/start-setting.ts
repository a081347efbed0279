import { z } from 'zod'
import { gather } from '../catalogue/gather'
import { closestName } from '../closest-name'
import type { Problem } from '../problem'
import { shown } from '../shown'
import { isInside } from './check-domain'
import type { SceneLandscape, SliceSetting } from './landscape'
import { isLine, sliceRacers } from './slice-setting'
import { startPlace, type StartRecipeSetting, type StartSetting } from './start'
import type { StartContext, StartRecipe } from './start-recipe'
import { vectors } from './vector-document'

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
  const { dimension = 2, slice, domain } = landscape
  const problems = startLengthProblems(start, dimension, isLine(slice) ? 1 : 2, where)
  const place = start.length > 2 || problems.length > 0 ? undefined : startPlace(start)
  return place === undefined || isInside(domain, place) ? problems : [outside(landscape, start, where)]
}

/** What is wrong with a start's number of numbers, in n dimensions of which so many are drawn. */
export function startLengthProblems(start: StartSetting, n: number, places: 1 | 2, where: string): readonly Problem[] {
  if ('kind' in start || start.length === places || start.length === n) return []
  const place = places === 1 ? 'one number, a place on the line' : 'two numbers, a place on the plane'
  const vector = n === places ? '' : `, or ${n}, one for each coordinate`
  return [
    {
      message: `start has ${start.length} ${start.length === 1 ? 'number' : 'numbers'}, expected ${place}${vector}`,
      remedy: 'give as many numbers',
      where,
    },
  ]
}

function outside({ domain, slice }: SceneLandscape, start: readonly number[], where: string): Problem {
  const y = isLine(slice) ? '' : `, y in [${domain.y.join(', ')}]`
  return {
    message: `start (${start.join(', ')}) is outside the domain x in [${domain.x.join(', ')}]${y}`,
    remedy: 'move it inside or widen landscape.domain',
    where,
  }
}

/** The racers whose ends a start is made from. */
export function startRacers(start: StartSetting): readonly string[] {
  return 'kind' in start ? (recipeOf(start).racers?.(start) ?? []) : []
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

interface Starter {
  readonly id: string
  readonly start: StartSetting
}

/** Racers that recipes name and that there are not, and recipes that wait for one another. */
export function recipeProblems(slice: SliceSetting | undefined, racers: readonly Starter[]): readonly Problem[] {
  const ids = racers.map(({ id }) => id)
  const unknown = [
    ...sliceRacers(slice).map((id) => ({ id, where: 'landscape.slice' })),
    ...racers.flatMap(({ start }, i) => startRacers(start).map((id) => ({ id, where: `racers[${i}].start` }))),
  ].filter(({ id }) => !ids.includes(id))
  const problems = unknown.map(({ id, where }): Problem => {
    const close = closestName(id, ids)
    return {
      message: `unknown racer: ${shown(id)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
      remedy: ids.length === 0 ? 'add racers' : `take one of ${ids.join(', ')}`,
      where,
    }
  })
  const cycle = problems.length > 0 ? undefined : cycleIn(waitingFor(slice, racers))
  if (cycle === undefined) return problems
  return [
    {
      message: `recipes wait for one another: ${cycle.join(' → ')}`,
      remedy: 'give one of them by numbers',
      where: cycle.includes('slice') ? 'landscape.slice' : 'racers',
    },
  ]
}

type Waits = Readonly<Record<string, readonly string[]>>

/** What each part of a race needs first: the slice paths, a path its start, a start the slice that it is a place on, or an end. */
function waitingFor(slice: SliceSetting | undefined, racers: readonly Starter[]): Waits {
  const parts = racers.flatMap(({ id, start }): readonly (readonly [string, readonly string[]])[] => [
    [`path of ${id}`, [`start of ${id}`]],
    [`end of ${id}`, [`start of ${id}`]],
    [
      `start of ${id}`,
      'kind' in start ? startRacers(start).map((of) => `end of ${of}`) : start.length <= 2 ? ['slice'] : [],
    ],
  ])
  return { ...Object.fromEntries(parts), slice: sliceRacers(slice).map((id) => `path of ${id}`) }
}

/** A way that comes back to where it began, its first part named again at its end. */
export function cycleIn(waits: Waits): readonly string[] | undefined {
  const done = new Set<string>()
  const follow = (part: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(part)) return [...way.slice(way.indexOf(part)), part]
    if (done.has(part)) return undefined
    for (const next of waits[part] ?? []) {
      const found = follow(next, [...way, part])
      if (found !== undefined) return found
    }
    done.add(part)
    return undefined
  }
  for (const part of Object.keys(waits)) {
    const found = follow(part, [])
    if (found !== undefined) return found
  }
  return undefined
}
