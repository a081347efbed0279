import type { Domain } from '../../core/domain'
import { pathIds, type SliceSetting } from '../../core/scene/landscape'
import { racersOf, recipeProblems } from '../../core/scene/recipe-order'
import type { Scene } from '../../core/scene/scene'
import { shownStart, startPlace, type StartSetting } from '../../core/scene/start'
import type { Slice } from '../../core/slice/slice'
import { drawsLine, isLine } from './drawn-slice'

/** The vector of a place on a plane; on a line the second number means nothing. */
export function lifted({ origin, u, v }: Slice, [a = 0, b = 0]: readonly number[]): readonly number[] {
  return origin.map((entry, i) => entry + a * u[i]! + (v === undefined ? 0 : b * v[i]!))
}

/**
 * A start where a person pointed. A place on a line has one number, whatever the picture of it says; on a plane that is
 * made from the race it is a vector, since the race that starts there comes before the plane.
 */
export function drawnStart(start: StartSetting, { landscape }: Scene): StartSetting {
  const { slice } = landscape
  const isMade = slice !== undefined && 'kind' in slice && racersOf(slice).length > 0
  if (isMade && slice.vectors !== undefined && startPlace(start) !== undefined && !('kind' in start))
    return lifted(slice.vectors, start)
  return !('kind' in start) && start.length === 2 && drawsLine(landscape) ? start.slice(0, 1) : start
}

/** A start moved into a domain; only a place on the plane is inside or outside. */
export function nearestInside(start: StartSetting, domain: Domain): StartSetting {
  if ('kind' in start || start.length > 2) return start
  const clamped = (value: number, [min, max]: Domain['x']): number => Math.min(Math.max(value, min), max)
  return start.map((value, i) => clamped(value, i === 0 ? domain.x : domain.y))
}

/** The starts of a scene, all of them changed. */
export function changeStarts(scene: Scene, change: (start: StartSetting) => StartSetting): Scene {
  const racers = scene.racers.map((racer) =>
    racer.start === undefined ? racer : { ...racer, start: change(racer.start) },
  )
  return { ...scene, start: change(scene.start), racers }
}

/** The racer at whose end a start is; undefined where it is at none. */
export function endOf(start: StartSetting | undefined): string | undefined {
  return start !== undefined && 'kind' in start && start.kind === 'end' ? String(start['of']) : undefined
}

/** The racers at whose ends one can start: those that do not wait for it. */
export function possibleEnds({ racers, start, landscape }: Scene, id: string): readonly string[] {
  const starters = racers.map((racer) => ({ id: racer.id, start: racer.start ?? start }))
  return racers.flatMap(({ id: of }) => {
    const changed = starters.map((racer) => (racer.id === id ? { id, start: { kind: 'end', of } } : racer))
    return recipeProblems(landscape.slice, isLine(landscape.slice), changed, pathIds(landscape)).length === 0
      ? [of]
      : []
  })
}

/** A scene in which a racer is called otherwise wherever a recipe rests on it. */
export function renameIn(scene: Scene, id: string, name: string): Scene {
  const { slice } = scene.landscape
  const landscape = racersOf(slice).includes(id)
    ? { ...scene.landscape, slice: renamedIn(slice, id, name) as SliceSetting }
    : scene.landscape
  const { follow, sweep, crossSection, taylor, weights, step } = scene.view
  const view = {
    ...scene.view,
    ...(follow?.of === id && { follow: { ...follow, of: name } }),
    sweep: renamedIn(sweep, id, name) as typeof sweep,
    ...(crossSection && { crossSection: renamedIn(crossSection, id, name) as typeof crossSection }),
    ...(step && { step: renamedIn(step, id, name) as typeof step }),
    ...(weights && { weights: renamedIn(weights, id, name) as typeof weights }),
    ...(taylor && { taylor: renamedIn(taylor, id, name) as typeof taylor }),
  }
  return changeStarts({ ...scene, landscape, view }, (start) => renamedIn(start, id, name) as StartSetting)
}

/** A setting in which every `of` that names a racer names it anew, however deep. */
function renamedIn(value: unknown, id: string, name: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((entry) => renamedIn(entry, id, name))
  const entries = Object.entries(value).map(([key, entry]: [string, unknown]) => [
    key,
    key === 'of' && entry === id ? name : renamedIn(entry, id, name),
  ])
  return Object.fromEntries(entries)
}

/**
 * A scene in which nothing rests on a racer: no start at its end, no plane that goes with it, and none through its
 * path, which keeps its vectors.
 */
export function freeFrom(scene: Scene, id: string): Scene {
  const { start, racers, landscape } = scene
  const { slice, ...rest } = landscape
  const { follow, ...view } = scene.view
  const restsOnIt = (setting: SliceSetting | StartSetting | undefined) => racersOf(setting).includes(id)
  const vectors = slice !== undefined && 'kind' in slice ? slice.vectors : undefined
  return {
    ...scene,
    landscape: restsOnIt(slice) ? { ...rest, ...(vectors && { slice: vectors }) } : landscape,
    view: follow?.of === id ? view : scene.view,
    start: restsOnIt(start) ? shownStart(start, landscape.domain) : start,
    racers: racers.map((racer) => {
      const { start: own, ...others } = racer
      return restsOnIt(own) ? others : racer
    }),
  }
}
