import type { RegionThresholds } from '../analysis/region-class'
import type { Domain } from '../landscapes/landscape'
import type { HyperparameterValue } from '../optimizers/optimizer'
import type { StopRules } from '../race/trace'
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

export interface ClipSetting {
  readonly kind: 'norm' | 'value'
  readonly value: number
}

/** A learning-rate schedule with every hyperparameter. */
export interface ScheduleSetting {
  readonly id: string
  /** Steps over which the rate rises linearly to the schedule's first, before the schedule begins; 0 is none. */
  readonly warmup: number
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
}

/** Noise added to every gradient: a pure function of seed, step and coordinate, so that racers of one race see the same. */
export type NoiseSetting =
  /** Gaussian, the same standard deviation in every coordinate, each on its own. */
  | { readonly kind: 'gaussian'; readonly scale: number }
  /** Gaussian with this covariance matrix, symmetric and positive semidefinite. */
  | { readonly kind: 'covariance'; readonly covariance: readonly (readonly number[])[] }
  /** Student's t, each coordinate on its own: heavy tails, without a variance at 2 degrees of freedom or fewer. */
  | { readonly kind: 'student-t'; readonly scale: number; readonly degrees: number }

/** From step `at` on the racer goes on with other hyperparameters; its history up to there and its noise stay. */
export interface ForkSetting {
  readonly at: number
  /** The hyperparameters that change there; the others stay. */
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
