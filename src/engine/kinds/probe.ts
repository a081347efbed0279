import { z } from 'zod'
import { probe } from '../../core/analysis/region/probe'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import { mostForDense } from '../../core/analysis/spectrum/spectrum'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { halfWidths } from '../../core/domain'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineQuickJobKind } from '../job-kind'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { lineObjective } from '../../core/slice/slice-objective'
import { landscapeOf } from './landscapes'
import { rangeOf, thresholdsSchema } from './region-units'
import { checkPlacedSpec } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  at: z.array(z.number()).readonly(),
  /** Of the region class; the usual ones where absent. */
  thresholds: thresholdsSchema.optional(),
})

export type ProbeSpec = z.infer<typeof schema>

/** Everything known at one point: of the plane, where it has two coordinates, or else of the whole space. */
export const probeKind = defineQuickJobKind({
  id: 'probe',
  version: 3,

  validate(given): Checked<ProbeSpec> {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return shape
    const problem = placeProblem(shape.value.at.length, landscapeOf(shape.value.landscape))
    return problem === undefined ? shape : invalid(problem)
  },

  compute({ landscape, domain, at, thresholds }): ProbeResult {
    const { plane, planeDimension, objective, box } = landscapeOf(landscape)
    const range = rangeOf(landscape, domain)
    if (at.length === 2) return probe(plane(), at, domain, range, thresholds)
    if (at.length === planeDimension)
      return probe(lineObjective(plane()), at, [halfWidths(domain)[0]], range, thresholds)
    const widths = box(domain).map(([min, max]) => (max - min) / 2)
    return probe(objective(), at, widths, range, thresholds)
  },
})

function placeProblem(length: number, { dimension, planeDimension }: ResolvedLandscape): Problem | undefined {
  if (length === 2 || length === planeDimension) return undefined
  if (length !== dimension) {
    const wanted = dimension === 2 ? '2' : `2 in the plane, or ${dimension}`
    return {
      message: `point has ${length} coordinates, expected ${wanted}`,
      remedy: 'give as many numbers',
      where: 'at',
    }
  }
  if (dimension <= mostForDense) return undefined
  return {
    message: `point has ${length} coordinates, and a Hessian of at most ${mostForDense} x ${mostForDense} is shown whole`,
    remedy: 'probe the plane, or ask for the spectrum',
    where: 'at',
  }
}
