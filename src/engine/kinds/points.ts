import { z } from 'zod'
import { findCriticalPoints, objectiveEffort } from '../../core/analysis/points/critical-points'
import type { PointsResult } from '../../core/analysis/points/points-result'
import { domainSchema } from '../../core/scene/check-domain'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { type Checked, invalid } from '../../core/problem'
import { defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkPlacedSpec, lineProblems } from './specs'

const schema = z.strictObject({ landscape: landscapeSpecSchema, domain: domainSchema })

export type PointsSpec = z.infer<typeof schema>

/** The critical points in a domain; one tile, since every part of the search builds on the others. */
export const pointsKind = defineJobKind({
  id: 'points',
  version: 2,
  ahead: specAhead,
  validate(given): Checked<PointsSpec> {
    const checked = checkPlacedSpec(schema, given)
    const problems = checked.value === undefined ? [] : lineProblems(checked.value.landscape, 'critical points')
    return problems.length === 0 ? checked : invalid(...problems)
  },

  /** The search bounds itself: its starts take some ten evaluations each, its boxes, or its grid, about as many. */
  cost({ landscape }: PointsSpec) {
    const resolved = landscapeOf(landscape)
    if (resolved.sum === undefined) return { work: 2e6, bytes: 0, smaller: 'narrow the domain' }
    const { grid, starts } = objectiveEffort
    const work = (grid * grid + 10 * starts) * evaluationWork(resolved).gradient
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },
  plan: () => [0],

  *run({ landscape, domain }): Generator<TileProgress, PointsResult, void> {
    const { plane, formula } = landscapeOf(landscape)
    const search = findCriticalPoints(plane(), domain, formula)
    for (;;) {
      const step = search.next()
      if (step.done === true) return step.value
      yield { type: 'progress', fraction: step.value }
    }
  },

  merge: (_spec, parts): PointsResult => parts[0]!,
})
