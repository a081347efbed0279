import type { SurfaceResult } from '../../engine'
import type { SurfaceGrid } from './stage'

/** Float32 heights above the lowest point, subtracted in float64, so that deep zooms stay true. */
export function gridOf(surface: SurfaceResult): SurfaceGrid {
  const [nx, ny] = surface.resolution
  const reference = surface.range[0]!
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
