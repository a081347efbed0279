import { drawnStart } from '../../core/scene/start'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import type { ModelPatch, ProbeMark, StageContent } from '../scene/stage'
import type { App } from '../store/app'
import { emphasisedRacer } from '../store/session'
import { analysisContent, landmarksOf, pathsOf, recordedPath } from './scene-marks'

/** What stage and contour map draw, from the app's stores: one place, so that the two cannot disagree. */
export function stageContent(app: App, theme: 'dark' | 'light'): Omit<StageContent, 'playhead'> {
  const scene = app.scene()
  const { surface, race, probe, analysis } = app.derived.getState()
  const session = app.session.getState()
  const { pinned } = session
  const { height, colorMap, contours } = scene.view
  return {
    surface,
    paths: [...recordedPath(scene), ...pathsOf(scene, race, emphasisedRacer(session))],
    domain: app.frame.domain,
    camera: app.frame.camera,
    height,
    colorMap,
    contours,
    theme,
    start: drawnStart(scene),
    probe: pinned === undefined || probe === undefined ? undefined : probeMark(probe),
    landmarks: scene.view.criticalPoints ? noLandmarks : landmarksOf(app.cards, scene),
    ...analysisContent(scene, analysis),
    modelPatch: scene.view.model && probe !== undefined ? modelPatch(probe) : undefined,
    legend: true,
  }
}

const noLandmarks: StageContent['landmarks'] = []

function modelPatch({ at, value, gradient, hessian }: ProbeResult): ModelPatch | undefined {
  if (at.length !== 2 || ![value, ...gradient, ...hessian].every(Number.isFinite)) return undefined
  return {
    at: [at[0]!, at[1]!],
    value,
    gradient: [gradient[0]!, gradient[1]!],
    hessian: [hessian[0]!, hessian[1]!, hessian[3]!],
  }
}

function probeMark({ at, eigenvalues, eigenvectors }: ProbeResult): ProbeMark | undefined {
  if (at.length !== 2 || !eigenvalues.every(Number.isFinite)) return undefined
  return {
    at: [at[0]!, at[1]!],
    eigenvalues: [eigenvalues[0]!, eigenvalues[1]!],
    eigenvectors: [
      [eigenvectors[0]!, eigenvectors[1]!],
      [eigenvectors[2]!, eigenvectors[3]!],
    ],
  }
}
