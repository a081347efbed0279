import { brief } from '../../brief'
import type { StepEnding } from '../../definitions/optimizer'

/** The ending of a rule whose own measure of convergence has met its tolerance. */
export function converged(measure: string, value: number, tolerance: number): StepEnding {
  return { outcome: 'converged', reason: `${measure} ${brief(value)} <= ${tolerance}` }
}
