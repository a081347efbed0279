import type { DataSetDots } from '../../core/cards'
import type { DataSetCard } from '../../core/definitions/data-set'
import type { InitialiserCard } from '../../core/definitions/initialiser'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { SamplerCard } from '../../core/definitions/sampler'
import type { ScheduleCard } from '../../core/definitions/schedule'
import type { SceneLandscape } from '../../core/scene/landscape'
import type { ScenarioCard } from '../../core/tour/scenario-cards'
import type { Scene } from '../../core/scene/scene'

/** The catalogue as the window knows it: pure data. */
export interface Cards {
  readonly landscapeCards: readonly LandscapeCard[]
  readonly optimizerCards: readonly OptimizerCard[]
  readonly scheduleCards: readonly ScheduleCard[]
  readonly samplerCards: readonly SamplerCard[]
  readonly dataSetCards: readonly DataSetCard[]
  readonly initialiserCards: readonly InitialiserCard[]
  /** A few examples of each data set, for small pictures. */
  readonly dataSetDots: Readonly<Record<string, DataSetDots>>
  readonly scenarioCards: readonly ScenarioCard[]
  readonly palette: readonly string[]
  readonly defaultScene: Scene
  readonly thumbnails: Readonly<Record<string, string>>
}

/** The card of a landscape that is an entry of the catalogue. */
export function cardOf({ id }: SceneLandscape, cards: readonly LandscapeCard[]): LandscapeCard | undefined {
  return id === undefined ? undefined : cards.find((card) => card.id === id)
}
