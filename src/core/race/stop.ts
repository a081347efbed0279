import { brief } from '../brief'
import type { Outcome, StopRules } from './trace'

/** The box that escape is measured by, one [min, max] per coordinate. */
export type Box = readonly (readonly [min: number, max: number])[]

const defaultEscape = 1000

/** Why a racer stops. */
export interface Stop {
  readonly outcome: Outcome
  readonly reason: string
}

/** When a racer stops, with every rule that is off set to what never comes true. */
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
  /** A point whose coordinates are all at most this in size is finite and has not escaped. */
  readonly safeSize: number
  /** Whether a point has to be asked about even if it is safe and its step is not the last. */
  readonly hasRules: boolean
}

/** The limits of a race from its scene's rules, the number of steps, and the box. */
export function stopLimits(rules: StopRules, steps: number, box: Box = []): StopLimits {
  const { gradientNorm = -1, loss = -Infinity, evaluations = Infinity, stalledFor = Infinity } = rules
  const { escape = defaultEscape } = rules
  // Halves are taken first so that no finite box overflows.
  const edge = (side: -1 | 1): Float64Array =>
    Float64Array.from(box, ([min, max]) => min / 2 + max / 2 + side * escape * (max / 2 - min / 2))
  const [lowest, highest] = [edge(-1), edge(1)]
  // An edge beyond the largest number lets infinity through, which is not safe.
  const safeSize = Math.min(Number.MAX_VALUE, ...highest, ...lowest.map((low) => -low))
  const { escape: _, ...optional } = rules
  const hasRules = Object.values(optional).some((limit) => limit !== undefined)
  return { gradientNorm, loss, evaluations, stalledFor, steps, escape, lowest, highest, safeSize, hasRules }
}

/**
 * The first rule that ends a racer at a point whose numbers are all finite, or undefined. Escape is asked first, since
 * a flat or low place far outside the domain is not convergence; then success, then the budgets. It may be asked after
 * every step, so it takes numbers rather than an object to be filled, and leaves the sentences to those that are needed
 * once.
 */
export function stopAt(
  limits: StopLimits,
  theta: Float64Array,
  step: number,
  loss: number,
  gradientNorm: number,
  evaluations: number,
  bestStep: number,
): Stop | undefined {
  const { lowest, highest } = limits
  for (let i = 0; i < lowest.length; i++)
    if (theta[i] < lowest[i] || theta[i] > highest[i]) return escaped(limits, i, theta[i], step)
  if (gradientNorm <= limits.gradientNorm) return converged('gradient norm', gradientNorm, limits.gradientNorm, step)
  if (loss <= limits.loss) return converged('loss', loss, limits.loss, step)
  if (step - bestStep >= limits.stalledFor) return stalled(limits, bestStep)
  if (evaluations >= limits.evaluations) return usedUp(`all ${limits.evaluations} evaluations used at step ${step}`)
  if (step >= limits.steps) return usedUp(`all ${limits.steps} steps taken`)
  return undefined
}

function escaped({ escape }: StopLimits, coordinate: number, value: number, step: number): Stop {
  const place = `coordinate ${coordinate} is ${brief(value)} at step ${step}`
  return { outcome: 'diverged', reason: `${place}, more than ${escape} half-widths of the domain from its centre` }
}

function converged(what: string, value: number, limit: number, step: number): Stop {
  return { outcome: 'converged', reason: `${what} ${brief(value)} <= ${limit} at step ${step}` }
}

function stalled({ stalledFor }: StopLimits, bestStep: number): Stop {
  return { outcome: 'stalled', reason: `loss has not improved for ${stalledFor} steps, since step ${bestStep}` }
}

function usedUp(reason: string): Stop {
  return { outcome: 'max-steps', reason }
}
