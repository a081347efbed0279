import type { Domain } from '../../core/landscapes/landscape'
import type { Scene, SceneLandscape } from '../../core/scene/scene'
import type { LandscapeSpec, RaceSpec, SurfaceResult, SurfaceSpec } from '../../engine/job-table'
import type { SurfaceGrid } from '../scene/stage'

/** What jobs need to know of a scene, and what the stage needs of their answers. */
export function landscapeSpec(landscape: SceneLandscape): LandscapeSpec {
  switch (landscape.kind) {
    case 'catalog':
      return { kind: 'catalog', id: landscape.id, parameters: landscape.parameters }
    case 'expression':
      return { kind: 'expression', expression: landscape.expression, parameters: valuesOf(landscape.parameters) }
  }
}

function valuesOf(settings: Readonly<Record<string, { readonly value: number }>>): Record<string, number> {
  return Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]))
}

export function surfaceSpec(scene: Scene, domain: Domain, resolution: number): SurfaceSpec {
  return {
    landscape: landscapeSpec(scene.landscape),
    domain,
    resolution: [resolution, resolution],
    gradient: true,
  }
}

export function raceSpec(scene: Scene): RaceSpec {
  const { landscape, steps, record, stop, seed, noise } = scene
  return {
    landscape: landscapeSpec(landscape),
    domain: landscape.domain,
    racers: scene.racers.map(({ id, optimizer, hyper, start, clip }) => ({
      id,
      optimizer,
      hyper,
      start: start ?? scene.start,
      ...(clip === undefined ? {} : { clip }),
    })),
    steps,
    record,
    stop,
    seed,
    noise,
  }
}

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
