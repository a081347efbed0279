import { z } from 'zod'
import {
  jumpOf,
  marginThreshold,
  surrogateAxes,
  type SurrogateCurve,
  surrogateCurves,
} from '../../core/networks/surrogates'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

/** Places along the axis, so that 0, and 1/2, is one. */
const places = 401
/** How far margins reach to either side. */
const mostMargin = 5

const schema = z.strictObject({
  over: z.enum(surrogateAxes),
  target: z.literal([0, 1]),
  threshold: z.number().gt(0).lt(1),
})
export type SurrogatesSpec = z.infer<typeof schema>

export interface SurrogatesResult {
  /** Margins, or probabilities strictly between 0 and 1. */
  readonly at: Float64Array
  readonly curves: readonly SurrogateCurve[]
  /** Where the decision changes. */
  readonly jump: number
  /** What the margin of class 1 has to exceed. */
  readonly margin: number
}

/** The 0-1 loss and the losses that training takes in its place, as curves with their derivatives. */
export const surrogatesKind = defineQuickJobKind({
  id: 'surrogates',
  version: 1,
  validate: (given) => checkShape(schema, given),

  compute(decision: SurrogatesSpec): SurrogatesResult {
    const at = Float64Array.from({ length: places }, (_, k) =>
      decision.over === 'margin' ? mostMargin * ((2 * k) / (places - 1) - 1) : (k + 1) / (places + 1),
    )
    return {
      at,
      curves: surrogateCurves(decision, at),
      jump: jumpOf(decision),
      margin: marginThreshold(decision.threshold),
    }
  },
})
