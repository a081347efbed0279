import type { Scene } from '../scene/scene'
import type { Ask, MeasurementKind, MeasurementTable } from './measurement'

type Settings<K extends MeasurementKind> = Omit<MeasurementTable[K]['ask'], 'scene'>

/** The scene's race. */
export const race = (scene: Scene): Ask<'race'> => ({ measure: 'race', scene })

/** The scene's race over seeds. */
export const ensemble = (scene: Scene, settings: Settings<'ensemble'>): Ask<'ensemble'> => ({
  measure: 'ensemble',
  scene,
  ...settings,
})

/** What is known at a place. */
export const probe = (scene: Scene, at: readonly number[]): Ask<'probe'> => ({ measure: 'probe', scene, at })

/** The critical points in the domain. */
export const points = (scene: Scene): Ask<'points'> => ({ measure: 'points', scene })

/** A grid of the loss. */
export const surface = (scene: Scene, settings: Settings<'surface'>): Ask<'surface'> => ({
  measure: 'surface',
  scene,
  ...settings,
})

/** Where starts end. */
export const basins = (scene: Scene, settings: Settings<'basins'>): Ask<'basins'> => ({
  measure: 'basins',
  scene,
  ...settings,
})

/** Motions under drag. */
export const drag = (scene: Scene): Ask<'drag'> => ({ measure: 'drag', scene })

/** The noise of a batch's gradient. */
export const gradientNoise = (scene: Scene, settings: Settings<'gradient-noise'>): Ask<'gradient-noise'> => ({
  measure: 'gradient-noise',
  scene,
  ...settings,
})

/** The loss along paths between two points. */
export const connect = (scene: Scene, settings: Settings<'connect'>): Ask<'connect'> => ({
  measure: 'connect',
  scene,
  ...settings,
})

/** Where seeds are, and when they leave. */
export const places = (scene: Scene, settings: Settings<'places'>): Ask<'places'> => ({
  measure: 'places',
  scene,
  ...settings,
})

/** How sharp it is along a racer's path. */
export const sharpness = (scene: Scene, settings: Settings<'sharpness'>): Ask<'sharpness'> => ({
  measure: 'sharpness',
  scene,
  ...settings,
})

/** A step laid open. */
export const step = (scene: Scene, settings: Settings<'step'>): Ask<'step'> => ({ measure: 'step', scene, ...settings })
