import { leavingSummary, type LeavingSummary } from '../analysis/ensemble/leaving'
import type { MeasuredPlaces } from './measurement'

/**
 * When the runs of a racer left, by the number of step `by` at the latest, of places that were asked for with
 * `leaving`.
 */
export function leavingOf({ racers }: MeasuredPlaces, racer: number, by?: number): LeavingSummary {
  const { left, sides } = racers[racer]!
  return leavingSummary({ steps: left!, sides: sides! }, by)
}
