/** What the window calls how a racer ended, by the command line's name. */
export const outcomeWords: Readonly<Record<string, string>> = {
  converged: 'converged',
  'max-steps': 'steps done',
  diverged: 'diverged',
  'non-finite': 'not finite',
  stalled: 'stalled',
  'line-search-failed': 'search failed',
  'singular-hessian': 'singular Hessian',
  'early-stopped': 'stopped early',
}
