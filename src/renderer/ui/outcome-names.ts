import type { Outcome } from '../../core/race/trace'

/** How a racer ended, in words. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  converged: 'converged',
  'max-steps': 'steps done',
  diverged: 'diverged',
  'non-finite': 'not finite',
  stalled: 'stalled',
  'line-search-failed': 'search failed',
  'singular-hessian': 'singular Hessian',
  'early-stopped': 'stopped early',
}
