import { gather } from '../catalogue'
import type { ScheduleCard, ScheduleDefinition } from './schedule'

/** Every learning-rate schedule, sorted by id. Each file of this folder defines one, but for the machinery named below. */
export const schedules: readonly ScheduleDefinition[] = gather(
  import.meta.glob<ScheduleDefinition>(
    [
      './*.ts',
      '!./*.test.ts',
      '!./catalogue.ts',
      '!./schedule.ts',
      '!./common-hyperparameters.ts',
      '!./half-cosine.ts',
      '!./warmup.ts',
    ],
    {
      eager: true,
      import: 'default',
    },
  ),
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
