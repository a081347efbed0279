import { contentOf, type PlaneMoment } from '../playback/plane-frames'
import type { Scene } from '../../core/scene/scene'
import { drawnStart } from '../../core/scene/start'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import type { ModelPatch, PointerContent, ProbeMark, StageContent, SurfacePaint } from '../scene/stage'
import type { App } from '../store/app'
import type { DerivedState } from '../store/derived'
import { crossSectionOf } from '../store/local-questions'
import { emphasisedRacer } from '../store/session'
import { heatAt } from './heat-paint'
import { motionsOf } from './motion-marks'
import { sectionPaths } from './section-lines'
import { analysisContent, foundCurves, landmarksOf, pathsOf, recordedPaths, stemsOf, thrownOf } from './scene-marks'

/** What stage and contour map draw, from the app's stores: one place, so that the two cannot disagree. */
export function stageContent(
  app: App,
  theme: 'dark' | 'light',
  plane: PlaneMoment | undefined,
  heat?: SurfacePaint,
): Omit<StageContent, 'playhead' | keyof PointerContent> {
  const scene = app.scene()
  const { surface, race, recorded, analysis } = app.derived.getState()
  const { height, colorMap, contours } = scene.view
  const racers = pathsOf(app.cards, scene, race, emphasisedRacer(app.session.getState()), heat !== undefined)
  const sections = app.isSectionShown() ? sectionPaths(scene, analysis, app.isSectionHeld()) : []
  const paths = [...recordedPaths(scene, recorded), ...foundCurves(scene, analysis), ...sections, ...racers]
  return {
    surface,
    paths,
    domain: app.frame.domain,
    camera: app.frame.camera,
    height,
    colorMap,
    contours,
    theme,
    start: drawnStart(scene),
    landmarks: [
      ...(scene.view.criticalPoints ? noLandmarks : landmarksOf(app.cards, scene)),
      ...(app.isSectionShown() ? sectionPlace(scene) : noLandmarks),
    ],
    ...analysisContent(scene, analysis, surface),
    ...(heat && { paint: heat }),
    stems: stemsOf(scene, analysis, race.traces),
    thrown: thrownOf(scene, analysis),
    legend: true,
    leftInset: 0,
    ...(plane && contentOf(plane, paths)),
  }
}

/** What the surface is painted with where that goes with the playhead. */
export function heatNow(app: App): SurfacePaint | undefined {
  const { analysis, race } = app.derived.getState()
  const emphasised = emphasisedRacer(app.session.getState())
  const { domain } = app.frame
  return heatAt({ scene: app.scene(), analysis, traces: race.traces, emphasised, domain }, app.playback.now())
}

/** What follows the pointer: worked out in every frame, since it is no news to anything else. */
export function pointerContent(app: App): PointerContent {
  const { probe } = app.derived.getState()
  const { pinned } = app.session.getState()
  const { hover } = app.frame
  const isHeld = pinned !== undefined
  return {
    hover: hover.inside ? [hover.x, hover.y] : undefined,
    probe: probe !== undefined && (isHeld || hover.inside) ? probeMark(probe, isHeld) : undefined,
    motions: motionsOf(app.scene(), app.derived.getState(), app.playback.getState()).map(({ mark }) => mark),
    modelPatch: app.scene().view.model && probe !== undefined ? modelPatch(probe) : undefined,
  }
}

/** Whether two states differ in the probe alone, which only the pointer's layer shows. */
export function isProbeAlone(now: DerivedState, before: DerivedState): boolean {
  return (Object.keys(now) as (keyof DerivedState)[]).every((key) => key === 'probe' || now[key] === before[key])
}

const noLandmarks: StageContent['landmarks'] = []

/** The place of the cross-section, where it has one of its own. */
function sectionPlace(scene: Scene): StageContent['landmarks'] {
  const { at } = crossSectionOf(scene)
  return at === undefined || 'of' in at ? noLandmarks : [at]
}

function modelPatch({ at, value, gradient, hessian }: ProbeResult): ModelPatch | undefined {
  if (at.length > 2 || ![value, ...gradient, ...hessian].every(Number.isFinite)) return undefined
  return {
    at: [at[0]!, at[1] ?? 0],
    value,
    gradient: [gradient[0]!, gradient[1] ?? 0],
    hessian: [hessian[0]!, hessian[1] ?? 0, hessian[3] ?? 0],
  }
}

function probeMark({ at, gradient, eigenvalues, eigenvectors }: ProbeResult, isHeld: boolean): ProbeMark | undefined {
  if (at.length > 2) return undefined
  // Along a line nothing changes across it.
  return {
    at: [at[0]!, at[1] ?? 0],
    isHeld,
    gradient: [gradient[0]!, gradient[1] ?? 0],
    eigenvalues: [eigenvalues[0]!, eigenvalues[1] ?? 0],
    eigenvectors: [
      [eigenvectors[0]!, eigenvectors[1] ?? 0],
      [eigenvectors[2] ?? 0, eigenvectors[3] ?? 1],
    ],
  }
}
