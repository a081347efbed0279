import { z } from 'zod'
import { type TaylorTerms, taylorTerms } from '../../core/analysis/section/taylor-terms'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineJobKind } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkPoint, pointNeeds, pointOf, pointSchema, type PointSpec } from './point-spec'
import { checkShape } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  at: pointSchema,
  lr: z.number().gt(0),
})

/** A step of gradient descent from a point. */
export interface TaylorSpec {
  readonly landscape: LandscapeSpec
  readonly at: PointSpec
  readonly lr: number
}

export interface TaylorResult extends TaylorTerms {
  /** Of a racer: the step after which it is at the point. */
  readonly step?: number
}

/** The Taylor terms of a step of gradient descent in all dimensions, by the gradient over all examples. */
export const taylorKind = defineJobKind({
  id: 'taylor',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<TaylorSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, lr } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const at = checkPoint(shape.value.at, resolved.value)
    return at.value === undefined ? invalid(...at.problems) : valid({ landscape, at: at.value, lr })
  },

  cost({ landscape }) {
    const resolved = landscapeOf(landscape)
    const { value, gradient, product } = evaluationWork(resolved)
    const work = value + gradient + product
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  needs: ({ at }) => pointNeeds(at),
  plan: () => [0],

  *run({ landscape, at, lr }, _tile, needed): Pieces<TaylorResult> {
    const resolved = landscapeOf(landscape)
    const { theta, step } = pointOf(at, resolved, needed)
    return { ...(yield* taylorTerms(resolved.objective(), theta, lr)), ...(step !== undefined && { step }) }
  },

  merge: (_spec, [result]): TaylorResult => result!,
})
