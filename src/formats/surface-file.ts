import type { SampledGrid } from '../core/objectives/sampled-grid'
import type { Problem } from '../core/problem'
import type { MatrixOrder } from '../core/scene/surface-reading'
import type { NdArray } from './npy'

/** What a file of measured surfaces holds. */
export interface SurfaceFile {
  /** In the order of the file; at least one, but in a file of a path alone. */
  readonly surfaces: readonly NamedSurface[]
  /** A path recorded in the plane of the surfaces, x, y interleaved. */
  readonly path?: Float64Array
  /** What of the file was not taken, and why. */
  readonly notes: readonly ReadingNote[]
}

export interface NamedSurface {
  /** As the file calls it: `train_loss`. */
  readonly name: string
  readonly grid: SampledGrid
  /** What was found out about it and the file does not say. */
  readonly notes: readonly ReadingNote[]
  /** What it can be read as instead. */
  readonly choices: ReadingChoices
}

/** One thing that a reader has found out or left out, in words. */
export interface ReadingNote {
  /** The option that changes it; absent where none does. */
  readonly option?: ReadingOption
  readonly message: string
}

export type ReadingOption = 'surface' | 'axes' | 'order' | 'missing' | 'spikes' | 'interpolation'

/** How a surface was read, and how else it could be. */
export interface ReadingChoices {
  /** As `SurfaceReading` writes them. */
  readonly axes: string
  /** What else the axes could be, `axes` among them. */
  readonly otherAxes: readonly string[]
  /** Absent where coordinates leave no question. */
  readonly order?: MatrixOrder
  /** The orders that the shape fits. */
  readonly orders: readonly MatrixOrder[]
  /** The number that was taken for a missing value. */
  readonly missing?: number
}

/** The arrays of numbers in a file by name, and those that could not be read. */
export interface NamedArrays {
  readonly arrays: ReadonlyMap<string, NdArray>
  readonly faults: readonly ArrayFault[]
}

export interface ArrayFault {
  readonly name: string
  readonly problem: Problem
  /** Whether it holds no numbers at all, so that nobody misses it where there is a surface. */
  readonly isText?: true
}
