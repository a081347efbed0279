import type { Decision } from '../networks/surrogates'

/**
 * What the chart of the 0-1 loss and its surrogates shows. A margin in names that the landscape does not have is no
 * problem: the chart says so.
 */
export interface SurrogatesSetting extends Decision {
  /** Of a formula over examples: the margin of one, in the formula's own names. */
  readonly margin?: string | undefined
}

/** A threshold is no nearer to 0 and to 1: a margin of log 99 to either side. */
export const leastThreshold = 0.01
