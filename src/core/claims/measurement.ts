import type { GradientNoise } from '../analysis/noise/gradient-noise'
import type { Leaving } from '../analysis/ensemble/leaving'
import type { SeenPlaces } from '../analysis/ensemble/places'
import type { Predicate } from '../analysis/ensemble/predicate'
import type { PointsResult } from '../analysis/points/points-result'
import type { ProbeResult } from '../analysis/region/probe-result'
import type { Domain } from '../domain'
import type { MotionUnderDrag } from '../mechanics/drag'
import type { Outcome } from '../race/trace'
import type { ChartQuantity } from '../scene/chart'
import type { Scene } from '../scene/scene'
import type { Symmetry } from '../symmetry/symmetry'

/**
 * What a claim can have measured: of each kind what is asked, in the words of a scene, and what comes back. The engine
 * turns each into a job of its own (`engine/measurements.ts`).
 */
export interface MeasurementTable {
  /** The scene's race. */
  readonly race: { readonly ask: OfScene; readonly result: MeasuredRace }
  /** The scene's race with each of the seeds 0 to `seeds` - 1; a quantity over them, at every recorded step. */
  readonly ensemble: {
    readonly ask: OfScene & {
      readonly seeds: number
      /** The loss where absent. */
      readonly quantity?: ChartQuantity
      /** Each from 0 to 1. */
      readonly quantiles?: readonly number[]
      readonly predicate?: Predicate
    }
    readonly result: MeasuredEnsemble
  }
  /** Value, gradient, Hessian and its eigenvalues at a place of the scene's plane, or at a whole vector. */
  readonly probe: { readonly ask: OfScene & { readonly at: readonly number[] }; readonly result: ProbeResult }
  /** The critical points in the scene's domain. */
  readonly points: { readonly ask: OfScene; readonly result: PointsResult }
  /** The loss, and its gradient, on n x n points of the scene's domain, or of another. */
  readonly surface: {
    readonly ask: OfScene & { readonly resolution: number; readonly domain?: Domain }
    readonly result: MeasuredSurface
  }
  /** Where a racer of the scene ends from each of n x n starts that fill the domain. */
  readonly basins: {
    readonly ask: OfScene & { readonly racer?: number; readonly resolution: number }
    readonly result: MeasuredBasins
  }
  /** How particles move from the scene's start, one under each drag that its view has: see `MotionUnderDrag`. */
  readonly drag: { readonly ask: OfScene; readonly result: MeasuredMotions }
  /** How gradients of batches scatter about that of all examples, at a place. */
  readonly 'gradient-noise': {
    readonly ask: OfScene & {
      readonly at: readonly number[]
      readonly batch: number
      readonly draws: number
      readonly sizes?: readonly number[]
    }
    readonly result: GradientNoise
  }
  /** The loss along paths from a point to another, or to one that symmetries of a network lead to. */
  readonly connect: {
    readonly ask: OfScene & {
      readonly from: readonly number[]
      readonly to: readonly number[] | readonly Symmetry[]
      /** Besides the straight line. */
      readonly paths?: readonly ('match' | 'bezier' | 'polygonal')[]
      /** Places of each path at which the loss is measured. */
      readonly points: number
      /** Steps of Adam and its rate, by which the bend of a curve is found. */
      readonly search?: { readonly steps: number; readonly lr: number }
      /** Whether the largest eigenvalue at both ends is wanted. */
      readonly sharpness?: boolean
    }
    readonly result: MeasuredPaths
  }
  /** Where the scene's racers are with each of the seeds 0 to `seeds` - 1, and when each of these first leaves. */
  readonly places: {
    readonly ask: OfScene & {
      readonly seeds: number
      /** After every how many steps it is told where they are; at the start and the end alone where absent. */
      readonly every?: number
      readonly leaving?: Leaving
    }
    readonly result: MeasuredPlaces
  }
  /** The largest eigenvalue of the Hessian along the path of a racer, at these steps. */
  readonly sharpness: {
    readonly ask: OfScene & { readonly racer?: number; readonly steps: readonly number[] }
    readonly result: { readonly step: Float64Array; readonly largest: Float64Array }
  }
  /** A step of a racer of the scene's race, laid open; the first racer's where absent. */
  readonly step: {
    readonly ask: OfScene & { readonly racer?: number; readonly step: number }
    readonly result: MeasuredStep
  }
}

interface OfScene {
  readonly scene: Scene
}

export type MeasurementKind = keyof MeasurementTable

/** One thing to be measured. */
export type Ask<K extends MeasurementKind = MeasurementKind> = {
  readonly [Kind in MeasurementKind]: { readonly measure: Kind } & MeasurementTable[Kind]['ask']
}[K]

/** What a claim wants measured, by names of its own: each one thing, or several of a kind. */
export type Asks = Readonly<Record<string, Ask | readonly Ask[]>>

/** What comes back, by the same names. */
export type Measured<A extends Asks> = {
  readonly [Name in keyof A]: A[Name] extends OfKind<infer K>
    ? MeasurementTable[K]['result']
    : A[Name] extends readonly OfKind<infer K>[]
      ? readonly MeasurementTable[K]['result'][]
      : never
}

interface OfKind<K extends MeasurementKind> {
  readonly measure: K
}

/** The racers of a race in their order. */
export interface MeasuredRace {
  readonly racers: readonly MeasuredRacer[]
}

/** One racer: its recorded rows, columns of equal length, and how it ended. */
export interface MeasuredRacer {
  readonly id: string
  readonly outcome: Outcome
  /** Steps taken. */
  readonly steps: number
  readonly evaluations: number
  readonly step: Float64Array
  /** NaN where it was not measured: of a sum over examples between measuring points. */
  readonly loss: Float64Array
  readonly gradientNorm: Float64Array
  /** Coordinates of a point. */
  readonly dimension: number
  /** Points row by row, `dimension` numbers each; empty where they are too many to be kept. */
  readonly theta: Float64Array
  /** Of a sum over examples: what else was measured, by the names of the columns, and what its batches saw. */
  readonly measured: Readonly<Record<string, Float64Array>>
  readonly examples?: Float64Array
  /** Of the batch of the step that led to a row, at the point before. */
  readonly batchLoss?: Float64Array
}

/** The step that leads to a point. */
export interface MeasuredStep {
  /** Its number, 1 at the first. */
  readonly step: number
  /** Where it leads from, and J there. */
  readonly theta: Float64Array
  readonly loss: number
  readonly learningRate: number
  /** The gradient as it leaves each stage of the chain: as it is, with noise, clipped. */
  readonly gradients: readonly { readonly stage: string; readonly vector: Float64Array }[]
  readonly update: Float64Array
  /** Of the update d: g'd, d'Hd / 2, their sum, and the change of J that came of it. */
  readonly taylor: {
    readonly first: number
    readonly second: number
    readonly predicted: number
    readonly actual: number
  }
}

export interface MeasuredEnsemble {
  readonly racers: readonly {
    readonly id: string
    readonly step: Float64Array
    readonly count: Uint32Array
    readonly mean: Float64Array
    readonly standardError: Float64Array
    readonly quantiles: readonly Float64Array[]
    /** Seeds that meet the predicate, where one was given. */
    readonly met?: number
  }[]
}

export interface MeasuredPlaces {
  readonly step: Float64Array
  readonly racers: readonly (SeenPlaces & { readonly id: string })[]
}

/** The straight line first, then the paths that were asked for. */
export interface MeasuredPaths {
  readonly from: { readonly loss: number; readonly sharpness?: number }
  readonly to: { readonly theta: Float64Array; readonly loss: number; readonly sharpness?: number }
  /** Of a network: how many vectors compute what the first end does, a whole number in digits. */
  readonly orbit?: { readonly count: string }
  /** How far each rises at most above the straight line between the losses of its ends. */
  readonly paths: readonly { readonly path: string; readonly barrier: { readonly height: number } }[]
}

/** Under viscous and quadratic drag and dry friction, in this order. */
export interface MeasuredMotions {
  readonly time: Float64Array
  readonly motions: readonly MotionUnderDrag[]
}

/** Row-major, rows y ascending. */
export interface MeasuredSurface {
  readonly resolution: readonly [nx: number, ny: number]
  readonly values: Float64Array
  /** By x and by y, interleaved. */
  readonly gradients?: Float64Array
}

export interface MeasuredBasins {
  readonly resolution: readonly [nx: number, ny: number]
  /** Where each start ended, x and y interleaved, rows y ascending. */
  readonly ends: Float64Array
  readonly losses: Float64Array
  /** Index into `outcomes`. */
  readonly outcomes: Uint8Array
}
