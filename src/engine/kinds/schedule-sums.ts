import { z } from 'zod'
import { type RateSums, rateSums, stepsForBothScales } from '../../core/annealing/rate-sums'
import { findSchedule } from '../../core/catalogue/schedules'
import { type Checked, invalid, valid } from '../../core/problem'
import { checkSchedule, mostSteps, type ScheduleSetting, scheduleSchema } from '../../core/race/settings'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost } from './evaluation-work'
import { checkShape } from './specs'

/** Steps at which the sums are told: more than a chart is wide. */
const mostPoints = 512
const mostRates = 64

const rate = z.strictObject({
  lr: z.number().min(0),
  schedule: scheduleSchema.optional(),
  fork: z.strictObject({ at: z.int().min(0), lr: z.number().min(0) }).optional(),
})
const schema = z.strictObject({
  rates: z.array(rate).max(mostRates).readonly(),
  steps: z.int().min(1).max(mostSteps),
})

/** Learning rates over a race of so many steps. */
export interface ScheduleSumsSpec {
  readonly rates: readonly {
    readonly lr: number
    readonly schedule?: ScheduleSetting
    readonly fork?: { readonly at: number; readonly lr: number }
  }[]
  readonly steps: number
}

export interface ScheduleSumsResult {
  /** Steps, ascending, with the first and the last. */
  readonly at: Float64Array
  /** Of each rate; whether its schedule looks at the loss: it is then that of a loss that improves with every step. */
  readonly rates: readonly (RateSums & { readonly followsLoss: boolean })[]
}

/** Learning rates over a race, and the partial sums of them and of their squares; a tile is a rate. */
export const scheduleSumsKind = defineJobKind({
  id: 'schedule-sums',
  version: 1,

  validate(given): Checked<ScheduleSumsSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { rates, steps } = shape.value
    const checked = rates.map(({ schedule, ...rest }, k): Checked<ScheduleSumsSpec['rates'][number]> => {
      if (schedule === undefined) return valid(rest)
      const { value, problems } = checkSchedule(schedule, `rates[${k}].schedule`)
      return value === undefined ? invalid(...problems) : valid({ ...rest, schedule: value })
    })
    const problems = checked.flatMap((each) => each.problems)
    if (problems.length > 0) return invalid(...problems)
    return valid({ steps, rates: checked.map(({ value }) => value!) })
  },

  cost: ({ rates, steps }) => ({
    work: rates.length * steps,
    bytes: 32 * mostPoints * rates.length,
    smaller: atMost({ most: costLimits.work / Math.max(1, rates.length), say: (count) => `${count} steps` }),
  }),

  plan: ({ rates }) => rates.map((_, index) => index),

  *run({ rates, steps }, index): Generator<TileProgress, RateSums, void> {
    const { schedule, ...rest } = rates[index]!
    const course = { ...rest, ...(schedule && { schedule: { ...schedule, definition: findSchedule(schedule.id)! } }) }
    return yield* rateSums(course, steps, stepsForBothScales(steps, mostPoints))
  },

  merge: ({ rates, steps }, parts): ScheduleSumsResult => ({
    at: stepsForBothScales(steps, mostPoints),
    rates: parts.map((sums, index) => {
      const { schedule } = rates[index]!
      return { ...sums, followsLoss: schedule !== undefined && findSchedule(schedule.id)!.observe !== undefined }
    }),
  }),
})
