import type { SurfaceResult } from '../../engine'
import type { SurfaceGrid } from './stage'

/**
 * Float32 heights above the lowest point, or above that of another surface, subtracted in float64, so that deep zooms
 * stay true.
 */
export function gridOf(surface: SurfaceResult, reference = surface.range[0]!): SurfaceGrid {
  const [nx, ny] = surface.resolution
  const heights = new Float32Array(nx * ny)
  for (let i = 0; i < heights.length; i++) heights[i] = surface.values[i]! - reference
  return {
    domain: surface.domain,
    nx,
    ny,
    heights,
    gradients: new Float32Array(surface.gradients ?? new Float64Array(2 * nx * ny)),
    reference,
    span: surface.range[1]! - reference,
  }
}
