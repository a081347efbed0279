import type { Domain } from '../domain'
import type { Checked, Problem } from '../problem'
import { invalid, valid } from '../problem'
import { noiseProblems } from '../race/noise'
import { rowBytes } from '../race/row-bytes'
import type { StopRules } from '../race/trace'
import { shown } from '../shown'
import { checkLandscape, domainProblems, isInside, type SceneContext } from './check-landscape'
import { checkRacers, noiseOf } from './check-racers'
import { defaultRacers, defaultStart, defaultSteps, defaultTitle, defaultView } from './defaults'
import { createGrids } from './grids'
import { jsonErrorOffset, placeOf } from './json-place'
import { raceLength } from './race-length'
import type { Scene, SceneRacer, SceneView } from './scene'
import type { SceneDocument } from './schema'
import { sceneLimits, sceneSchema } from './schema'
import type { DocumentPath } from './shape-problems'
import { shapeProblems } from './shape-problems'

/** Reads the text of a scene file; the grid of a measured surface goes to the context's grids. */
export function parseScene(text: string, context?: SceneContext): Checked<Scene> {
  const json = text.replace(/^\uFEFF/, '')
  let document: unknown
  try {
    document = JSON.parse(json)
  } catch {
    return invalid(jsonProblem(json))
  }
  return checkScene(document, context)
}

function jsonProblem(text: string): Problem {
  const offset = jsonErrorOffset(text)
  const { line, column } = placeOf(text, offset)
  const where = `line ${line}, column ${column}`
  if (text.trim() === '')
    return { message: 'scene is empty, expected a JSON object', remedy: 'begin with { "basin": 1, ... }', where }
  if (offset >= text.trimEnd().length) {
    return {
      message: 'scene is cut off: its text ends before its JSON does',
      remedy: 'save or copy it again, whole',
      where,
    }
  }
  return {
    message: `scene is not JSON: unexpected ${shown(text.slice(offset, offset + 12))}`,
    remedy: 'mend it there',
    where,
  }
}

/** Checks a scene's document, as JSON gives it, and fills in every default. Names every problem, each with its place. */
export function checkScene(document: unknown, context: SceneContext = { grids: createGrids() }): Checked<Scene> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return invalid({
      message: `scene is ${shown(document)}, expected an object`,
      remedy: 'begin with { "basin": 1, ... }',
    })
  }
  const version = Object.hasOwn(document, 'basin') ? (document as { basin: unknown }).basin : undefined
  if (version !== 1) return invalid(versionProblem(version))

  const shape = sceneSchema.safeParse(document)
  const issues = shape.error?.issues ?? []
  /** Whether the part of the document at this path has the right shape, so that its meaning can be checked. */
  const isSound = (...path: DocumentPath): boolean =>
    !issues.some((issue) => issue.path.length >= path.length && path.every((key, i) => issue.path[i] === key))
  // Only sound parts are read from it below.
  const given = (shape.data ?? document) as SceneDocument
  const problems: Problem[] = [...shapeProblems(issues, document)]

  const listed = isSound('racers') || Array.isArray(given.racers) ? given.racers : undefined
  const sound = listed?.map((racer, i) => (isSound('racers', i) ? racer : undefined))
  const start = isSound('start') ? given.start : undefined
  const starts = [start, ...(sound ?? []).map((racer) => racer?.start)].filter((each) => each !== undefined)

  const landscape = isSound('landscape') ? checkLandscape(given.landscape, starts, context) : undefined
  problems.push(...(landscape?.problems ?? []))
  const domain = landscape?.value?.landscape.domain
  if (domain !== undefined) problems.push(...startProblems(domain, start, 'start'))

  const dimension = landscape?.value === undefined ? undefined : (landscape.value.landscape.dimension ?? 2)
  // A measured surface has defaults of its own, which take a fit of it to find.
  const isShort = sound === undefined || given.start === undefined
  const measured = isShort ? landscape?.value?.defaults?.() : undefined
  const standard = measured?.racers ?? defaultRacers()
  const checked = sound === undefined ? { racers: standard, problems: [] } : checkRacers(sound, dimension)
  problems.push(...checked.problems)
  if (dimension !== undefined && isSound('noise'))
    problems.push(...noiseProblems(noiseOf(given.noise), dimension, 'noise'))
  sound?.forEach((racer, i) => {
    if (domain !== undefined) problems.push(...startProblems(domain, racer?.start, `racers[${i}].start`))
  })
  if (isSound('view', 'domain')) problems.push(...domainProblems(given.view?.domain, 'view.domain'))
  if (['steps', 'record', 'stop', 'compareBy'].every((key) => isSound(key)))
    problems.push(
      ...memoryProblems(given, listed?.length ?? checked.racers.length, landscape?.value?.landscape.dimension),
    )

  if (problems.length > 0 || landscape?.value === undefined) return invalid(...problems)
  return valid(completed(given, landscape.value, checked.racers, measured?.start))
}

function completed(
  given: SceneDocument,
  { landscape, definition }: NonNullable<ReturnType<typeof checkLandscape>['value']>,
  racers: readonly SceneRacer[],
  measuredStart: Scene['start'] | undefined,
): Scene {
  const { noise, view } = given
  const known = definition !== undefined && isInside(landscape.domain, definition.start) ? definition.start : undefined
  const standard = defaultView(definition?.heightScale ?? 'linear')
  return {
    title: given.title ?? definition?.title ?? defaultTitle,
    landscape,
    start: given.start ?? measuredStart ?? known ?? defaultStart(landscape.domain),
    seed: given.seed ?? 0,
    steps: given.steps ?? defaultSteps,
    record: given.record ?? 1,
    stop: (given.stop ?? {}) as Scene['stop'],
    compareBy: given.compareBy ?? 'step',
    noise: noiseOf(noise),
    racers,
    view: {
      ...standard,
      ...view,
      height: { ...standard.height, ...view?.height },
      thresholds: { ...standard.thresholds, ...view?.thresholds },
    } as SceneView,
  }
}

function versionProblem(version: unknown): Problem {
  if (version === undefined) {
    return {
      message: 'scene has no "basin" key, expected the format version 1',
      remedy: 'add "basin": 1',
      where: 'basin',
    }
  }
  return {
    message: `scene is of format version ${shown(version)}, expected 1`,
    remedy: 'open it with the version of Basin that wrote it, or save it as version 1',
    where: 'basin',
  }
}

function startProblems(
  domain: Domain,
  start: readonly [number, number] | undefined,
  where: string,
): readonly Problem[] {
  if (start === undefined || isInside(domain, start)) return []
  const [x, y] = [domain.x.join(', '), domain.y.join(', ')]
  return [
    {
      message: `start (${start.join(', ')}) is outside the domain x in [${x}], y in [${y}]`,
      remedy: 'move it inside or widen landscape.domain',
      where,
    },
  ]
}

const mebibyte = 1048576

function memoryProblems(given: SceneDocument, racers: number, dimension: number | undefined): readonly Problem[] {
  const bytesPerRow = rowBytes(dimension ?? 2, dimension !== undefined)
  const { record = 1, stop = {}, compareBy = 'step' } = given
  const { steps } = raceLength({ steps: given.steps ?? defaultSteps, stop: stop as StopRules, compareBy })
  const bytes = (steps / record) * racers * bytesPerRow
  if (bytes <= sceneLimits.recordedBytes) return []
  const least = Math.ceil((steps * racers * bytesPerRow) / sceneLimits.recordedBytes)
  const [got, limit] = [bytes, sceneLimits.recordedBytes].map((n) => `${Math.ceil(n / mebibyte)} MiB`)
  return [
    {
      message: `recording every ${record === 1 ? '' : `${record}th `}step of ${steps} steps of ${racers} racers takes ${got}, expected at most ${limit}`,
      remedy: `set "record" to ${least} or more, or take fewer steps`,
      where: 'record',
    },
  ]
}
