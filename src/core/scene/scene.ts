import type { RegionThresholds } from '../analysis/region/region-class'
import type { Domain } from '../domain'
import type { HyperparameterValue } from '../definitions/optimizer'
import type { StopRules } from '../race/trace'
import type { ClipSetting, ForkSetting, NoiseSetting, ScheduleSetting } from '../race/settings'
import type { Slice } from '../slice/slice'
import type { Overlay } from './overlays'

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
  /** Added to every gradient, the same for all racers at a step, but for those with noise of their own. */
  readonly noise: NoiseSetting
  readonly racers: readonly SceneRacer[]
  readonly view: SceneView
}

export type SceneLandscape = CatalogLandscape | ExpressionLandscape | SampledLandscape

export interface CatalogLandscape {
  readonly kind: 'catalog'
  readonly id: string
  readonly parameters: Readonly<Record<string, number>>
  /** Of a family alone: the number of coordinates, and the plane that is drawn, its default one where absent. */
  readonly dimension?: number
  readonly slice?: Slice
  /** In the plane's coordinates where there is a slice. */
  readonly domain: Domain
}

export interface ExpressionLandscape {
  readonly kind: 'expression'
  /** In x and y; in x1, x2, ... where there is a dimension. */
  readonly expression: string
  readonly parameters: Readonly<Record<string, ParameterSetting>>
  /** The number of variables, and the plane that is drawn: that of x1 and x2 through the origin where absent. */
  readonly dimension?: number
  readonly slice?: Slice
  readonly domain: Domain
}

/** A surface measured on a grid; undefined outside it and where nothing was measured. */
export interface SampledLandscape {
  readonly kind: 'sampled'
  /** What its file calls it: `train_loss`. */
  readonly surface: string
  /** The name of its grid among blobs; the grid lies beside the scene, see `grids.ts`. */
  readonly blob: string
  /** A path that was recorded in its plane, shown with it. */
  readonly path?: readonly (readonly [x: number, y: number])[]
  /** It lies in the plane. */
  readonly dimension?: undefined
  readonly slice?: undefined
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
  /** The learning rate is constant where absent. */
  readonly schedule?: ScheduleSetting
  /** The racer's own noise; the scene's where absent. */
  readonly noise?: NoiseSetting
  /** Where absent the racer keeps its hyperparameters to the end. */
  readonly fork?: ForkSetting
  /** Every hyperparameter of the optimizer, defaults filled in. */
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
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
  /** What the surface is coloured by. */
  readonly overlay: Overlay
  /** Whether critical points, the paths of steepest descent that leave the saddles, and the quadratic that touches at the probe are drawn. */
  readonly criticalPoints: boolean
  readonly separatrices: boolean
  readonly model: boolean
  /** Of the region classes. */
  readonly thresholds: RegionThresholds
}
