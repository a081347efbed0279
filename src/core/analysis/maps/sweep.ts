import type { Objective } from '../../objectives/objective'
import type { RaceOptions, RacerSpec } from '../../race/racer'
import { createRacer } from '../../race/create-racer'
import type { Outcome } from '../../race/trace'

/** How one run of a sweep has ended. */
export interface SweepEnd {
  /** The loss at the end; NaN where the run left the finite numbers. */
  readonly final: number
  /** The least loss on the way; the greatest for a rule that climbs. */
  readonly best: number
  readonly outcome: Outcome
}

/** Runs a racer to its end as a race does, bit for bit, and tells no more than how it went. Yields every `yieldSteps` steps. */
export function* sweepRun(
  spec: RacerSpec,
  objective: Objective,
  options: RaceOptions,
  yieldSteps: number,
): Generator<undefined, SweepEnd, void> {
  const racer = createRacer(spec, objective, { ...options, record: Number.MAX_SAFE_INTEGER })
  while (racer.ending === undefined) {
    racer.advance(yieldSteps)
    if (racer.ending === undefined) yield
  }
  const { outcome } = racer.ending
  const { loss, bestLoss } = racer.snapshot()
  return { final: outcome === 'non-finite' ? NaN : loss, best: bestLoss, outcome }
}
