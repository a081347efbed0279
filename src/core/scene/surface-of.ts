import { exampleCount, type LandscapeSpec, landscapeSpec, type SceneLandscape } from './landscape'
import { type SurfaceMean, surfaceMeans } from './overlays'
import type { Scene } from './scene'

/**
 * Those that a landscape has: of a mean over examples that of those it trains on, and of the others what it is measured
 * by. With batch normalisation the others are known along a training alone, by its running statistics.
 */
export function surfaceMeansOf(landscape: SceneLandscape): readonly SurfaceMean[] {
  if (exampleCount(landscape) === undefined) return []
  const { measures = {}, leastBatch } = landscape.sum ?? {}
  return surfaceMeans.filter((id) => id === 'training' || (measures[id] !== undefined && leastBatch === undefined))
}

/** The one that a scene shows: what its landscape does not have is no problem, and not shown. */
export function shownMean({ landscape, view: { surfaceOf } }: Pick<Scene, 'landscape' | 'view'>): SurfaceMean {
  return surfaceMeansOf(landscape).includes(surfaceOf) ? surfaceOf : 'training'
}

/** A scene's landscape as it is drawn, as jobs name it. */
export function drawnSpec(scene: Pick<Scene, 'landscape' | 'view'>): LandscapeSpec {
  const mean = shownMean(scene)
  return { ...landscapeSpec(scene.landscape), ...(mean !== 'training' && { meanOver: mean }) }
}
