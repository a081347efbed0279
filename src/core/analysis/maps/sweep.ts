import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import type { RaceOptions, RacerSpec } from '../../race/racer'
import { createRacerInPieces } from '../../race/create-racer'
import type { Outcome } from '../../race/trace'

/** How one run of a sweep has ended. */
export interface SweepEnd {
  /** The loss at the end; NaN where the run left the finite numbers. */
  readonly final: number
  /** The least loss on the way; the greatest for a rule that climbs. */
  readonly best: number
  readonly outcome: Outcome
}

/** Runs a racer to its end as a race does, bit for bit, and tells no more than how it went. */
export function* sweepRun(spec: RacerSpec, objective: Objective, options: RaceOptions): Pieces<SweepEnd> {
  const racer = yield* createRacerInPieces(spec, objective, { ...options, record: Number.MAX_SAFE_INTEGER })
  yield* racer.run(Infinity)
  const { outcome } = racer.ending!
  const { loss, bestLoss } = racer.snapshot()
  return { final: outcome === 'non-finite' ? NaN : loss, best: bestLoss, outcome }
}
