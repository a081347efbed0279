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
  const least = (size: number, edge: number): number => Math.min(size, edge)
  const safeSize = lowest.map((low) => -low).reduce(least, highest.reduce(least, Number.MAX_VALUE))
  const { escape: _, patience: _ofMeasures, ...optional } = rules
  const hasRules = Object.values(optional).some((limit) => limit !== undefined)
  return { gradientNorm, loss, evaluations, stalledFor, steps, escape, lowest, highest, safeSize, hasRules }
}

/** What ends a racer. */
export type Due = 'escape' | 'gradientNorm' | 'loss' | 'stalledFor' | 'evaluations' | 'steps'

export const outcomeOf: Readonly<Record<Due, Outcome>> = {
  escape: 'diverged',
  gradientNorm: 'converged',
  loss: 'converged',
  stalledFor: 'stalled',
  evaluations: 'max-steps',
  steps: 'max-steps',
}

/**
 * The first rule that ends a racer at a point whose numbers are all finite, or undefined. Escape is asked first, since
 * a flat or low place far outside the domain is not convergence; then success, then the budgets. It may be asked after
 * every step, so it takes numbers rather than an object to be filled, and leaves the sentences to those that are needed
 * once.
 */
export function dueAt(
  limits: StopLimits,
  theta: Float64Array,
  step: number,
  loss: number,
  gradientNorm: number,
  evaluations: number,
  bestStep: number,
): Due | undefined {
  const { lowest, highest } = limits
  for (let i = 0; i < lowest.length; i++) if (theta[i] < lowest[i] || theta[i] > highest[i]) return 'escape'
  if (gradientNorm <= limits.gradientNorm) return 'gradientNorm'
  if (loss <= limits.loss) return 'loss'
  if (step - bestStep >= limits.stalledFor) return 'stalledFor'
  if (evaluations >= limits.evaluations) return 'evaluations'
  if (step >= limits.steps) return 'steps'
  return undefined
}

/** The same with its sentence for a person. */
export function stopAt(
  limits: StopLimits,
  theta: Float64Array,
  step: number,
  loss: number,
  gradientNorm: number,
  evaluations: number,
  bestStep: number,
): Stop | undefined {
  const due = dueAt(limits, theta, step, loss, gradientNorm, evaluations, bestStep)
  if (due === undefined) return undefined
  const reason = {
    escape: () => escaped(limits, theta, step),
    gradientNorm: () => converged('gradient norm', gradientNorm, limits.gradientNorm, step),
    loss: () => converged('loss', loss, limits.loss, step),
    stalledFor: () => `loss has not improved for ${limits.stalledFor} steps, since step ${bestStep}`,
    evaluations: () => `all ${limits.evaluations} evaluations used at step ${step}`,
    steps: () => `all ${limits.steps} steps taken`,
  }
  return { outcome: outcomeOf[due], reason: reason[due]() }
}

function escaped({ lowest, highest, escape }: StopLimits, theta: Float64Array, step: number): string {
  const coordinate = theta.findIndex((value, i) => value < lowest[i] || value > highest[i])
  const place = `coordinate ${coordinate} is ${brief(theta[coordinate])} at step ${step}`
  return `${place}, more than ${escape} half-widths of the domain from its centre`
}

function converged(what: string, value: number, limit: number, step: number): string {
  return `${what} ${brief(value)} <= ${limit} at step ${step}`
}
