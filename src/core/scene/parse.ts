import type { Checked, Problem } from '../problem'
import { invalid, valid } from '../problem'
import { noNoise } from '../race/noise'
import { rowBytes } from '../race/kept-rows'
import { measureProblems, noiseProblems, racerSettings } from '../race/settings'
import { shown } from '../shown'
import { spaceDomain, spaceDomainProblems } from './check-space'
import { documentProblems } from './document-limits'
import { createGrids } from './grids'
import { jsonErrorOffset, placeOf } from './json-place'
import { exampleCount, pathIds, type SceneLandscape, sumFacts } from './landscape'
import type { SceneContext } from './landscape-kind'
import { checkLandscape, hasInitialisation } from './landscape-kinds'
import { raceSize } from './race-size'
import { rangeProblems } from './range-problems'
import { raceLength } from './race-length'
import { checkRacers, defaultRacers, type RacerDocument, type SceneRacer } from './racer'
import type { FollowSetting, Scene, SceneView } from './scene'
import type { SceneDocument } from './schema'
import { sceneLimits, sceneSchema } from './schema'
import type { DocumentPath } from './shape-problems'
import { shapeProblems } from './shape-problems'
import { defaultSteps, standardScene } from './standard-scene'
import { isLine } from './slice-setting'
import { startPlace, type StartSetting } from './start'
import { sweepProblems } from './sweep-problems'
import { recipeProblems } from './recipe-order'
import { initialisationProblems, startProblems } from './start-setting'
import { usualThrow } from './throw-setting'
import { withLists } from './vector-document'

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

/**
 * Checks a scene's document, as JSON gives it, and fills in every default. Names every problem, each with its place.
 */
export function checkScene(document: unknown, context: SceneContext = { grids: createGrids() }): Checked<Scene> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return invalid({
      message: `scene is ${shown(document)}, expected an object`,
      remedy: 'begin with { "basin": 1, ... }',
    })
  }
  const version = Object.hasOwn(document, 'basin') ? (document as { basin: unknown }).basin : undefined
  if (version !== 1) return invalid(versionProblem(version))
  const excess = documentProblems(document)
  if (excess.length > 0) return invalid(...excess)
  const { value, problems } = withLists(document)
  return value === undefined ? invalid(...problems) : checkDocument(value, context)
}

/** Checks a document of this version, its vectors lists. */
function checkDocument(document: object, context: SceneContext): Checked<Scene> {
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
  const starts = [start, ...(sound ?? []).map((racer) => racer?.start)].flatMap((each) => {
    const place = each && startPlace(each)
    return place === undefined ? [] : [place]
  })

  const checked = isSound('landscape')
    ? checkLandscape(given.landscape, { ...context, starts, seed: (isSound('seed') ? given.seed : undefined) ?? 0 })
    : undefined
  problems.push(...(checked?.problems ?? []))
  const landscape = checked?.value
  if (landscape !== undefined) problems.push(...startProblemsOn(landscape, start, 'start'))

  const dimension = landscape && (landscape.dimension ?? 2)
  const racers = sound === undefined ? undefined : checkRacers(sound, dimension)
  problems.push(...(racers?.problems ?? []))
  const noise = isSound('noise') && given.noise !== undefined ? racerSettings.noise.complete(given.noise) : noNoise
  if (dimension !== undefined) problems.push(...noiseProblems(noise, dimension, 'noise'))
  sound?.forEach((racer, i) => {
    if (landscape !== undefined) problems.push(...startProblemsOn(landscape, racer?.start, `racers[${i}].start`))
  })
  if (landscape !== undefined && isSound('measure') && isSound('stop'))
    problems.push(...measureProblems(given.measure, given.stop ?? {}, sumFacts(landscape)))
  if (isSound('compareBy') && landscape !== undefined) problems.push(...clockProblems(given.compareBy, landscape))
  const zoom = isSound('view', 'domain') ? given.view?.domain : undefined
  // Without y it is the zoom of a line, which a landscape that is not in order may mean.
  if (landscape !== undefined || zoom?.y !== undefined)
    problems.push(...spaceDomainProblems(zoom, landscape ?? {}, 'view.domain'))
  const follow = isSound('view', 'follow') ? given.view?.follow : undefined
  if (landscape !== undefined) problems.push(...followProblems(follow, landscape, racers?.racers ?? []))
  if (isSound('view', 'chart', 'fit')) problems.push(...rangeProblems(given.view?.chart?.fit, 'fit', 'view.chart.fit'))
  if (isSound('view', 'sweep')) problems.push(...sweepProblems(given.view?.sweep, 'view.sweep'))
  if (['steps', 'record', 'stop', 'compareBy', 'batch', 'measure'].every((key) => isSound(key))) {
    const count = listed?.length ?? racers?.racers.length ?? defaultRacers().length
    problems.push(...memoryProblems(given, landscape, count, sound?.flatMap((racer) => racer ?? []) ?? []))
  }

  if (problems.length > 0 || landscape === undefined) return invalid(...problems)
  const { title, start: own, seed, steps, record, stop, compareBy, batch, measure, view } = given
  const standard = standardScene(landscape, context.grids)
  const scene: Scene = {
    title: title ?? standard.title,
    landscape,
    start: own ?? standard.start(),
    seed: seed ?? standard.seed,
    steps: steps ?? standard.steps,
    record: record ?? standard.record,
    stop: stop ?? standard.stop,
    compareBy: compareBy ?? standard.compareBy,
    noise,
    ...(batch && { batch }),
    ...(measure && { measure }),
    racers: racers?.racers ?? standard.racers(),
    view: {
      ...standard.view,
      ...view,
      ...(zoom && { domain: spaceDomain(zoom, landscape, landscape.domain) }),
      height: { ...standard.view.height, ...view?.height },
      thresholds: { ...standard.view.thresholds, ...view?.thresholds },
      ensemble: { ...standard.view.ensemble, ...view?.ensemble },
      chart: { ...standard.view.chart, ...view?.chart },
      drag: { ...standard.view.drag, ...view?.drag },
      surrogates: { ...standard.view.surrogates, ...view?.surrogates },
      sweep: { ...standard.view.sweep, ...view?.sweep },
      ...(view?.throw && { throw: { ...usualThrow, ...view.throw } }),
    } as SceneView,
  }
  const ofRecipes = recipeProblems(
    landscape.slice,
    isLine(landscape.slice),
    scene.racers.map((racer) => ({ id: racer.id, start: racer.start ?? scene.start })),
    pathIds(landscape),
  )
  return ofRecipes.length === 0 ? valid(scene) : invalid(...ofRecipes)
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

/** Examples that racers are compared by, and that the landscape does not have. */
function clockProblems(compareBy: Scene['compareBy'] | undefined, landscape: SceneLandscape): readonly Problem[] {
  const isOfExamples = compareBy === 'epoch' || compareBy === 'examples'
  if (!isOfExamples || exampleCount(landscape) !== undefined) return []
  return [
    {
      message: `compareBy is "${compareBy}", and the landscape is not a sum over examples`,
      remedy: 'take "step" or "evaluation", or give examples',
      where: 'compareBy',
    },
  ]
}

/** Why the plane cannot go with a racer. */
function followProblems(
  follow: FollowSetting | undefined,
  { dimension = 2, slice }: SceneLandscape,
  racers: readonly SceneRacer[],
): readonly Problem[] {
  if (follow === undefined) return []
  const where = 'view.follow'
  if (dimension <= 2 || isLine(slice))
    return [
      {
        message: 'plane goes with a racer, and the landscape has none that could move',
        remedy: 'leave it out, or draw a network, or a landscape in more dimensions, on a plane',
        where,
      },
    ]
  if (racers.some(({ id }) => id === follow.of)) return []
  const ids = racers.map(({ id }) => id)
  const remedy = ids.length === 0 ? 'leave it out' : `take one of ${ids.join(', ')}`
  return [{ message: `unknown racer: "${follow.of}"`, remedy, where: `${where}.of` }]
}

const mebibyte = 1048576

function memoryProblems(
  given: SceneDocument,
  landscape: SceneLandscape | undefined,
  racers: number,
  batches: readonly Pick<RacerDocument, 'batch'>[],
): readonly Problem[] {
  const { dimension } = landscape ?? {}
  const { record = 1, stop = {}, compareBy = 'step', batch } = given
  const { steps } = raceLength({
    steps: given.steps ?? defaultSteps,
    stop,
    compareBy,
    ...(batch && { batch }),
    landscape,
    racers: batches,
  })
  const sized = {
    landscape: landscape ?? {},
    racers: batches,
    steps,
    record,
    measure: given.measure,
    ...(batch && { batch }),
  }
  const bytesPerRow = rowBytes({ ...raceSize(sized, dimension ?? 2, dimension !== undefined), racers })
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

/** What is wrong with a start on its landscape, as a place and as a recipe. */
function startProblemsOn(
  landscape: SceneLandscape,
  start: StartSetting | undefined,
  where: string,
): readonly Problem[] {
  return [
    ...startProblems(landscape, start, where),
    ...initialisationProblems(start, hasInitialisation(landscape), where),
  ]
}
