import { findLandscape, isFamily } from '../catalogue/landscapes'
import type { Domain } from '../domain'
import type { LandscapeDefinition } from '../definitions/landscape'
import { findOptimizer } from '../catalogue/optimizers'
import { defaultExpressionDomain, defaultSetting, racerIds } from './defaults'
import { paletteColor } from './palette'
import { checkScene } from './parse'
import { createGrids, type Grids } from './grids'
import { sampledDocument } from './sampled-landscape'
import { findSchedule } from '../catalogue/schedules'
import { noNoise } from '../race/noise'
import type { ClipSetting, NoiseSetting, ScheduleSetting } from '../race/settings'
import type {
  CatalogLandscape,
  ExpressionLandscape,
  ParameterSetting,
  Scene,
  SceneLandscape,
  SceneRacer,
  SceneView,
} from './scene'

type Document = Record<string, unknown>

/**
 * A scene as the text of a file: defaults left out, keys in one order, so that equal scenes give equal text. `parseScene` reads it back. A
 * measured surface is written out whole, from `grids`.
 */
export function writeScene(scene: Scene, grids: Grids = createGrids()): string {
  return `${laidOut(sceneDocument(scene, grids))}\n`
}

/** A scene as its shortest document. */
export function sceneDocument(scene: Scene, grids: Grids = createGrids()): Document {
  const landscape = landscapeDocument(scene.landscape, grids)
  // The format has one authority on its defaults: what the reader makes of a scene that says nothing but its landscape.
  const standard = standardScene(scene.landscape, landscape, grids)
  const { title, start, seed, steps, record, stop, compareBy, noise, racers } = scene
  const { gradientNorm, loss, evaluations, stalledFor, escape } = stop
  const rules = differing({ gradientNorm, loss, evaluations, stalledFor, escape })
  return {
    basin: 1,
    ...differing({ title }, standard),
    landscape,
    ...differing({ start, seed, steps, record, stop: rules, compareBy }, standard),
    ...(same(noise, noNoise) ? {} : { noise: noiseDocument(noise) }),
    ...(same(racers, standard?.racers) ? {} : { racers: racerDocuments(racers) }),
    ...differing({ view: viewDocument(scene.view, standard?.view) }, { view: {} }),
  }
}

function standardScene(landscape: SceneLandscape, document: Document, grids: Grids): Scene | undefined {
  if (landscape.kind !== 'sampled') return checkScene({ basin: 1, landscape: document }).value
  // As if its grid stood in a file, so that a million values are not read back.
  const named = { kind: 'sampled', file: landscape.surface, domain: landscape.domain }
  const file = grids.get(landscape.blob)
  const context = { grids: { ...grids, keep: () => landscape.blob }, ...(file === undefined ? {} : { file }) }
  return checkScene({ basin: 1, landscape: named }, context).value
}

function viewDocument(view: SceneView, standard: SceneView | undefined): Document {
  const { domain, azimuth, elevation, height, colorMap, contours, thresholds } = view
  const { overlay, criticalPoints, separatrices, model } = view
  const { scale, exaggeration } = height
  return differing(
    {
      domain: domain === undefined ? undefined : domainDocument(domain),
      azimuth,
      elevation,
      height: differing({ scale, exaggeration }, standard?.height),
      colorMap,
      contours,
      overlay,
      criticalPoints,
      separatrices,
      model,
      thresholds: differing({ ...thresholds }, { ...standard?.thresholds }),
    },
    { ...standard, height: {}, thresholds: {} },
  )
}

function domainDocument({ x, y }: Domain): Document {
  return { x, y }
}

function landscapeDocument(landscape: SceneLandscape, grids: Grids): Document {
  if (landscape.kind === 'sampled') return sampledDocument(landscape, grids)
  if (landscape.kind === 'catalog') {
    const definition = findLandscape(landscape.id)
    const parameters = otherThanDefault(landscape.parameters, definition?.parameters ?? {})
    return {
      kind: 'catalog',
      id: landscape.id,
      ...differing(
        { parameters, ...spaceDocument(landscape), domain: domainDocument(landscape.domain) },
        { parameters: {}, ...standardSpace(definition), domain: definition?.domain },
      ),
    }
  }
  const parameters = Object.entries(landscape.parameters).map(([name, setting]) => [name, settingDocument(setting)])
  return {
    kind: 'expression',
    expression: landscape.expression,
    ...differing(
      {
        parameters: Object.fromEntries(parameters),
        ...spaceDocument(landscape),
        domain: domainDocument(landscape.domain),
      },
      { parameters: {}, domain: defaultExpressionDomain },
    ),
  }
}

function spaceDocument({ dimension, slice }: CatalogLandscape | ExpressionLandscape): Document {
  return { dimension, slice: slice && { origin: slice.origin, u: slice.u, v: slice.v } }
}

function standardSpace(definition: LandscapeDefinition | undefined): Document {
  return definition !== undefined && isFamily(definition) ? { dimension: definition.dimension.default } : {}
}

function settingDocument(setting: ParameterSetting): unknown {
  const { value, min, max } = setting
  return same(setting, defaultSetting(value)) ? value : { value, min, max }
}

function racerDocuments(racers: readonly SceneRacer[]): readonly Document[] {
  // All ids or none: which one is a default depends on the others that are written.
  const implied = same(
    racers.map(({ id }) => id),
    racerIds(racers.map(({ optimizer }) => ({ optimizer }))),
  )
  return racers.map(({ id, optimizer, color, visible, start, schedule, clip, noise, fork, hyper }, i) => ({
    ...(implied ? {} : { id }),
    optimizer,
    ...differing({ color, visible, start }, { color: paletteColor(i), visible: true }),
    ...otherThanDefault(hyper, findOptimizer(optimizer)?.hyperparameters ?? {}),
    ...differing({
      schedule: schedule && scheduleDocument(schedule),
      clip: clipDocument(clip),
      noise: noise && noiseDocument(noise),
      fork: fork && { at: fork.at, ...inOrder(fork.hyper, findOptimizer(optimizer)?.hyperparameters ?? {}) },
    }),
  }))
}

function scheduleDocument({ id, warmup, hyper }: ScheduleSetting): Document {
  const given = otherThanDefault(hyper, findSchedule(id)?.hyperparameters ?? {})
  return { id, ...differing({ warmup }, { warmup: 0 }), ...given }
}

function noiseDocument(noise: NoiseSetting): unknown {
  switch (noise.kind) {
    case 'gaussian':
      return noise.scale
    case 'covariance':
      return { kind: noise.kind, covariance: noise.covariance }
    case 'student-t':
      return { kind: noise.kind, scale: noise.scale, degrees: noise.degrees }
  }
}

function clipDocument(clip: ClipSetting | undefined): Document | undefined {
  return clip === undefined ? undefined : { kind: clip.kind, value: clip.value }
}

/** The values that differ from their definitions' defaults, in the definitions' order. */
function otherThanDefault(
  values: object,
  definitions: Readonly<Record<string, { readonly default: unknown }>>,
): Document {
  const defaults = Object.entries(definitions).map(([key, definition]) => [key, definition.default] as const)
  return differing(inOrder(values, definitions), Object.fromEntries(defaults))
}

/** The values that are there, in the definitions' order. */
function inOrder(values: object, definitions: object): Document {
  return differing(Object.fromEntries(Object.keys(definitions).map((key) => [key, (values as Document)[key]])))
}

/** The members of `given` that are there and differ from those of `standard`. */
function differing(given: object, standard: object = {}): Document {
  const pairs = Object.entries(given).filter(
    ([key, value]) => value !== undefined && !same(value, (standard as Document)[key]),
  )
  return Object.fromEntries(pairs)
}

/** Whether two plain values are equal, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)]
  return (
    keysA.length === keysB.length &&
    keysA.every((key) => Object.hasOwn(b, key) && same((a as Document)[key], (b as Document)[key]))
  )
}

/** JSON indented by two spaces, with lists of plain values on one line. */
function laidOut(document: Document): string {
  // Inside a JSON text a line break never stands in a string, so the pattern only meets the layout.
  return JSON.stringify(document, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, list: string) => `[${list.replace(/\n\s+/g, ' ')}]`,
  )
}
