import type { FilmSettings } from '../../core/scene/film-settings'
import type { ClockAxis } from '../../core/scene/scene'
import type { StageContent } from '../scene/stage'
import type { Timeline } from './timeline'

/** Everything a film is made of: plain data, so that it can be sent to the worker that makes it. */
export interface FilmRequest {
  readonly settings: FilmSettings
  /** What is filmed; the timeline replaces its playhead and camera frame by frame. */
  readonly content: StageContent
  readonly timeline: Timeline
  readonly captions: FilmCaptions
}

export interface FilmCaptions {
  readonly title: string
  /** What the playhead counts. */
  readonly clock: ClockAxis
  /** By the id of a path: what its racer's losses are, row by row. A path that was recorded elsewhere has none. */
  readonly losses: ReadonlyMap<string, Float64Array>
}

export interface FilmProgress {
  readonly frame: number
  readonly frameCount: number
}
