import type { LandscapeCard } from '../../core/definitions/landscape'
import type { HyperparameterValue, OptimizerCard } from '../../core/definitions/optimizer'
import type { ScheduleCard } from '../../core/definitions/schedule'
import type { Scene } from '../../core/scene/scene'

/** The catalogue as the window knows it: pure data. */
export interface Cards {
  readonly landscapeCards: readonly LandscapeCard[]
  readonly optimizerCards: readonly OptimizerCard[]
  readonly scheduleCards: readonly ScheduleCard[]
  readonly palette: readonly string[]
  /** Hyperparameters that suit a surface, by optimizer id. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, HyperparameterValue>>>>
  readonly defaultScene: Scene
  readonly thumbnails: Readonly<Record<string, string>>
}
