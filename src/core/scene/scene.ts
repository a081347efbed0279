import type { Domain } from '../landscapes/landscape'
import type { HyperparameterValue } from '../optimizers/optimizer'
import type { StopRules } from '../race/trace'

/**
 * The document a person edits, saves and shares, with every default filled in. The file format is shorter:
 * everything but `basin` and `landscape` may be left out, and a racer's hyperparameters stand beside its own keys.
 * `parse.ts` reads that format into this one and `write.ts` writes it back.
 */
export interface Scene {
  readonly title: string
  readonly landscape: SceneLandscape
  readonly start: readonly [number, number]
  readonly seed: number
  readonly steps: number
  /** Every how many steps a row is recorded. */
  readonly record: number
  readonly stop: StopRules
  readonly compareBy: 'step' | 'evaluation'
  /** Gaussian noise of this standard deviation per coordinate added to every gradient, the same for all racers at a step; 0 is none. */
  readonly noise: number
  readonly racers: readonly SceneRacer[]
  readonly view: SceneView
}

export type SceneLandscape = CatalogLandscape | ExpressionLandscape

export interface CatalogLandscape {
  readonly kind: 'catalog'
  readonly id: string
  readonly parameters: Readonly<Record<string, number>>
  readonly domain: Domain
}

export interface ExpressionLandscape {
  readonly kind: 'expression'
  readonly expression: string
  readonly parameters: Readonly<Record<string, ParameterSetting>>
  readonly domain: Domain
}

/** A named parameter of a user's formula, with the range its slider spans. */
export interface ParameterSetting {
  readonly value: number
  readonly min: number
  readonly max: number
}

export interface SceneRacer {
  readonly id: string
  readonly optimizer: string
  /** `#rrggbb`. */
  readonly color: string
  readonly visible: boolean
  /** The racer's own start; the scene's where absent. */
  readonly start?: readonly [number, number]
  readonly clip?: ClipSetting
  /** Every hyperparameter of the optimizer, defaults filled in. */
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
}

export interface ClipSetting {
  readonly kind: 'norm' | 'value'
  readonly value: number
}

export interface SceneView {
  /** What part of the plane is shown; the landscape's domain where absent. */
  readonly domain?: Domain
  /** Degrees, anticlockwise from the x axis seen from above. */
  readonly azimuth: number
  /** Degrees above the plane, 0 to 90. */
  readonly elevation: number
  readonly height: { readonly scale: 'linear' | 'log'; readonly exaggeration: number }
  readonly colorMap: 'viridis' | 'cividis' | 'magma'
  readonly contours: boolean
}
