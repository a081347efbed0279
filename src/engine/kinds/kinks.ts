import { z } from 'zod'
import { type KinkCount, kinkCount } from '../../core/networks/kinks'
import type { Pieces } from '../../core/pieces'
import { invalid } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { defineJobKind } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkShape, pointProblems } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its place on the plane that is drawn. */
  at: z.array(z.number()).readonly(),
})

export type KinksSpec = z.infer<typeof schema>

/** How many pairs of a unit and an example there are, and how many of them lie at a kink; none of what has no units. */
export type KinksResult = KinkCount

/** Counts the kinks of a network that a point lies at. */
export const kinksKind = defineJobKind({
  id: 'kinks',
  version: 1,
  ahead: specAhead,

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const problems = pointProblems(at, resolved.value)
    return problems.length === 0 ? shape : invalid(...problems)
  },

  cost({ landscape }) {
    const resolved = landscapeOf(landscape)
    const { value: work } = evaluationWork(resolved)
    return { work, bytes: 0, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },
  plan: () => [0],

  *run({ landscape, at }): Pieces<KinksResult> {
    const { network, place } = landscapeOf(landscape)
    return network === undefined
      ? { pairs: 0, atKink: 0 }
      : yield* kinkCount(network.network, network.examples, place(at))
  },

  merge: (_spec, parts): KinksResult => parts[0]!,
})
