import type { Objective } from '../../objectives/objective'
import type { Pieces } from '../../pieces'
import type { RaceOptions, Racer, RacerSpec } from '../../race/racer'
import { createRacerInPieces } from '../../race/create-racer'
import { isLostOutcome, type Outcome, outcomes } from '../../race/trace'

/** How one run of a sweep has ended. */
export interface SweepEnd {
  /** The loss at the end; NaN where the run left the finite numbers. */
  readonly final: number
  /** The least loss on the way; the greatest for a rule that climbs. */
  readonly best: number
  readonly outcome: Outcome
  /**
   * The loss after the step that was asked for, or at the end where that came before; NaN where the run had been lost
   * by then, or no loss is measured there.
   */
  readonly after?: number
}

/**
 * Runs a racer to its end as a race does, bit for bit, and tells no more than how it went, and what the loss was
 * `after` a step where that is asked for.
 */
export function* sweepRun(
  spec: RacerSpec,
  objective: Objective,
  options: RaceOptions,
  after?: number,
): Pieces<SweepEnd> {
  const racer = yield* createRacerInPieces(spec, objective, { ...options, record: Number.MAX_SAFE_INTEGER })
  const early = after === undefined ? {} : { after: yield* lossAfter(racer, after) }
  yield* racer.run(Infinity)
  const { outcome } = racer.ending!
  const { loss, bestLoss } = racer.snapshot()
  return { final: outcome === 'non-finite' ? NaN : loss, best: bestLoss, outcome, ...early }
}

function* lossAfter(racer: Racer, step: number): Pieces<number> {
  yield* racer.run(step)
  const { ending } = racer
  return ending !== undefined && isLostOutcome(outcomes.indexOf(ending.outcome)) ? NaN : racer.snapshot().loss
}
