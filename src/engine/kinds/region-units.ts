import { z } from 'zod'
import { type HeightRange, heightRange } from '../../core/analysis/region/height-range'
import { regionThresholds } from '../../core/analysis/region/region-class'
import type { Domain } from '../../core/domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeOf } from './landscapes'

/** The last range, since tiles of one field and a pointer that moves over one surface ask for the same each time. */
let last: { readonly key: string; readonly range: HeightRange } | undefined

/** The height range that a landscape's region classes are measured in. */
export function rangeOf(landscape: LandscapeSpec, domain: Domain): HeightRange {
  const key = JSON.stringify([landscape, domain])
  if (last?.key !== key) last = { key, range: heightRange(landscapeOf(landscape).plane(), domain) }
  return last.range
}

const names = Object.keys(regionThresholds) as (keyof typeof regionThresholds)[]

/** All thresholds of the region classes. */
export const thresholdsSchema = z.strictObject(
  Object.fromEntries(names.map((name) => [name, z.number().min(0)])) as Record<(typeof names)[number], z.ZodNumber>,
)
