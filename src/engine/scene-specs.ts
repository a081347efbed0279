import { raceLength } from '../core/scene/race-length'
import type { Scene, SceneLandscape, SceneRacer } from '../core/scene/scene'
import type { CatalogSpec, LandscapeSpec } from './kinds/landscapes'
import type { RaceRacerSpec, RaceSpec } from './kinds/race-specs'

/** A scene's landscape as jobs name it. */
export function landscapeSpec(landscape: SceneLandscape): LandscapeSpec {
  switch (landscape.kind) {
    case 'catalog':
      return { kind: 'catalog', id: landscape.id, parameters: landscape.parameters, ...spaceSpec(landscape) }
    case 'expression': {
      const settings = Object.entries(landscape.parameters).map(([name, { value }]) => [name, value] as const)
      const parameters = Object.fromEntries(settings)
      return { kind: 'expression', expression: landscape.expression, parameters, ...spaceSpec(landscape) }
    }
    case 'sampled':
      return { kind: 'sampled', blob: landscape.blob }
  }
}

type Space = Pick<CatalogSpec, 'dimension' | 'slice'>

function spaceSpec({ dimension, slice }: Space): Space {
  return { ...(dimension === undefined ? {} : { dimension }), ...(slice === undefined ? {} : { slice }) }
}

/** A scene's race as a job. */
export function raceSpec(scene: Scene): RaceSpec {
  const { landscape, record, seed, noise } = scene
  return {
    landscape: landscapeSpec(landscape),
    domain: landscape.domain,
    racers: scene.racers.map((racer) => racerSpec(racer, scene)),
    ...raceLength(scene),
    record,
    seed,
    noise,
  }
}

/** A scene's racer as a job. */
function racerSpec(racer: SceneRacer, scene: Scene): RaceRacerSpec {
  const { id, optimizer, hyper, start = scene.start, clip, schedule, noise, fork } = racer
  return {
    id,
    optimizer,
    hyper,
    start,
    ...(clip && { clip }),
    ...(schedule && { schedule }),
    ...(noise && { noise }),
    ...(fork && { fork }),
  }
}
