import { gather } from '../catalogue'
import type { ScheduleDefinition } from './schedule'

/** Every learning-rate schedule, sorted by id. Each file of this folder defines one, but for the machinery named below. */
export const schedules: readonly ScheduleDefinition[] = gather(
  import.meta.glob<ScheduleDefinition>(
    ['./*.ts', '!./*.test.ts', '!./catalogue.ts', '!./schedule.ts', '!./warmup.ts', '!./durations.ts'],
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
