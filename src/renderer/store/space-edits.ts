import type { LandscapeCard } from '../../core/definitions/landscape'
import type { SceneLandscape } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import type { Slice } from '../../core/slice/slice'
import { coordinatePlane, sliceIn } from '../../core/slice/slice-pattern'
import { cardOf } from './cards'
import type { Edit } from './edits'
import { changeStarts, withFittingNoise } from './edits'

/** The number of coordinates; the plane that is drawn is the default one again. */
export function setDimension(dimension: number): Edit {
  return (scene) => {
    if (scene.landscape.dimension === undefined) return scene
    const { slice: _slice, ...rest } = scene.landscape
    return withFittingNoise({ ...onPlane(scene), landscape: { ...rest, dimension } })
  }
}

/** The plane that is drawn; the landscape's default one where absent. */
export function setSlice(slice: Slice | undefined): Edit {
  return (scene) => {
    if (scene.landscape.dimension === undefined) return scene
    const { slice: _slice, ...rest } = scene.landscape
    const started = slice !== undefined && slice.v === undefined ? scene : onPlane(scene)
    return { ...started, landscape: slice === undefined ? rest : { ...rest, slice } }
  }
}

/** A scene of a plane, in which no start lies along a line. */
function onPlane(scene: Scene): Scene {
  return changeStarts(scene, (start) => (!('kind' in start) && start.length === 1 ? [start[0]!, 0] : start))
}

/** The plane that is drawn unless the scene has one of its own; absent where the landscape is the plane. */
export function defaultSlice(landscape: SceneLandscape, cards: readonly LandscapeCard[]): Slice | undefined {
  if (landscape.dimension === undefined) return undefined
  return sliceIn(cardOf(landscape, cards)?.defaultSlice ?? coordinatePlane, landscape.dimension)
}
