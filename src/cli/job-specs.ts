import type { Scene } from '../core/scene/scene'
import type { LandscapeSpec, RaceSpec } from '../engine/job-table'

/** A scene's landscape as jobs name it. */
export function landscapeSpec({ landscape }: Scene): LandscapeSpec {
  switch (landscape.kind) {
    case 'catalog':
      return { kind: 'catalog', id: landscape.id, parameters: landscape.parameters }
    case 'expression': {
      const settings = Object.entries(landscape.parameters).map(([name, setting]) => [name, setting.value] as const)
      return { kind: 'expression', expression: landscape.expression, parameters: Object.fromEntries(settings) }
    }
  }
}

/** A scene's race as a job. */
export function raceSpec(scene: Scene): RaceSpec {
  return {
    landscape: landscapeSpec(scene),
    domain: scene.landscape.domain,
    racers: scene.racers.map(({ id, optimizer, hyper, start, clip }) => ({
      id,
      optimizer,
      hyper,
      start: start ?? scene.start,
      ...(clip === undefined ? {} : { clip }),
    })),
    steps: scene.steps,
    record: scene.record,
    stop: scene.stop,
    seed: scene.seed,
    noise: scene.noise,
  }
}
