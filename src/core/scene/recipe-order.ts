import { closestName } from '../closest-name'
import type { Problem } from '../problem'
import { shown } from '../shown'
import type { SliceSetting } from './landscape'
import type { StartSetting } from './start'

interface Starter {
  readonly id: string
  readonly start: StartSetting
}

/** The racers that a recipe rests on: each `of` in it, however deep. A plane's vectors and a place rest on none. */
export function racersOf(setting: SliceSetting | StartSetting | undefined): readonly string[] {
  return [...new Set(namedIn(setting, '').map(({ id }) => id))]
}

/** Recipes that take derivatives, by their kinds: told here without loading them. */
export const recipesByDerivatives: readonly string[] = ['eigenvectors', 'gradient']

export function takesDerivatives(setting: SliceSetting | undefined): boolean {
  return setting !== undefined && 'kind' in setting && recipesByDerivatives.includes(setting.kind)
}

/** Whether only the `slice` job gives the vectors of a slice: it rests on paths of racers, or takes derivatives. */
export function isResolvedByJob(setting: SliceSetting | undefined): boolean {
  return racersOf(setting).length > 0 || takesDerivatives(setting)
}

/** What a slice calls all racers together, unless one has this name. */
const allRacers = 'all'

/** The racers that a slice means by the names in it, of those that there are. */
export function racersMeant(names: readonly string[], racers: readonly string[]): readonly string[] {
  const isAll = (name: string): boolean => name === allRacers && !racers.includes(name)
  return [...new Set(names.flatMap((name) => (isAll(name) ? racers : [name])))]
}

interface Named {
  readonly id: string
  readonly where: string
}

function namedIn(setting: SliceSetting | StartSetting | undefined, where: string): readonly Named[] {
  return setting !== undefined && 'kind' in setting ? namesBelow(setting, where) : []
}

function namesBelow(value: unknown, where: string): readonly Named[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    const at = Array.isArray(value) ? `${where}[${key}]` : `${where}.${key}`
    return key === 'of' && typeof entry === 'string' ? [{ id: entry, where: at }] : namesBelow(entry, at)
  })
}

/** The racers of these ids and all whose ends their starts wait for, in the order in which they are found. */
export function withAwaited<Racer extends Starter>(racers: readonly Racer[], ids: readonly string[]): readonly Racer[] {
  const found: Racer[] = []
  const add = (id: string): void => {
    const racer = racers.find((racer) => racer.id === id)
    if (racer === undefined || found.includes(racer)) return
    found.push(racer)
    racersOf(racer.start).forEach(add)
  }
  racersMeant(
    ids,
    racers.map(({ id }) => id),
  ).forEach(add)
  return found
}

/**
 * Racers that recipes name and that there are not, and recipes that wait for one another. On a line one number is a
 * place, else two are. A slice may name a recorded path as it names a racer.
 */
export function recipeProblems(
  slice: SliceSetting | undefined,
  isLine: boolean,
  racers: readonly Starter[],
  paths: readonly string[] = [],
): readonly Problem[] {
  const ids = racers.map(({ id }) => id)
  const twice = paths.findIndex((id) => ids.includes(id))
  if (twice >= 0)
    return [
      {
        message: `recorded path has the id of a racer, ${shown(paths[twice])}`,
        remedy: 'rename one of them',
        where: `landscape.paths[${twice}].id`,
      },
    ]
  const unknown = [
    ...namedIn(slice, 'landscape.slice').filter(
      ({ id }) => !paths.includes(id) && (ids.length === 0 || id !== allRacers),
    ),
    ...racers.flatMap(({ start }, i) => namedIn(start, `racers[${i}].start`)),
  ].filter(({ id }) => !ids.includes(id))
  const problems = unknown.map(({ id, where }): Problem => {
    const close = closestName(id, ids)
    return {
      message: `unknown racer: ${shown(id)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
      remedy: ids.length === 0 ? 'add racers' : `take one of ${ids.join(', ')}`,
      where,
    }
  })
  const cycle = problems.length > 0 ? undefined : cycleIn(waitingFor(slice, isLine, racers))
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

/**
 * What each part of a race needs first: the slice paths, a path its start, a start the slice that it is a place on, or
 * an end.
 */
function waitingFor(slice: SliceSetting | undefined, isLine: boolean, racers: readonly Starter[]): Waits {
  const isPlace = (start: StartSetting): boolean => !('kind' in start) && start.length === (isLine ? 1 : 2)
  const parts = racers.flatMap(({ id, start }): readonly (readonly [string, readonly string[]])[] => [
    [`path of ${id}`, [`start of ${id}`]],
    [`end of ${id}`, [`start of ${id}`]],
    [`start of ${id}`, isPlace(start) ? ['slice'] : racersOf(start).map((of) => `end of ${of}`)],
  ])
  const ofSlice = racersMeant(
    racersOf(slice),
    racers.map(({ id }) => id),
  )
  return { ...Object.fromEntries(parts), slice: ofSlice.map((id) => `path of ${id}`) }
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
