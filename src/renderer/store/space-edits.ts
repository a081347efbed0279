import type { Domain } from '../../core/domain'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { SceneLandscape, SliceSetting } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { shownStart } from '../../core/scene/start'
import type { Slice } from '../../core/slice/slice'
import { coordinateSlice, sliceIn } from '../../core/slice/slice-pattern'
import { cardOf } from './cards'
import { isLine } from './drawn-slice'
import type { Edit } from './edits'
import { withFittingNoise } from './edits'
import { changeStarts, nearestInside } from './starts'

/** The number of coordinates; the plane that is drawn is the default one again, and starts are places on it. */
export function setDimension(dimension: number): Edit {
  return (scene) => {
    if (scene.landscape.dimension === undefined) return scene
    const { slice: _slice, ...rest } = scene.landscape
    return withFittingNoise({ ...placed(scene), landscape: { ...rest, dimension } })
  }
}

/** A scene whose starts are places on the plane, or recipes: in another space they would be no vectors. */
export function placed(scene: Scene): Scene {
  const { domain } = scene.landscape
  return changeStarts(onPlane(scene), (start) =>
    !('kind' in start) && start.length > 2 ? shownStart(start, domain) : start,
  )
}

/**
 * What is drawn, of so many directions; the landscape's default plane where absent. A zoom was one of what was drawn
 * before.
 */
export function setSlice(slice: SliceSetting | undefined, directions: 1 | 2, cards: readonly LandscapeCard[]): Edit {
  return (scene) => {
    if (scene.landscape.dimension === undefined) return scene
    const { slice: before, ...rest } = scene.landscape
    const domain = directions === 1 ? asBand(rest.domain) : isLine(before) ? asPlane(scene, cards) : rest.domain
    const { domain: _zoom, ...view } = scene.view
    const started = directions === 1 ? onLine(scene) : onPlane(scene)
    return {
      ...changeStarts(started, (start) => nearestInside(start, domain)),
      landscape: { ...rest, ...(slice && { slice }), domain },
      view,
    }
  }
}

/** A line is drawn as a band as wide as it is long. */
export function asBand({ x }: Domain): Domain {
  const half = (x[1] - x[0]) / 2
  return { x, y: [-half, half] }
}

/** The domain of a plane where a line was: y is again what it is at first. */
function asPlane({ landscape }: Scene, cards: readonly LandscapeCard[]): Domain {
  return { x: landscape.domain.x, y: cardOf(landscape, cards)?.domain.y ?? landscape.domain.y }
}

/** A scene of a plane, in which no start lies along a line. */
function onPlane(scene: Scene): Scene {
  return changeStarts(scene, (start) => (!('kind' in start) && start.length === 1 ? [start[0]!, 0] : start))
}

/** A scene of a line, along which places have one number. */
export function onLine(scene: Scene): Scene {
  return changeStarts(scene, (start) => (!('kind' in start) && start.length === 2 ? start.slice(0, 1) : start))
}

/** The plane that is drawn unless the scene has one of its own; absent where the landscape is the plane. */
export function defaultSlice(landscape: SceneLandscape, cards: readonly LandscapeCard[]): Slice | undefined {
  if (landscape.dimension === undefined) return undefined
  const pattern = cardOf(landscape, cards)?.defaultSlice
  return pattern === undefined ? coordinateSlice(landscape.dimension) : sliceIn(pattern, landscape.dimension)
}
