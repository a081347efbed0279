import type { Domain } from '../../core/domain'
import type { SliceSetting, Trajectory } from '../../core/scene/landscape'
import { startPlace, type StartSetting } from '../../core/scene/start'
import type { Slice } from '../../core/slice/slice'
import { isLine } from './drawn-slice'
import type { Edit } from './edits'
import { isNetwork } from './network-edits'
import { asBand } from './space-edits'
import { changeStarts, lifted } from './starts'

const standard: Domain = { x: [-1, 1], y: [-1, 1] }
/** Points that a plane goes through lie at (0, 0), (1, 0) and (0, 1) of it. */
export const aroundPoints: Domain = { x: [-0.4, 1.4], y: [-0.4, 1.4] }

/**
 * A landscape drawn on another plane or line, its default one where absent, over a domain. What starts on the plane of
 * before, which is `current`, starts from the same place.
 */
export function drawOn(slice: SliceSetting | undefined, current: Slice, domain: Domain = standard): Edit {
  return (scene) => {
    const { slice: before, ...landscape } = scene.landscape
    const { domain: _zoom, follow, ...view } = scene.view
    const moved = (start: StartSetting): StartSetting => {
      const place = startPlace(start)
      if (place === undefined) return slice === undefined && isInitialisation(start) ? [0, 0] : start
      const [a, b] = place
      // Where the parameters begin, on the default plane.
      if (isNetwork(landscape) && before === undefined && a === 0 && b === 0)
        return slice === undefined ? start : { kind: 'initialisation' }
      return lifted(current, place)
    }
    return {
      ...changeStarts(scene, moved),
      landscape: { ...landscape, ...(slice && { slice }), domain: isLine(slice) ? asBand(domain) : domain },
      // A line goes with no racer.
      view: { ...view, ...(follow && !isLine(slice) && { follow }) },
    }
  }
}

/** The vectors of the slice that is drawn, in the place of the recipe that gave them; it goes with no racer. */
export function freeze(slice: Slice): Edit {
  return (scene) => {
    const { follow: _follow, ...view } = scene.view
    return { ...scene, landscape: { ...scene.landscape, slice }, view }
  }
}

/** Whether a start is where the race's own seed and the landscape's initialiser have parameters begin. */
function isInitialisation(start: StartSetting): boolean {
  return 'kind' in start && start.kind === 'initialisation' && !('seed' in start) && !('init' in start)
}

/** What paths take in of a plane, and a fifth of it around them. */
export function around({ x, y }: Domain): Domain {
  const wider = ([min, max]: Domain['x']): Domain['x'] => {
    const margin = 0.2 * Math.max(max - min, 1e-3 * (x[1] - x[0]))
    return [min - margin, max + margin]
  }
  return { x: wider(x), y: wider(y) }
}

/** A network beside which a recorded path is kept, in the place of one of the same id. */
export function withTrajectory(path: Trajectory): Edit {
  return (scene) => {
    const { paths = [] } = scene.landscape
    const others = paths.filter(({ id }) => id !== path.id)
    return { ...scene, landscape: { ...scene.landscape, paths: [...others, path] } }
  }
}
