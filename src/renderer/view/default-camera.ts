import { drawnStart } from '../../core/scene/start'
import type { Scene } from '../../core/scene/scene'
import { awaitsSlice } from '../../engine/scene-specs'
import { clearAzimuth, plainAzimuth } from '../scene/clear-azimuth'
import type { Cards } from '../store/cards'
import type { DerivedStore } from '../store/derived'
import { type Frame, sameDomain } from '../store/frame'
import { landmarksOf } from './scene-marks'

interface DefaultCameraInputs {
  readonly derived: DerivedStore
  readonly frame: Frame
  readonly cards: Cards
  readonly scene: () => Scene
}

/**
 * Turns the camera to where it sees the race, once for each landscape, while neither its file nor a person has chosen
 * an azimuth: with the first surface that comes, before it is drawn.
 */
export function createDefaultCamera({ derived, frame, cards, scene }: DefaultCameraInputs) {
  let isDue = frame.camera.isDefault
  const turn = (): void => {
    const { surface } = derived.getState()
    isDue = surface === undefined || !sameDomain(surface.domain, frame.domain)
    if (isDue) return
    const now = scene()
    const content = {
      surface,
      domain: frame.domain,
      height: now.view.height,
      start: drawnStart(now),
      landmarks: landmarksOf(cards, now),
    }
    frame.camera.azimuth = clearAzimuth(content, frame.camera.elevation)
  }
  derived.subscribe((state, before) => {
    // What stands for the plane of a race, until that is known, says nothing of it.
    const isOwn = !awaitsSlice(scene())
    if (isDue && frame.camera.isDefault && isOwn && state.surface !== before.surface) turn()
  })
  return {
    /** Takes what a document says of its camera. */
    open({ view }: Scene): void {
      frame.camera.azimuth = view.azimuth ?? plainAzimuth
      frame.camera.elevation = view.elevation
      frame.camera.isDefault = isDue = view.azimuth === undefined
    },
    /** The landscape is another: its first surface tells. */
    expect(): void {
      isDue = true
    },
    /** Back to the default, judged by the surface on screen, or the next if that shows something else. */
    reset(elevation: number): void {
      frame.camera.elevation = elevation
      frame.camera.isDefault = true
      turn()
    },
  }
}
