/** The catalogue as pure data, made when the renderer is built or served (vite/cards-plugin.ts). */
declare module 'virtual:basin-cards' {
  export const landscapeCards: readonly import('../core/definitions/landscape').LandscapeCard[]
  export const optimizerCards: readonly import('../core/definitions/optimizer').OptimizerCard[]
  export const scheduleCards: readonly import('../core/definitions/schedule').ScheduleCard[]
  export const samplerCards: readonly import('../core/definitions/sampler').SamplerCard[]
  /** Racer colours, `#rrggbb`. */
  export const palette: readonly string[]
  export const defaultScene: import('../core/scene/scene').Scene
  /** Where the pictures of the landscapes are, small shaded reliefs, by landscape id. */
  export const thumbnails: Readonly<Record<string, string>>
}
