import type { StopRules } from '../race/trace'
import type { Scene } from './scene'

/**
 * How long a scene's race is. Compared by step, every racer takes the same number of steps. Compared by evaluation, every racer has the
 * same budget of gradient evaluations, however many it spends on a step: `stop.evaluations`, or else what a rule that looks once a
 * step spends on `steps` steps, `steps` + 1. The steps that such a rule takes with the budget are then the race's, by which schedules
 * measure; no other rule takes more.
 *
 * A racer begins no step once its budget is spent. The step it is in is finished, so one that looks k times in it may end k - 1 beyond.
 */
export function raceLength({ steps, stop, compareBy }: Pick<Scene, 'steps' | 'stop' | 'compareBy'>): {
  readonly steps: number
  readonly stop: StopRules
} {
  switch (compareBy) {
    case 'step':
      return { steps, stop }
    case 'evaluation': {
      const evaluations = stop.evaluations ?? steps + 1
      return { steps: evaluations - 1, stop: { ...stop, evaluations } }
    }
  }
}
