import { z } from 'zod'
import { probe } from '../../core/analysis/probe'
import { defineQuickJobKind } from '../job-kind'
import { landscapeOf } from './landscapes'
import { rangeOf, thresholdsSchema } from './region-units'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

const schema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  at: z.tuple([z.number(), z.number()]),
  thresholds: thresholdsSchema.optional(),
})

/** Everything known at one point. */
export const probeKind = defineQuickJobKind({
  id: 'probe',
  version: 1,
  validate: (given) => checkPlacedSpec(schema, given),
  compute: ({ landscape, domain, at, thresholds }) =>
    probe(landscapeOf(landscape).plane(), at, domain, rangeOf(landscape, domain), thresholds),
})
