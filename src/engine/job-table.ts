import type { PointsResult } from '../core/analysis/points/points-result'
import type { ProbeResult } from '../core/analysis/region/probe-result'
import type { Rate } from '../core/analysis/rates/rates'
import type { RegionThresholds } from '../core/analysis/region/region-class'
import type { Spectrum } from '../core/analysis/spectrum/spectrum'
import type { Domain } from '../core/domain'
import type { HyperparameterValue } from '../core/definitions/optimizer'
import type { Problem } from '../core/problem'
import type { Ending, StopRules, TraceColumns } from '../core/race/trace'
import type { ClipSetting, ForkSetting, NoiseSetting, ScheduleSetting } from '../core/race/settings'
import type { Scene } from '../core/scene/scene'
import type { Slice } from '../core/slice/slice'

export type { FoundPoint, PointsResult, Separatrix } from '../core/analysis/points/points-result'

/** A landscape as jobs name it: all that determines its values and nothing else. */
export type LandscapeSpec = CatalogSpec | ExpressionSpecOfLandscape | SampledSpec

export interface CatalogSpec extends PlaneSpec {
  readonly kind: 'catalog'
  readonly id: string
  readonly parameters: Readonly<Record<string, number>>
}

export interface ExpressionSpecOfLandscape extends PlaneSpec {
  readonly kind: 'expression'
  readonly expression: string
  readonly parameters: Readonly<Record<string, number>>
}

/** A measured surface; its grid is a blob in the form of `grid-bytes.ts`. */
export interface SampledSpec {
  readonly kind: 'sampled'
  readonly blob: string
  /** It lies in the plane. */
  readonly dimension?: undefined
  readonly slice?: undefined
}

/** Of a landscape in more than two dimensions: their number, and the plane that is drawn. */
interface PlaneSpec {
  readonly dimension?: number
  readonly slice?: Slice
}

export interface SurfaceSpec {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
  /** Points along x and along y, ends included. */
  readonly resolution: readonly [nx: number, ny: number]
  /** Whether to compute the analytic gradient too. */
  readonly gradient: boolean
}

/** Row-major, rows are y ascending: point (i, j) at j * nx + i. Non-finite where the landscape is undefined. */
export interface SurfaceResult {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  readonly values: Float64Array
  /** df/dx and df/dy interleaved, 2 * nx * ny; absent unless asked for. */
  readonly gradients?: Float64Array
  /** [min, max] over the finite values; both NaN if there are none. */
  readonly range: Float64Array
}

export interface RaceRacerSpec {
  readonly id: string
  readonly optimizer: string
  readonly hyper: Readonly<Record<string, HyperparameterValue>>
  /** In the coordinates of the plane. */
  readonly start: readonly number[]
  readonly clip?: ClipSetting
  readonly schedule?: ScheduleSetting
  readonly noise?: NoiseSetting
  readonly fork?: ForkSetting
}

export interface RaceSpec {
  readonly landscape: LandscapeSpec
  /** The centre and half-widths that `stop.escape` measures by. */
  readonly domain: Domain
  readonly racers: readonly RaceRacerSpec[]
  readonly steps: number
  readonly record: number
  readonly stop: StopRules
  readonly seed: number
  readonly noise: NoiseSetting
}

/** The next recorded rows of one racer. */
export interface RaceChunk {
  /** Index into the spec's racers. */
  readonly racer: number
  readonly rows: TraceColumns
  /** Of a landscape with a slice: each row's point projected into the plane (a, b interleaved), and how far from the plane it is. */
  readonly plane?: Float64Array
  readonly distance?: Float64Array
}

export interface RaceResult {
  readonly racers: readonly {
    readonly id: string
    readonly optimizer: string
    readonly ending: Ending
    readonly evaluations: number
    /** How fast the recorded losses approach their limit; absent where no law fits them. */
    readonly rate?: Rate
    /** One line for a person where the rule rests on derivatives that the landscape does not have everywhere. */
    readonly warning?: string
  }[]
}

/** A schedule as it goes over a race of so many steps. */
export interface ScheduleSpec {
  readonly schedule: ScheduleSetting
  readonly steps: number
}

export interface ScheduleResult {
  /** Steps, every one or, of a long race, some, with the first and the last. */
  readonly at: Float64Array
  /** What the learning rate is multiplied by at each. */
  readonly factors: Float64Array
  /** Whether the schedule looks at the loss: the factors are then those of a loss that improves with every step. */
  readonly followsLoss: boolean
}

/** One step of a racer, taken again with everything it used laid open. */
export interface StepSpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  /** t, 1 at the first step. */
  readonly step: number
}

export interface StageVector {
  readonly stage: string
  readonly vector: Float64Array
  /** Of a landscape with a slice: the vector projected onto the plane, in the plane's coordinates. */
  readonly plane?: Float64Array
}

export interface StepResult {
  /** The step that was laid open: the racer's last if it ended before; 0, with nothing moved, if it took none. */
  readonly step: number
  /** theta_{t-1}, and J there. */
  readonly theta: Float64Array
  readonly loss: number
  readonly learningRate: number
  /** The gradient as it leaves each stage of the chain: exact, noisy, clipped. */
  readonly gradients: readonly StageVector[]
  /** The rule's displacements, in order; they sum to `update` to the last bit. */
  readonly displacements: readonly StageVector[]
  readonly update: Float64Array
  /** Of a landscape with a slice: the update projected onto the plane. */
  readonly planeUpdate?: Float64Array
  /** Of the update d: g'd, d'Hd / 2, their sum, and the change of J that came of it. For gradient descent -lr g'g and lr^2 g'Hg / 2. */
  readonly taylor: {
    readonly first: number
    readonly second: number
    readonly predicted: number
    readonly actual: number
  }
}

export interface PointsSpec {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
}

export interface FieldSpec {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
  /** What the region classes are measured by: the landscape's domain, though only a part of it be shown. */
  readonly wholeDomain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  readonly thresholds: RegionThresholds
}

/** Row-major like a surface; non-finite, and class `undefined`, where the landscape is undefined. */
export interface FieldResult {
  readonly domain: Domain
  readonly resolution: readonly [nx: number, ny: number]
  /** Index into `regionClasses` of each point. */
  readonly classes: Uint8Array
  /** The least and the greatest eigenvalue of the Hessian. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** |lambda|max / |lambda|min. */
  readonly condition: Float64Array
}

export interface SpectrumSpec {
  readonly landscape: LandscapeSpec
  /** A point in all dimensions, or its two coordinates in the plane that is drawn. */
  readonly at: readonly number[]
  /** How many of the smallest and how many of the largest eigenvalues. */
  readonly top: number
  readonly density: boolean
  readonly seed: number
}

export interface SpectrumResult extends Spectrum {
  readonly dimension: number
}

/** One rule raced from every point of a grid. */
export interface BasinsSpec {
  readonly landscape: LandscapeSpec
  readonly domain: Domain
  /** Its start is not looked at. */
  readonly racer: RaceRacerSpec
  readonly steps: number
  readonly stop: StopRules
  readonly seed: number
  readonly noise: NoiseSetting
  /** Starts along x and along y, the domain's ends included. */
  readonly resolution: readonly [nx: number, ny: number]
}

/** Where some starts of the grid have ended. Coarse grids come first, so that a picture is there at once. */
export interface BasinsChunk {
  /** Index j * nx + i of each start; columns of equal length. */
  readonly starts: Uint32Array
  /** x, y interleaved. */
  readonly ends: Float64Array
  readonly losses: Float64Array
  /** How many steps it took: the last one that moved it by more than a thousandth of a half-width. */
  readonly steps: Uint32Array
  /** Index into `outcomes`. */
  readonly outcomes: Uint8Array
  /** How many points apart the starts known so far are: 64, 32, ..., 1. */
  readonly stride: number
}

export interface BasinsResult {
  readonly resolution: readonly [nx: number, ny: number]
  /** The places that starts end at, by value, ascending. */
  readonly attractors: readonly {
    readonly at: readonly [number, number]
    readonly value: number
    readonly starts: number
  }[]
  /** Index into `attractors` by start; 65535 where it was lost. */
  readonly labels: Uint16Array
  readonly ends: Float64Array
  readonly losses: Float64Array
  readonly steps: Uint32Array
  readonly outcomes: Uint8Array
  /** Evaluations of all runs together, in gradients. */
  readonly evaluations: number
}

/** Each racer run over a grid of the values of one or two of its hyperparameters. */
export interface SweepSpec {
  readonly race: RaceSpec
  readonly x: SweepAxis
  /** Absent: a sweep of one hyperparameter. Racers without it are swept over x alone. */
  readonly y?: SweepAxis
}

export interface SweepAxis {
  readonly hyperparameter: string
  readonly values: readonly number[]
}

/** Rows of one racer's grid that are done; cell (i, j) at j * nx + i. */
export interface SweepChunk {
  readonly racer: number
  readonly cells: Uint32Array
  readonly final: Float64Array
  readonly best: Float64Array
  readonly outcomes: Uint8Array
}

export interface SweepResult {
  readonly racers: readonly {
    readonly id: string
    readonly optimizer: string
    readonly resolution: readonly [nx: number, ny: number]
    /** The loss at the end; NaN where the run left the finite numbers. */
    readonly final: Float64Array
    /** The least loss on the way. */
    readonly best: Float64Array
    readonly outcomes: Uint8Array
    /** The cell of the least final loss; absent where no run stayed finite. */
    readonly bestCell?: number
    /** For each row j the last x below which no run was lost, an index into x; -1 where the first was lost. */
    readonly stabilityEdge: Int32Array
  }[]
}

export interface ExpressionSpec {
  readonly text: string
  /** In x1 to xn of a space of so many dimensions; in x and y where absent. */
  readonly dimension?: number
  /** Whether to derive the gradient's and Hessian's TeX too. */
  readonly derivatives: boolean
}

export interface ExpressionResult {
  /** Empty when the expression is in order. */
  readonly problems: readonly Problem[]
  /** TeX of the formula, where it is in order. */
  readonly tex?: string
  /** Names other than its variables that the formula uses, in order of appearance: its parameters. */
  readonly parameters: readonly string[]
  /** Whether it may fail to be smooth somewhere, whatever its parameters; absent where it is not in order. */
  readonly hasKinks?: boolean
  /** Where asked for, and not too long to be read. */
  readonly derivatives?: {
    /** By each variable. */
    readonly gradient: readonly string[]
    /** The upper triangle row by row: of x and y fxx, fxy, fyy. */
    readonly hessian: readonly string[]
  }
}

/** What is told of a measured surface's grid. */
export interface GridResult {
  readonly resolution: readonly [nx: number, ny: number]
  /** Cells in which nothing was measured, or nothing finite. */
  readonly holes: number
}

export interface SceneSpec {
  /** The text of a scene file. */
  readonly text: string
}

export type SceneResult =
  /** `grid` is that of a measured surface: the blob that the scene names. */
  { readonly scene: Scene; readonly grid?: Uint8Array } | { readonly problems: readonly Problem[] }

export interface OpenFileSpec {
  /** Its ending says what it is. */
  readonly name: string
  /** Its bytes. */
  readonly blob: string
  /** Which of its surfaces; the one that is called a training loss, or a loss, or stands first where absent. */
  readonly surface?: string
}

export type OpenFileResult =
  | SceneResult
  /** A measured surface with racers that suit it, and the names of all surfaces of its file. */
  | { readonly scene: Scene; readonly grid: Uint8Array; readonly surfaces: readonly string[] }
  /** A path alone, to be shown on the surface that it was recorded on. */
  | { readonly path: readonly (readonly [x: number, y: number])[] }

/** Every job kind, with what goes in, what streams out and what ends it. */
export interface JobTable {
  /** Values on a grid, tiled by rows. */
  surface: { spec: SurfaceSpec; chunk: never; result: SurfaceResult }
  /** Traces stream as chunks, one tile a racer. */
  race: { spec: RaceSpec; chunk: RaceChunk; result: RaceResult }
  probe: {
    spec: {
      readonly landscape: LandscapeSpec
      readonly domain: Domain
      readonly at: readonly number[]
      /** Of the region class; the usual ones where absent. */
      readonly thresholds?: RegionThresholds
    }
    chunk: never
    result: ProbeResult
  }
  /** The curve of a learning-rate schedule. */
  schedule: { spec: ScheduleSpec; chunk: never; result: ScheduleResult }
  /** Takes one step again and lays it open. */
  step: { spec: StepSpec; chunk: never; result: StepResult }
  /** Finds the critical points, and the paths of steepest descent that leave the saddles. */
  points: { spec: PointsSpec; chunk: never; result: PointsResult }
  /** Region classes, eigenvalues and condition numbers on a grid, tiled by rows. */
  field: { spec: FieldSpec; chunk: never; result: FieldResult }
  /** The ends of the Hessian's spectrum, its trace and density. */
  spectrum: { spec: SpectrumSpec; chunk: never; result: SpectrumResult }
  /** Where every start of a grid ends, coarse grids first. */
  basins: { spec: BasinsSpec; chunk: BasinsChunk; result: BasinsResult }
  /** Final and best loss over a grid of hyperparameters. */
  sweep: { spec: SweepSpec; chunk: SweepChunk; result: SweepResult }
  /** Checks a formula and typesets it. */
  expression: { spec: ExpressionSpec; chunk: never; result: ExpressionResult }
  /** Looks at the grid of a measured surface. */
  grid: { spec: { readonly blob: string }; chunk: never; result: GridResult }
  /** Reads a scene file. */
  scene: { spec: SceneSpec; chunk: never; result: SceneResult }
  /** Reads a file that a person opened, whatever it is. */
  'open-file': { spec: OpenFileSpec; chunk: never; result: OpenFileResult }
  /** Writes a scene as the text of a file. */
  'write-scene': { spec: { readonly scene: Scene }; chunk: never; result: { readonly text: string } }
  /** Hashes of the elementary functions and of one race per optimizer, the same bits on every machine. */
  fingerprint: {
    spec: Readonly<Record<string, never>>
    chunk: never
    result: { readonly elementary: string; readonly race: string }
  }
}

export type JobKindId = keyof JobTable
