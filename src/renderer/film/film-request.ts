import type { FilmSettings } from '../../core/scene/film-settings'
import type { ClockAxis } from '../../core/scene/clock-axis'
import type { RaceContent } from '../charts/race-content'
import type { PlaneMoment } from '../playback/plane-frames'
import type { StageContent } from '../scene/stage'
import type { HeatMoment } from '../view/heat-paint'
import type { MotionMoment } from './film-motions'
import type { Timeline } from './timeline'

/** Everything a film is made of: plain data, so that it can be sent to the worker that makes it. */
export interface FilmRequest {
  readonly settings: FilmSettings
  /** What is filmed; the timeline replaces its playhead and camera frame by frame. */
  readonly content: StageContent
  /** Whether it is filmed as a curve, f against x. */
  readonly isCurve: boolean
  /** Of a plane that goes with a racer: what takes the place of the plane that stays, moment after moment. */
  readonly planes?: readonly PlaneMoment[]
  /** Of many seeds: what the surface is painted with, moment after moment. */
  readonly heats?: readonly HeatMoment[]
  /** What moves racers, moment after moment. */
  readonly motions?: readonly MotionMoment[]
  readonly timeline: Timeline
  readonly captions: FilmCaptions
}

export interface FilmCaptions {
  readonly title: string
  /** What the playhead counts. */
  readonly clock: ClockAxis
  /** The chart that is burnt in. */
  readonly chart: RaceContent
}

export interface FilmProgress {
  readonly frame: number
  readonly frameCount: number
}
