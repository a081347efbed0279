import type { Outcome, StopRules } from './trace'

/** Where a racer stands after a step whose numbers were all finite. */
export interface Standing {
  readonly step: number
  readonly theta: Float64Array
  readonly loss: number
  readonly gradientNorm: number
  readonly evaluations: number
  readonly bestStep: number
}

/** The box that escape is measured by, one [min, max] per coordinate. */
export type Box = readonly (readonly [min: number, max: number])[]

const defaultEscape = 1000

/** Why a racer stops. */
export interface Stop {
  readonly outcome: Outcome
  readonly reason: string
}

/** When a racer stops: the scene's rules, the number of steps, and the box. */
export interface StopLimits extends StopRules {
  readonly steps: number
  /** Absent: nothing is too far away. */
  readonly box?: Box
}

/**
 * The first rule that ends the racer here, or undefined. Escape is asked first, since a flat or low place far outside the
 * domain is not convergence; then success, then the budgets.
 */
export function stopAt(limits: StopLimits, standing: Standing): Stop | undefined {
  const { step, loss, gradientNorm, evaluations, bestStep } = standing
  const escaped = limits.box === undefined ? -1 : escapedCoordinate(limits.box, limits.escape, standing.theta)
  if (escaped >= 0) return { outcome: 'diverged', reason: escapeReason(limits, escaped, standing) }
  if (gradientNorm <= (limits.gradientNorm ?? -1))
    return stop('converged', `gradient norm ${brief(gradientNorm)} <= ${limits.gradientNorm} at step ${step}`)
  if (limits.loss !== undefined && loss <= limits.loss)
    return stop('converged', `loss ${brief(loss)} <= ${limits.loss} at step ${step}`)
  if (limits.stalledFor !== undefined && step - bestStep >= limits.stalledFor)
    return stop('stalled', `loss has not improved for ${limits.stalledFor} steps, since step ${bestStep}`)
  if (limits.evaluations !== undefined && evaluations >= limits.evaluations)
    return stop('max-steps', `all ${limits.evaluations} evaluations used at step ${step}`)
  if (step >= limits.steps) return stop('max-steps', `all ${limits.steps} steps taken`)
  return undefined
}

function stop(outcome: Outcome, reason: string): Stop {
  return { outcome, reason }
}

function escapedCoordinate(box: Box, escape: number = defaultEscape, theta: Float64Array): number {
  for (let i = 0; i < box.length; i++) {
    const [min, max] = box[i]
    // Halves are taken first so that no finite box overflows.
    if (Math.abs(theta[i] - (min / 2 + max / 2)) > escape * (max / 2 - min / 2)) return i
  }
  return -1
}

function escapeReason({ escape = defaultEscape }: StopLimits, coordinate: number, { step, theta }: Standing): string {
  const place = `coordinate ${coordinate} is ${brief(theta[coordinate])}`
  return `${place} at step ${step}, more than ${escape} half-widths of the domain from its centre`
}

/** A number short enough for a sentence. */
export function brief(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** A point short enough for a sentence: `(3.1e+154, 2)`. */
export function briefPoint(theta: Float64Array): string {
  const shown = [...theta.subarray(0, 4)].map(brief)
  return `(${shown.join(', ')}${theta.length > 4 ? ', ...' : ''})`
}
