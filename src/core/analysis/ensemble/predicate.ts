import type { Ending, Outcome } from '../../race/trace'

/** What is asked of how a racer has ended. */
export type Predicate =
  /** Whether its last loss is below a number. */
  | { readonly loss: { readonly below: number } }
  /** Whether it ended so. */
  | { readonly outcome: Outcome }

/** Whether a racer that has ended meets a predicate; one that left the finite numbers has no last loss. */
export function meets(predicate: Predicate, { outcome, lastFinite }: Ending): boolean {
  if ('outcome' in predicate) return outcome === predicate.outcome
  return outcome !== 'non-finite' && lastFinite !== undefined && lastFinite.loss < predicate.loss.below
}
