import type { HyperparameterValues } from '../definitions/hyperparameters'
import type { ScheduleDefinition, ScheduleState, ScheduleTime } from '../definitions/schedule'

/** A schedule behind a warm-up of so many steps; 0 is none. */
export interface WarmedUp {
  readonly definition: ScheduleDefinition
  readonly hyper: HyperparameterValues
  readonly warmup: number
}

/**
 * The factor of step t of T with w steps of warm-up: t / w of the schedule's first while t <= w, so 1 / w of it at the
 * first step and the whole at step w; from then on the schedule's own, which begins at step w + 1 and has T - w steps
 * (at least 1).
 *
 * Source: P. Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour, 2017, section 2.2 (gradual
 * warm-up).
 */
export function factorAfterWarmup(
  { definition, hyper, warmup }: WarmedUp,
  { step, steps }: ScheduleTime,
  state: ScheduleState,
): number {
  const rest = Math.max(1, steps - warmup)
  if (step > warmup) return definition.factor({ step: step - warmup, steps: rest }, hyper, state)
  return (step / warmup) * definition.factor({ step: 1, steps: rest }, hyper, state)
}
