import { findLandscape } from '../landscapes/catalogue'
import { findOptimizer } from '../optimizers/catalogue'
import { defaultExpressionDomain, defaultRacers, defaultSetting, racerIds } from './defaults'
import { paletteColor } from './palette'
import { checkScene } from './parse'
import type { Scene, SceneLandscape, SceneRacer } from './scene'

type Document = Record<string, unknown>

/** A scene as the text of a file: defaults left out, keys in one order, so that equal scenes give equal text. `parseScene` reads it back. */
export function writeScene(scene: Scene): string {
  return `${laidOut(sceneDocument(scene))}\n`
}

/** A scene as its shortest document. */
export function sceneDocument(scene: Scene): Document {
  const landscape = landscapeDocument(scene.landscape)
  // The format has one authority on its defaults: what the reader makes of a scene that says nothing but its landscape.
  const standard = checkScene({ basin: 1, landscape }).value
  return {
    basin: 1,
    ...differing({ title: scene.title }, { title: standard?.title }),
    landscape,
    ...differing(
      {
        start: scene.start,
        seed: scene.seed,
        steps: scene.steps,
        record: scene.record,
        stop: scene.stop,
        compareBy: scene.compareBy,
        noise: scene.noise,
      },
      standard,
    ),
    ...(same(scene.racers, defaultRacers()) ? {} : { racers: racerDocuments(scene.racers) }),
    ...differing({ view: differing(scene.view, standard?.view) }, { view: {} }),
  }
}

function landscapeDocument(landscape: SceneLandscape): Document {
  if (landscape.kind === 'catalog') {
    const definition = findLandscape(landscape.id)
    const parameters = Object.entries(landscape.parameters).filter(
      ([name, value]) => value !== definition?.parameters[name]?.default,
    )
    return {
      kind: 'catalog',
      id: landscape.id,
      ...differing(
        { parameters: Object.fromEntries(parameters), domain: landscape.domain },
        { parameters: {}, domain: definition?.domain },
      ),
    }
  }
  const parameters = Object.entries(landscape.parameters).map(([name, setting]) => [
    name,
    same(setting, defaultSetting(setting.value)) ? setting.value : setting,
  ])
  return {
    kind: 'expression',
    expression: landscape.expression,
    ...differing(
      { parameters: Object.fromEntries(parameters), domain: landscape.domain },
      { parameters: {}, domain: defaultExpressionDomain },
    ),
  }
}

function racerDocuments(racers: readonly SceneRacer[]): readonly Document[] {
  // All ids or none: which one is a default depends on the others that are written.
  const implied = same(
    racers.map(({ id }) => id),
    racerIds(racers.map(({ optimizer }) => ({ optimizer }))),
  )
  return racers.map(({ id, optimizer, color, visible, start, clip, hyper }, i) => ({
    ...(implied ? {} : { id }),
    optimizer,
    ...differing({ color, visible, start, clip }, { color: paletteColor(i), visible: true }),
    ...differing(hyper, defaultsOf(optimizer)),
  }))
}

function defaultsOf(optimizer: string): Document {
  const hyperparameters = Object.entries(findOptimizer(optimizer)?.hyperparameters ?? {})
  return Object.fromEntries(hyperparameters.map(([key, hyperparameter]) => [key, hyperparameter.default]))
}

/** The members of `given` that are there and differ from those of `standard`, nested objects reduced to theirs. */
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
