import { landscapeSpec } from '../core/scene/landscape'
import { raceLength } from '../core/scene/race-length'
import type { Scene } from '../core/scene/scene'
import type { RaceSpec } from './kinds/race-specs'

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
