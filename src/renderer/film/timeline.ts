import type { FilmSettings } from '../../core/scene/film-settings'
import { frameCount } from '../../core/scene/film-settings'

/**
 * A value over time: keys in ascending time (seconds), interpolated between, held before the first and after the last.
 */
export interface Track {
  readonly keys: readonly { readonly time: number; readonly value: number }[]
  readonly ease: 'linear' | 'smooth'
}

/** Tracks sampled by a pure function of the frame number. */
export interface Timeline {
  readonly frameCount: number
  readonly frameRate: number
  readonly playhead: Track
  readonly azimuth: Track
  readonly elevation: Track
}

export interface FilmFrame {
  readonly playhead: number
  readonly camera: { readonly azimuth: number; readonly elevation: number }
}

/** Seconds of a film that rest on the finished race: a tenth of it, at most one and a half. */
const restAtEnd = (seconds: number) => Math.min(1.5, seconds / 10)

/** A slow orbit turns by this many degrees over the film. */
export const orbitDegrees = 120

/**
 * The film of a race from its start to `lastClock`, the largest value of the playhead. An orbit begins at the camera,
 * with the race in view as it is there, and turns to the side that `turn` says.
 */
export function raceTimeline(
  settings: FilmSettings,
  lastClock: number,
  camera: { readonly azimuth: number; readonly elevation: number },
  turn: 1 | -1,
): Timeline {
  const frames = frameCount(settings)
  const end = (frames - 1) / settings.frameRate
  const finish = end - restAtEnd(end)
  const degrees = settings.camera === 'orbit' ? turn * orbitDegrees : 0
  return {
    frameCount: frames,
    frameRate: settings.frameRate,
    playhead: {
      ease: 'linear',
      keys: [
        { time: 0, value: 0 },
        { time: finish, value: lastClock },
      ],
    },
    azimuth: {
      ease: 'smooth',
      keys: [
        { time: 0, value: camera.azimuth },
        { time: end, value: camera.azimuth + degrees },
      ],
    },
    elevation: { ease: 'linear', keys: [{ time: 0, value: camera.elevation }] },
  }
}

/** What frame n shows. Pure: the same timeline and n give the same frame. */
export function frameAt(timeline: Timeline, n: number): FilmFrame {
  const time = n / timeline.frameRate
  return {
    playhead: sample(timeline.playhead, time),
    camera: { azimuth: sample(timeline.azimuth, time), elevation: sample(timeline.elevation, time) },
  }
}

/** The value of a track at a time, seconds. */
export function sample(track: Track, time: number): number {
  const { keys } = track
  const after = keys.findIndex((key) => key.time > time)
  if (after === -1) return keys[keys.length - 1]!.value
  if (after === 0) return keys[0]!.value
  const from = keys[after - 1]!
  const to = keys[after]!
  const share = (time - from.time) / (to.time - from.time)
  const eased = track.ease === 'smooth' ? share * share * (3 - 2 * share) : share
  return from.value + (to.value - from.value) * eased
}
