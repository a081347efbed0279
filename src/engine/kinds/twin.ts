import { z } from 'zod'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { symmetryProblems, symmetrySchema, twinOf } from '../../core/symmetry/symmetry'
import { pacedEvaluations } from '../../core/objectives/paced-evaluations'
import type { Pieces } from '../../core/pieces'
import { defineJobKind } from '../job-kind'
import { evaluationWork } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkedNetwork, networkOf } from './network-data'
import { checkShape } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** The network's parameters. */
  theta: z.array(z.number()).readonly(),
  /** What becomes of them, one after the other. */
  by: z.array(symmetrySchema).readonly(),
})
export type TwinSpec = z.infer<typeof schema>

export interface TwinResult {
  /** The twin's parameters. */
  readonly theta: Float64Array
  /** J at the network's own parameters and at the twin's: equal but for rounding. */
  readonly before: number
  readonly after: number
}

/** Other parameters of the same network, and both losses. */
export const twinKind = defineJobKind({
  id: 'twin',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<TwinSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, theta, by } = shape.value
    const resolved = checkedNetwork(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { network, initial } = resolved.value
    const problems: readonly Problem[] = [
      ...(theta.length === initial.length
        ? []
        : [
            {
              message: `theta has ${theta.length} numbers, the network has ${initial.length} parameters`,
              remedy: 'give as many numbers',
              where: 'theta',
            },
          ]),
      ...by.flatMap((each, k) => symmetryProblems(network, each, `by[${k}]`)),
    ]
    return problems.length === 0 ? shape : invalid(...problems)
  },

  cost({ landscape, theta }: TwinSpec) {
    const resolved = landscapeOf(landscape)
    return { work: 2 * evaluationWork(resolved).value, bytes: 8 * theta.length, smaller: 'take fewer examples' }
  },

  // Each is of another point of a race: the next one is asked for before this one is asked for again.
  isQuick: () => true,
  plan: () => [0],

  *run({ landscape, theta: given, by }): Pieces<TwinResult> {
    const theta = Float64Array.from(given)
    const twin = twinOf(networkOf(landscape).network, theta, by)
    const { value } = pacedEvaluations(landscapeOf(landscape).objective())
    return { theta: twin, before: yield* value(theta), after: yield* value(twin) }
  },

  merge: (_spec, parts): TwinResult => parts[0]!,
})
