import type { ProbeResult } from '../core/analysis/probe-result'
import type { Domain } from '../core/landscapes/landscape'
import type { HyperparameterValue } from '../core/optimizers/optimizer'
import type { Problem } from '../core/problem'
import type { Ending, StopRules, TraceColumns } from '../core/race/trace'
import type { ClipSetting, Scene } from '../core/scene/scene'

/** A landscape as jobs name it: all that determines its values and nothing else. */
export type LandscapeSpec =
  | { readonly kind: 'catalog'; readonly id: string; readonly parameters: Readonly<Record<string, number>> }
  | { readonly kind: 'expression'; readonly expression: string; readonly parameters: Readonly<Record<string, number>> }

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
  readonly start: readonly number[]
  readonly clip?: ClipSetting
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
  readonly noise: number
}

/** The next recorded rows of one racer. */
export interface RaceChunk {
  /** Index into the spec's racers. */
  readonly racer: number
  readonly rows: TraceColumns
}

export interface RaceResult {
  readonly racers: readonly {
    readonly id: string
    readonly optimizer: string
    readonly ending: Ending
    readonly evaluations: number
  }[]
}

export interface ExpressionSpec {
  readonly text: string
  /** Whether to derive the gradient's and Hessian's TeX too. */
  readonly derivatives: boolean
}

export interface ExpressionResult {
  /** Empty when the expression is in order. */
  readonly problems: readonly Problem[]
  /** TeX of the formula, where it is in order. */
  readonly tex?: string
  /** Names other than x and y that the formula uses, in order of appearance: its parameters. */
  readonly parameters: readonly string[]
  /** Where asked for, and not too long to be read. */
  readonly derivatives?: {
    readonly gradient: readonly [string, string]
    /** fxx, fxy, fyy. */
    readonly hessian: readonly [string, string, string]
  }
}

export interface SceneSpec {
  /** The text of a scene file. */
  readonly text: string
}

export type SceneResult = { readonly scene: Scene } | { readonly problems: readonly Problem[] }

/** Every job kind, with what goes in, what streams out and what ends it. */
export interface JobTable {
  /** Values on a grid, tiled by rows. */
  surface: { spec: SurfaceSpec; chunk: never; result: SurfaceResult }
  /** Traces stream as chunks, one tile a racer. */
  race: { spec: RaceSpec; chunk: RaceChunk; result: RaceResult }
  probe: {
    spec: { readonly landscape: LandscapeSpec; readonly domain: Domain; readonly at: readonly number[] }
    chunk: never
    result: ProbeResult
  }
  /** Checks a formula and typesets it. */
  expression: { spec: ExpressionSpec; chunk: never; result: ExpressionResult }
  /** Reads a scene file. */
  scene: { spec: SceneSpec; chunk: never; result: SceneResult }
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
