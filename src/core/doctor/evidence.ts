import type { Domain } from '../domain'
import type { NormalisedLayer } from '../objectives/measures'
import type { SampledGrid } from '../objectives/sampled-grid'
import type { Fidelity } from '../slice/fidelity'
import type { Slice } from '../slice/slice'
import { type Sentinel, sentinelOf } from './sentinel'
import { sortedFinite } from './sorted'
import { standingOut } from './standing-out'

/** What a picture shows, and what it was made from: whatever of it there is. */
export interface Evidence {
  readonly surface: SurfaceEvidence
  /** Paths on it, as far as they are known. */
  readonly paths: readonly PathEvidence[]
  /** How it lies in a space of more dimensions. */
  readonly slice?: SliceEvidence
  /** Of a network with batch normalisation. */
  readonly statistics?: StatisticsEvidence
}

/** A grid of heights. A line has one row. */
export interface SurfaceEvidence {
  /** As it is. */
  readonly given: SampledGrid
  /** With holes where a sentinel stands and where cells stand out: what else there is to say is of the others. */
  readonly grid: SampledGrid
  /** Whether it comes from a file, and not from a function that is known. */
  readonly isMeasured: boolean
  /** How heights are drawn. */
  readonly scale: 'linear' | 'log'
  /** Of a mean over some of its examples: of how many, of how many in all. */
  readonly examples?: { readonly seen: number; readonly all: number }
  readonly sentinel: Sentinel | undefined
  /** Groups of cells that stand out from all around them. */
  readonly standing: readonly (readonly number[])[]
  /** The finite values of `grid`, ascending. */
  readonly usual: Float64Array
}

/** Points of a path, in its order: as `Fidelity` has them, or recorded in the plane of a measured surface. */
export interface PathEvidence extends Pick<Fidelity, 'places' | 'drawn'>, Partial<Pick<Fidelity, 'loss' | 'distance'>> {
  readonly name: string
  readonly step: ArrayLike<number>
}

export interface SliceEvidence extends Slice {
  readonly domain: Domain
}

/** Statistics of batch normalisation: mean and variance of each unit, layer by layer. */
export interface StatisticsEvidence {
  readonly layers: readonly NormalisedLayer[]
  /** Those that are kept with the parameters. */
  readonly kept: ArrayLike<number>
  /** Those that all examples have at the parameters. */
  readonly here: ArrayLike<number>
}

/** A grid as the doctor looks at it; its arrays are not written to. */
export function surfaceEvidence(
  given: SampledGrid,
  known: Pick<SurfaceEvidence, 'isMeasured' | 'scale' | 'examples'>,
): SurfaceEvidence {
  const sentinel = known.isMeasured ? sentinelOf(given) : undefined
  const measured = { ...given, values: given.values.map((value) => (value === sentinel?.value ? NaN : value)) }
  const standing = standingOut(measured)
  const values = measured.values.slice()
  for (const group of standing) for (const p of group) values[p] = NaN
  return { given, grid: { ...given, values }, ...known, sentinel, standing, usual: sortedFinite(values) }
}
