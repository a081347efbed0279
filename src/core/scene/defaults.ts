import { regionThresholds } from '../analysis/region/region-class'
import type { Domain } from '../domain'
import { defaultDrag } from './drag-setting'
import { overlayFrom } from './overlays'
import type { SceneView } from './scene'
import { defaultSweep } from './sweep-setting'

export function defaultView(heightScale: 'linear' | 'log'): SceneView {
  return {
    elevation: 35,
    height: { scale: heightScale, exaggeration: 1 },
    colorMap: 'viridis',
    contours: true,
    overlay: overlayFrom(undefined),
    criticalPoints: false,
    separatrices: false,
    stems: false,
    model: false,
    companions: false,
    forces: false,
    batchSurfaces: 0,
    surfaceOf: 'training',
    thresholds: regionThresholds,
    ensemble: { seeds: 1 },
    scheduleScale: 'linear',
    examplesSeen: 'epoch',
    chart: { quantity: 'loss' },
    drag: defaultDrag,
    surrogates: { over: 'margin', target: 1, threshold: 0.5 },
    sweep: defaultSweep,
  }
}

/**
 * A start a quarter of the way in from the upper left corner: symmetric formulas have their critical points at the
 * centre.
 */
export function defaultStart(domain: Domain): readonly [number, number] {
  return [partOf(domain.x, 0.25), partOf(domain.y, 0.75)]
}

/** A place a part of the way along a range, without digits that are only rounding. */
function partOf([min, max]: Domain['x'], part: number): number {
  const place = min + (max - min) * part
  const width = max - min
  const short = Math.abs(place) < 1e-12 * width ? 0 : Number(place.toPrecision(12))
  return Math.abs(short - place) <= 1e-9 * width ? short : place
}
