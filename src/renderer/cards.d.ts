/** The catalogue as pure data, made when the renderer is built or served (vite/cards-plugin.ts). */
declare module 'virtual:basin-cards' {
  export const landscapeCards: readonly import('../core/definitions/landscape').LandscapeCard[]
  export const optimizerCards: readonly import('../core/definitions/optimizer').OptimizerCard[]
  export const scheduleCards: readonly import('../core/definitions/schedule').ScheduleCard[]
  export const samplerCards: readonly import('../core/definitions/sampler').SamplerCard[]
  export const dataSetCards: readonly import('../core/definitions/data-set').DataSetCard[]
  export const initialiserCards: readonly import('../core/definitions/initialiser').InitialiserCard[]
  export const dataSetDots: Readonly<Record<string, import('../core/cards').DataSetDots>>
  /** Racer colours, `#rrggbb`. */
  export const palette: readonly string[]
  export const defaultScene: import('../core/scene/scene').Scene
  export const scenarioCards: readonly import('../core/tour/scenario-cards').ScenarioCard[]
  /** Where the pictures of the landscapes are, small shaded reliefs, by landscape id. */
  export const thumbnails: Readonly<Record<string, string>>
}
