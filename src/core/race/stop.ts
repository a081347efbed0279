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

/** When a racer stops, with every rule that is off set to what never comes true, so that a step asks without looking twice. */
export interface StopLimits {
  readonly gradientNorm: number
  readonly loss: number
  readonly evaluations: number
  readonly stalledFor: number
  readonly steps: number
  readonly escape: number
  /** The box grown to `escape` half-widths, one entry per coordinate; empty where nothing is too far. */
  readonly lowest: Float64Array
  readonly highest: Float64Array
}

/** The limits of a race from its scene's rules, the number of steps, and the box. */
export function stopLimits(rules: StopRules, steps: number, box: Box = []): StopLimits {
  const { gradientNorm = -1, loss = -Infinity, evaluations = Infinity, stalledFor = Infinity } = rules
  const { escape = defaultEscape } = rules
  // Halves are taken first so that no finite box overflows.
  const edge = (side: -1 | 1): Float64Array =>
    Float64Array.from(box, ([min, max]) => min / 2 + max / 2 + side * escape * (max / 2 - min / 2))
  return { gradientNorm, loss, evaluations, stalledFor, steps, escape, lowest: edge(-1), highest: edge(1) }
}

/**
 * The first rule that ends the racer here, or undefined. Escape is asked first, since a flat or low place far outside the
 * domain is not convergence; then success, then the budgets.
 */
export function stopAt(limits: StopLimits, standing: Standing): Stop | undefined {
  const { step, loss, gradientNorm, evaluations } = standing
  const { lowest, highest } = limits
  const { theta } = standing
  for (let i = 0; i < lowest.length; i++)
    if (theta[i] < lowest[i] || theta[i] > highest[i]) return escaped(limits, i, standing)
  if (gradientNorm <= limits.gradientNorm)
    return stop('converged', `gradient norm ${brief(gradientNorm)} <= ${limits.gradientNorm} at step ${step}`)
  if (loss <= limits.loss) return stop('converged', `loss ${brief(loss)} <= ${limits.loss} at step ${step}`)
  if (step - standing.bestStep >= limits.stalledFor)
    return stop('stalled', `loss has not improved for ${limits.stalledFor} steps, since step ${standing.bestStep}`)
  if (evaluations >= limits.evaluations)
    return stop('max-steps', `all ${limits.evaluations} evaluations used at step ${step}`)
  if (step >= limits.steps) return stop('max-steps', `all ${limits.steps} steps taken`)
  return undefined
}

function stop(outcome: Outcome, reason: string): Stop {
  return { outcome, reason }
}

function escaped({ escape }: StopLimits, coordinate: number, { step, theta }: Standing): Stop {
  const place = `coordinate ${coordinate} is ${brief(theta[coordinate])}`
  return stop('diverged', `${place} at step ${step}, more than ${escape} half-widths of the domain from its centre`)
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
