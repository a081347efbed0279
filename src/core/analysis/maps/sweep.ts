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

/**
 * For each row of a grid of runs, rows along y and x ascending, the last x up to which no run was lost: -1 where the first was.
 * Over the learning rate it is the edge of stability.
 */
export function stabilityEdge(lost: readonly boolean[], nx: number): Int32Array {
  return Int32Array.from({ length: lost.length / nx }, (_, j) => {
    const first = lost.slice(j * nx, (j + 1) * nx).indexOf(true)
    return first === -1 ? nx - 1 : first - 1
  })
}

/** The run with the least final loss, the first of equals; undefined where none stayed finite. */
export function bestCell(final: Float64Array): number | undefined {
  let best: number | undefined
  for (const [cell, loss] of final.entries())
    if (Number.isFinite(loss) && (best === undefined || loss < final[best]!)) best = cell
  return best
}
