import { z } from 'zod'
import { type Checked, invalid, valid } from '../../core/problem'
import { type ExamplesSeen, examplesSeen } from '../../core/race/examples-seen'
import { batchProblems, type BatchSetting, batchSchema, mostSteps } from '../../core/race/settings'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost } from './evaluation-work'
import { checkShape } from './specs'

const schema = z.strictObject({
  examples: z.int().min(1),
  batch: batchSchema.optional(),
  seed: z.int().min(0),
  step: z.int().min(0).max(mostSteps),
})

/** What the batches of steps 1 to `step` saw of so many examples. */
export interface ExamplesSeenSpec {
  readonly examples: number
  /** All at every step where absent. */
  readonly batch?: BatchSetting
  /** The race's. */
  readonly seed: number
  readonly step: number
}

export type ExamplesSeenResult = ExamplesSeen

/** How often each example was seen. */
export const examplesSeenKind = defineJobKind({
  id: 'examples-seen',
  version: 1,

  validate(given): Checked<ExamplesSeenSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { batch, ...rest } = shape.value
    if (batch === undefined) return valid(rest)
    // Whether others can be drawn is the landscape's to say: here they are counted as none.
    const problems = batchProblems(batch, { examples: rest.examples, isDrawn: true }, 'batch')
    return problems.length === 0 ? valid({ ...rest, batch }) : invalid(...problems)
  },

  cost({ examples, batch, step }) {
    const each = (batch?.size ?? examples) / 64 + 1
    const work = step * each + examples
    return {
      work,
      bytes: 8 * examples,
      smaller: atMost({ most: costLimits.work / each, say: (count) => `${count} steps` }),
    }
  },

  plan: () => [0],

  run: ({ examples, batch, seed, step }): Generator<TileProgress, ExamplesSeen, void> =>
    examplesSeen(batch, seed, examples, step),

  merge: (_spec, parts): ExamplesSeenResult => parts[0]!,
})
