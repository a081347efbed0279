import type { Scene, SceneLandscape } from '../core/scene/scene'
import type { LandscapeSpec, RaceSpec } from './job-table'

/** A scene's landscape as jobs name it. */
export function landscapeSpec(landscape: SceneLandscape): LandscapeSpec {
  switch (landscape.kind) {
    case 'catalog':
      return { kind: 'catalog', id: landscape.id, parameters: landscape.parameters }
    case 'expression': {
      const settings = Object.entries(landscape.parameters).map(([name, { value }]) => [name, value] as const)
      return { kind: 'expression', expression: landscape.expression, parameters: Object.fromEntries(settings) }
    }
  }
}

/** A scene's race as a job. */
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
