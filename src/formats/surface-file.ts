import type { SampledGrid } from '../core/objectives/sampled-grid'

/** What a file of measured surfaces holds. */
export interface SurfaceFile {
  /** In the order of the file; at least one, but in a file of a path alone. */
  readonly surfaces: readonly NamedSurface[]
  /** A path recorded in the plane of the surfaces, x, y interleaved. */
  readonly path?: Float64Array
}

export interface NamedSurface {
  /** As the file calls it: `train_loss`. */
  readonly name: string
  readonly grid: SampledGrid
}
