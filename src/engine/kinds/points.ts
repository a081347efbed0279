import { z } from 'zod'
import { findCriticalPoints, objectiveEffort } from '../../core/analysis/points/critical-points'
import { findCriticalPointsOnLine, lineCells } from '../../core/analysis/points/critical-points-on-line'
import type { PointsResult } from '../../core/analysis/points/points-result'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { lineObjective } from '../../core/slice/slice-objective'
import { defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkPlacedSpec } from './specs'

const schema = z.strictObject({ landscape: landscapeSpecSchema, domain: domainSchema })

export type PointsSpec = z.infer<typeof schema>

/** The critical points in a domain, of a line along it; one tile, as each part of the search builds on the others. */
export const pointsKind = defineJobKind({
  id: 'points',
  version: 2,
  ahead: specAhead,
  validate: (given) => checkPlacedSpec(schema, given),

  /** The search bounds itself: its starts take some ten evaluations each, its boxes, or its grid, about as many. */
  cost({ landscape }: PointsSpec) {
    const resolved = landscapeOf(landscape)
    if (resolved.sum === undefined) return { work: 2e6, bytes: 0, smaller: 'narrow the domain' }
    const { grid, starts } = objectiveEffort
    const evaluations = resolved.planeDimension === 1 ? 2 * lineCells : grid * grid + 10 * starts
    const work = evaluations * evaluationWork(resolved).gradient
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },
  plan: () => [0],

  *run({ landscape, domain }): Generator<TileProgress, PointsResult, void> {
    const { plane, planeDimension, formula } = landscapeOf(landscape)
    const search =
      planeDimension === 1
        ? findCriticalPointsOnLine(lineObjective(plane()), domain.x, formula)
        : findCriticalPoints(plane(), domain, formula)
    for (;;) {
      const step = search.next()
      if (step.done === true) return step.value
      yield { type: 'progress', fraction: step.value }
    }
  },

  merge: (_spec, parts): PointsResult => parts[0]!,
})
