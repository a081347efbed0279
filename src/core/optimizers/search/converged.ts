import { brief } from '../../race/stop'
import type { StepEnding } from '../optimizer'

/** The ending of a rule whose own measure of convergence has met its tolerance. */
export function converged(measure: string, value: number, tolerance: number): StepEnding {
  return { outcome: 'converged', reason: `${measure} ${brief(value)} <= ${tolerance}` }
}
