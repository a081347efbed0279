import { regionThresholds } from '../analysis/region/region-class'
import type { Domain } from '../domain'
import { overlayFrom } from './overlays'
import type { SceneView } from './scene'

export function defaultView(heightScale: 'linear' | 'log'): SceneView {
  return {
    azimuth: -60,
    elevation: 35,
    height: { scale: heightScale, exaggeration: 1 },
    colorMap: 'viridis',
    contours: true,
    overlay: overlayFrom(undefined),
    criticalPoints: false,
    separatrices: false,
    model: false,
    thresholds: regionThresholds,
  }
}

/**
 * A start a quarter of the way in from the upper left corner: symmetric formulas have their critical points at the
 * centre.
 */
export function defaultStart(domain: Domain): readonly [number, number] {
  const { x, y } = domain
  return [x[0] + (x[1] - x[0]) / 4, y[0] + ((y[1] - y[0]) * 3) / 4]
}
