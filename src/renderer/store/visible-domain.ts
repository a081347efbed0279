import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'

/** The part of the plane that a scene shows: what it is zoomed to, or all of it. */
export function visibleDomain(scene: Scene): Domain {
  return scene.view.domain ?? scene.landscape.domain
}
