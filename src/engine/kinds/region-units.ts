import { z } from 'zod'
import { type HeightRange, heightRangeInPieces } from '../../core/analysis/region/height-range'
import type { Pieces } from '../../core/pieces'
import { regionThresholds } from '../../core/analysis/region/region-class'
import type { Domain } from '../../core/domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeOf } from './landscapes'

/** The last range, since tiles of one field and a pointer that moves over one surface ask for the same each time. */
let last: { readonly key: string; readonly range: HeightRange } | undefined

/** The height range that a landscape's region classes are measured in. */
export function* rangeOf(landscape: LandscapeSpec, domain: Domain): Pieces<HeightRange> {
  const key = JSON.stringify([landscape, domain])
  if (last?.key === key) return last.range
  const range = yield* heightRangeInPieces(landscapeOf(landscape).plane(), domain)
  last = { key, range }
  return range
}

const names = Object.keys(regionThresholds) as (keyof typeof regionThresholds)[]

/** All thresholds of the region classes. */
export const thresholdsSchema = z.strictObject(
  Object.fromEntries(names.map((name) => [name, z.number().min(0)])) as Record<(typeof names)[number], z.ZodNumber>,
)
