import { z } from 'zod'
import { probeInPieces } from '../../core/analysis/region/probe'
import type { ProbeResult } from '../../core/analysis/region/probe-result'
import { mostForDense } from '../../core/analysis/spectrum/spectrum'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { halfWidths } from '../../core/domain'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { Pieces } from '../../core/pieces'
import { defineJobKind } from '../job-kind'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { lineObjective } from '../../core/slice/slice-objective'
import { landscapeOf, specAhead } from './landscapes'
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
export const probeKind = defineJobKind({
  id: 'probe',
  version: 5,
  ahead: specAhead,

  validate(given): Checked<ProbeSpec> {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return shape
    const problem = placeProblem(shape.value.at.length, landscapeOf(shape.value.landscape))
    return problem === undefined ? shape : invalid(problem)
  },

  cost: () => ({ work: 1, bytes: 0, smaller: '' }),
  plan: () => [0],

  *run({ landscape, domain, at, thresholds }): Pieces<ProbeResult> {
    const { plane, planeDimension, objective, box } = landscapeOf(landscape)
    const range = yield* rangeOf(landscape, domain)
    if (at.length === 2) return yield* probeInPieces(plane(), at, domain, range, thresholds)
    if (at.length === planeDimension)
      return yield* probeInPieces(lineObjective(plane()), at, [halfWidths(domain)[0]], range, thresholds)
    const widths = box(domain).map(([min, max]) => (max - min) / 2)
    return yield* probeInPieces(objective(), at, widths, range, thresholds)
  },

  merge: (_spec, parts): ProbeResult => parts[0]!,
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
