import { gather } from './gather'
import type { ScheduleCard, ScheduleDefinition } from '../definitions/schedule'

/** Every learning-rate schedule, sorted by id. Each file of its folder defines one. */
export const schedules: readonly ScheduleDefinition[] = gather(
  import.meta.glob<ScheduleDefinition>(['../schedules/*.ts', '!../schedules/*.test.ts'], {
    eager: true,
    import: 'default',
  }),
)

/** The schedule of this id, or undefined. */
export function findSchedule(id: string): ScheduleDefinition | undefined {
  return schedules.find((schedule) => schedule.id === id)
}

/** A definition as pure data, for lists and panels. */
export function scheduleCard(definition: ScheduleDefinition): ScheduleCard {
  const { factor: _factor, init: _init, observe: _observe, ...card } = definition
  return card
}
