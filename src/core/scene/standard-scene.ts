import { noNoise } from '../race/noise'
import { isInside } from './check-domain'
import { defaultStart, defaultView } from './defaults'
import type { Grids } from './grids'
import type { SceneLandscape } from './landscape'
import { landscapeDefaults } from './landscape-kinds'
import { defaultRacers } from './racer'
import { drawsLine } from './slice-setting'
import type { Scene } from './scene'
import { startPlace } from './start'

export const defaultSteps = 200

/** A scene that says nothing but its landscape; what may be dear to find only where it is asked for. */
type StandardScene = Omit<Scene, 'start' | 'racers'> & {
  start(): Scene['start']
  racers(): Scene['racers']
}

/** What a scene of this landscape is where it says nothing else: the one authority on the format's defaults. */
export function standardScene(landscape: SceneLandscape, grids: Grids): StandardScene {
  const { title = 'Untitled', heightScale = 'linear', start, racers } = landscapeDefaults(landscape, grids)
  return {
    title,
    landscape,
    start() {
      const suited = start?.()
      if (suited !== undefined && 'kind' in suited) return suited
      const suitedPlace = suited && startPlace(suited)
      const place =
        suitedPlace && isInside(landscape.domain, suitedPlace) ? suitedPlace : defaultStart(landscape.domain)
      return drawsLine(landscape) ? place.slice(0, 1) : place
    },
    seed: 0,
    steps: defaultSteps,
    record: 1,
    stop: {},
    compareBy: 'step',
    noise: noNoise,
    racers: racers ?? defaultRacers,
    view: defaultView(heightScale),
  }
}
