import { z } from 'zod'
import { type Conditioning, conditioning } from '../../core/analysis/section/conditioning'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineJobKind } from '../job-kind'
import { atMost, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkPoint, pointNeeds, pointOf, pointSchema, type PointSpec } from './point-spec'
import { checkShape } from './specs'
import { spectrumWork } from './spectrum-settings'

const schema = z.strictObject({ landscape: landscapeSpecSchema, at: pointSchema })

export interface ConditioningSpec {
  readonly landscape: LandscapeSpec
  readonly at: PointSpec
}
export type ConditioningResult = Conditioning

/** How the Hessian in all dimensions is conditioned at a point. */
export const conditioningKind = defineJobKind({
  id: 'conditioning',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<ConditioningSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const at = checkPoint(shape.value.at, resolved.value)
    return at.value === undefined ? invalid(...at.problems) : valid({ landscape, at: at.value })
  },

  cost({ landscape }) {
    const resolved = landscapeOf(landscape)
    const work = spectrumWork({ top: 1, density: false, seed: 0 }, resolved)
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  needs: ({ at }) => pointNeeds(at),
  plan: () => [0],

  *run({ landscape, at }, _tile, needed): Pieces<ConditioningResult> {
    const resolved = landscapeOf(landscape)
    return yield* conditioning(resolved.objective(), pointOf(at, resolved, needed).theta)
  },

  merge: (_spec, [result]): ConditioningResult => result!,
})
