import type { Domain } from '../core/domain'
import { landscapeSpec } from '../core/scene/landscape'
import { raceLength } from '../core/scene/race-length'
import type { Scene } from '../core/scene/scene'
import type { BasinsSpec } from './kinds/basins'
import type { FieldSpec } from './kinds/field'
import type { PointsSpec } from './kinds/points'
import type { RaceSpec } from './kinds/race-specs'
import type { SurfaceSpec } from './kinds/surface'

/** Points of a field along each axis: as many as the window's surface has. */
const fieldPoints = 256

/** A scene's race as a job: the scene itself, less what only the picture needs. */
export function raceSpec(scene: Scene): RaceSpec {
  const { landscape, record, seed, noise, batch, measure } = scene
  return {
    landscape: landscapeSpec(landscape),
    domain: landscape.domain,
    racers: scene.racers.map(({ color: _color, visible: _visible, start = scene.start, ...racer }) => ({
      ...racer,
      start,
    })),
    ...raceLength(scene),
    record,
    seed,
    noise,
    ...(batch && { batch }),
    ...(measure && { measure }),
  }
}

/** The surface of the scene over a part of its plane. */
export function surfaceSpec(scene: Scene, domain: Domain, resolution: number): SurfaceSpec {
  return {
    landscape: landscapeSpec(scene.landscape),
    domain,
    resolution: [resolution, resolution],
    gradient: true,
  }
}

/** The critical points of the scene's landscape in its whole domain. */
export function pointsSpec({ landscape }: Scene): PointsSpec {
  return { landscape: landscapeSpec(landscape), domain: landscape.domain }
}

/** Region classes and curvatures over the part of the plane that is shown. */
export function fieldSpec({ landscape, view }: Scene, domain: Domain): FieldSpec {
  return {
    landscape: landscapeSpec(landscape),
    domain,
    wholeDomain: landscape.domain,
    resolution: [fieldPoints, fieldPoints],
    thresholds: view.thresholds,
  }
}

/** The map of a racer of the scene: its starts fill the domain, so that where the racer itself starts makes no difference. */
export function basinsSpec(scene: Scene, racer: number, resolution: number): BasinsSpec {
  const { racers, record: _record, ...race } = raceSpec(scene)
  const { x, y } = scene.landscape.domain
  return { ...race, racer: { ...racers[racer]!, start: [x[0], y[0]] }, resolution: [resolution, resolution] }
}
