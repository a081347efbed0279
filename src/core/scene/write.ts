import { differing, same } from '../differing'
import { noNoise } from '../race/noise'
import { racerSettings } from '../race/settings'
import { domainDocument } from './check-space'
import { createGrids, type Grids } from './grids'
import { landscapeDocument } from './landscape-kinds'
import { racerDocuments } from './racer'
import type { Scene, SceneView } from './scene'
import { standardScene } from './standard-scene'
import { type ThrowSetting, usualThrow } from './throw-setting'
import { withBase64 } from './vector-document'

type Document = Record<string, unknown>

/**
 * A scene as the text of a file: defaults left out, keys in one order, so that equal scenes give equal text.
 * `parseScene` reads it back. A measured surface is written out whole, from `grids`.
 */
export function writeScene(scene: Scene, grids: Grids = createGrids()): string {
  return `${laidOut(sceneDocument(scene, grids))}\n`
}

/** A scene as its shortest document. */
export function sceneDocument(scene: Scene, grids: Grids = createGrids()): Readonly<Document> {
  // The format has one authority on its defaults, which its reader asks too.
  const standard = standardScene(scene.landscape, grids)
  const { title, start, seed, steps, record, stop, compareBy, noise, batch, measure, racers } = scene
  const { gradientNorm, loss, evaluations, stalledFor, escape } = stop
  const rules = differing({ gradientNorm, loss, evaluations, stalledFor, escape })
  return withBase64({
    basin: 1,
    ...differing({ title }, standard),
    landscape: landscapeDocument(scene.landscape, grids),
    ...differing({ start, seed, steps, record, stop: rules, compareBy }, { ...standard, start: standard.start() }),
    ...(same(noise, noNoise) ? {} : { noise: racerSettings.noise.write(noise, undefined) }),
    ...differing({ batch, measure }),
    ...(same(racers, standard.racers()) ? {} : { racers: racerDocuments(racers) }),
    ...differing({ view: viewDocument(scene, standard.view) }, { view: {} }),
  })
}

function viewDocument({ view, landscape }: Scene, standard: SceneView): Document {
  const { domain, azimuth, elevation, height, colorMap, contours, thresholds } = view
  const { overlay, criticalPoints, separatrices, stems, model, companions, forces, trail } = view
  const { batchSurfaces, surfaceExamples, follow, curve, instrument } = view
  const { scale: chartScale, quantity, second, against, secondScale, mean, againstScale, best, fit, stops } = view.chart
  const { seeds, leaving } = view.ensemble
  const { over, target, threshold, margin } = view.surrogates
  const { of, x, y, values, measure, after } = view.sweep
  const { scale, exaggeration } = height
  return differing(
    {
      domain: domain && domainDocument(domain, landscape, undefined),
      azimuth,
      elevation,
      height: differing({ scale, exaggeration }, standard.height),
      colorMap,
      contours,
      overlay,
      criticalPoints,
      separatrices,
      stems,
      model,
      companions,
      forces,
      trail,
      batchSurfaces,
      surfaceExamples,
      follow,
      curve,
      thresholds: differing({ ...thresholds }, { ...standard.thresholds }),
      ensemble: differing({ seeds, leaving }, standard.ensemble),
      scheduleScale: view.scheduleScale,
      examplesSeen: view.examplesSeen,
      chart: differing(
        { quantity, second, against, scale: chartScale, secondScale, mean, againstScale, best, fit, stops },
        standard.chart,
      ),
      drag: differing({ ...view.drag }, { ...standard.drag }),
      surrogates: differing({ over, target, threshold, margin }, standard.surrogates),
      sweep: differing({ of, x, y, values, measure, after }, standard.sweep),
      throw: view.throw && throwDocument(view.throw),
      twins: view.twins,
      instrument,
      crossSection: view.crossSection && differing({ ...view.crossSection }),
      taylor: view.taylor && differing({ ...view.taylor }),
    },
    { ...standard, height: {}, thresholds: {}, ensemble: {}, chart: {}, drag: {}, surrogates: {}, sweep: {} },
  )
}

function throwDocument({ of, at, clip, ratio }: ThrowSetting): Document {
  return differing({ of, at, clip, ratio }, usualThrow)
}

/** JSON indented by two spaces, with lists of plain values on one line. */
function laidOut(document: Readonly<Document>): string {
  // Inside a JSON text a line break never stands in a string, so the pattern only meets the layout.
  return JSON.stringify(document, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, list: string) => `[${list.replace(/\n\s+/g, ' ')}]`,
  )
}
