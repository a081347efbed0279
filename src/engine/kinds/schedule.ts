import { z } from 'zod'
import { invalid, type Checked, valid } from '../../core/problem'
import { checkSchedule, mostSteps, scheduleSchema } from '../../core/race/settings'
import { findSchedule } from '../../core/catalogue/schedules'
import { factorAfterWarmup } from '../../core/annealing/warmup'
import { defineQuickJobKind } from '../job-kind'
import type { ScheduleSetting } from '../../core/race/settings'
import { checkShape } from './specs'

/** Steps of a curve at most: more than a card is wide. */
const mostPoints = 512

const schema = z.strictObject({ schedule: scheduleSchema, steps: z.int().min(1).max(mostSteps) })

/** A schedule as it goes over a race of so many steps. */
export interface ScheduleSpec {
  readonly schedule: ScheduleSetting
  readonly steps: number
}

export interface ScheduleResult {
  /** Steps, every one or, of a long race, some, with the first and the last. */
  readonly at: Float64Array
  /** What the learning rate is multiplied by at each. */
  readonly factors: Float64Array
  /** Whether the schedule looks at the loss: the factors are then those of a loss that improves with every step. */
  readonly followsLoss: boolean
}

/** A schedule's factors over a race, as a curve. */
export const scheduleKind = defineQuickJobKind({
  id: 'schedule',
  version: 1,

  validate(given): Checked<ScheduleSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { value: schedule, problems } = checkSchedule(shape.value.schedule, 'schedule')
    return schedule === undefined ? invalid(...problems) : valid({ schedule, steps: shape.value.steps })
  },

  compute({ schedule, steps }): ScheduleResult {
    const definition = findSchedule(schedule.id)!
    const state = definition.init?.(schedule.hyper) ?? {}
    const count = Math.min(steps, mostPoints)
    const at = Float64Array.from(
      { length: count },
      (_, i) => 1 + Math.round((i * (steps - 1)) / Math.max(1, count - 1)),
    )
    const factors = at.map((step) => factorAfterWarmup({ ...schedule, definition }, { step, steps }, state))
    return { at, factors, followsLoss: definition.observe !== undefined }
  },
})
