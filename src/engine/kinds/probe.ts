import { z } from 'zod'
import { type HeightRange, heightRange } from '../../core/analysis/height-range'
import { probe } from '../../core/analysis/probe'
import type { Domain } from '../../core/landscapes/landscape'
import { defineQuickJobKind } from '../job-kind'
import type { LandscapeSpec } from '../job-table'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

const schema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  at: z.tuple([z.number(), z.number()]),
})

/** Everything known at one point. */
export const probeKind = defineQuickJobKind({
  id: 'probe',
  version: 1,
  validate: (given) => checkPlacedSpec(schema, given),
  compute: ({ landscape, domain, at }) => probe(landscapeOf(landscape).plane(), at, domain, rangeOf(landscape, domain)),
})

/** The last range, since a pointer that moves over one surface asks for the same each time. */
let last: { readonly key: string; readonly range: HeightRange } | undefined

function rangeOf(landscape: LandscapeSpec, domain: Domain): HeightRange {
  const key = JSON.stringify([landscape, domain])
  if (last?.key !== key) last = { key, range: heightRange(landscapeOf(landscape).plane(), domain) }
  return last.range
}
