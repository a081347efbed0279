import type { RegionThresholds } from '../analysis/region/region-class'
import type { Domain } from '../domain'
import type { BatchSetting, MeasureSetting, NoiseSetting } from '../race/settings'
import type { StopRules } from '../race/trace'
import type { Leaving } from '../analysis/ensemble/leaving'
import type { ChartScale, ChartSetting } from './chart'
import type { DragSetting } from './drag-setting'
import type { ClockAxis } from './clock-axis'
import type { Instrument } from './instruments'
import type { CrossSectionSetting, TaylorSetting } from './local-instruments'
import type { SceneLandscape } from './landscape'
import type { Overlay, SeenSpan } from './overlays'
import type { Symmetry } from '../symmetry/symmetry'
import type { SceneRacer } from './racer'
import type { StartSetting } from './start'
import type { SurrogatesSetting } from './surrogates'
import type { ThrowSetting } from './throw-setting'

/**
 * The document a person edits, saves and shares, with every default filled in. The file format is shorter:
 * everything but `basin` and `landscape` may be left out, and a racer's hyperparameters stand beside its own keys.
 * `parse.ts` reads that format into this one and `write.ts` writes it back.
 */
export interface Scene {
  readonly title: string
  readonly landscape: SceneLandscape
  readonly start: StartSetting
  readonly seed: number
  readonly steps: number
  /** Every how many steps a row is recorded. */
  readonly record: number
  readonly stop: StopRules
  readonly compareBy: ClockAxis
  /** Added to every gradient, the same for all racers at a step, but for those with noise of their own. */
  readonly noise: NoiseSetting
  /**
   * Of a sum over examples: the batches of all racers without their own, all examples where absent; and when the loss
   * is measured.
   */
  readonly batch?: BatchSetting
  readonly measure?: MeasureSetting
  readonly racers: readonly SceneRacer[]
  readonly view: SceneView
}

export interface FollowSetting {
  /** A racer's id. */
  readonly of: string
  /** Steps. */
  readonly every: number
}

/** The race with many seeds. */
export interface EnsembleSetting {
  /** How many, 0 to `seeds` - 1, for bands of the chart and for where they are; 1 is none. */
  readonly seeds: number
  /** What they are watched for. */
  readonly leaving?: Leaving | undefined
}

export interface SceneView {
  /** What part of the plane is shown; the landscape's domain where absent. */
  readonly domain?: Domain
  /** Degrees, anticlockwise from the x axis seen from above; where absent, one from which the race is seen. */
  readonly azimuth?: number
  /** Degrees above the plane, 0 to 90. */
  readonly elevation: number
  readonly height: { readonly scale: 'linear' | 'log'; readonly exaggeration: number }
  readonly colorMap: 'viridis' | 'cividis' | 'magma'
  readonly contours: boolean
  /** What the surface is coloured by. */
  readonly overlay: Overlay
  /**
   * Whether critical points, the paths of steepest descent that leave the saddles, and the quadratic that touches at
   * the probe are drawn.
   */
  readonly criticalPoints: boolean
  readonly separatrices: boolean
  /** Whether stems lead from the surface of a slice to the true loss of each point of a path that was compared. */
  readonly stems: boolean
  readonly model: boolean
  /** Whether companions are raced and drawn: see `Companion`. */
  readonly companions: boolean
  /** Whether force, drag and velocity are drawn as arrows at racers with momentum: see `Inertia`. */
  readonly forces: boolean
  /** How much of each racer's path is drawn, up to the playhead, on the clock's axis; all of it where absent. */
  readonly trail?: number | undefined
  /** Of a sum over examples: of how many batches the surfaces are drawn beside that of all examples. */
  readonly batchSurfaces: number
  /** Of a sum over examples: of how many of them the surface is, drawn by the scene's seed; of all where absent. */
  readonly surfaceExamples?: number | undefined
  /** Whether the plane goes with a racer in its race, drawn anew after every so many steps. */
  readonly follow?: FollowSetting | undefined
  /**
   * Whether a line is drawn as a curve, f against x, or else as a band; where absent as a curve if the landscape has
   * one coordinate.
   */
  readonly curve?: boolean | undefined
  /** Of the region classes. */
  readonly thresholds: RegionThresholds
  readonly ensemble: EnsembleSetting
  /** Of the curves of the learning rates, along both axes. */
  readonly scheduleScale: ChartScale
  /** Over which steps it is counted how often each example was seen: of the epoch at the playhead, or all. */
  readonly examplesSeen: SeenSpan
  /** What the chart of the race shows. */
  readonly chart: ChartSetting
  readonly drag: DragSetting
  /** What the chart of the losses over the prediction shows. */
  readonly surrogates: SurrogatesSetting
  /**
   * Of a network: by which symmetries, one after the other, the twin is made that is drawn in its place. One that the
   * network does not have is no problem: the window says so.
   */
  readonly twins?: readonly Symmetry[] | undefined
  /** Whether a racer's step at a cliff is marked. */
  readonly throw?: ThrowSetting | undefined
  /** Of the analysis, which is shown when the scene opens; whichever was shown last where absent. */
  readonly instrument?: Instrument | undefined
  /** What suits the landscape where absent. */
  readonly crossSection?: CrossSectionSetting | undefined
  readonly taylor?: TaylorSetting | undefined
}
