import { exp, log } from '../elementary'
import { pieceOperations, type Pieces } from '../pieces'
import { factorAfterWarmup, type WarmedUp } from './warmup'

/** The learning rate of a racer over its steps: constant without a schedule. */
export interface RateCourse {
  readonly lr: number
  readonly schedule?: WarmedUp
  /** From step `at` + 1 on the rate is another. */
  readonly fork?: { readonly at: number; readonly lr: number }
}

/** A learning rate at some steps, and what its steps until there add up to. */
export interface RateSums {
  readonly rate: Float64Array
  /** sum_{k <= t} epsilon_k */
  readonly sum: Float64Array
  /** sum_{k <= t} epsilon_k^2 */
  readonly squares: Float64Array
}

/** Operations that the rate of a step takes, about. */
const perStep = 4

/**
 * Adds up the learning rate of steps 1 to T = `steps`, and its square, one after the other, and tells both at ascending
 * steps. The rates of a schedule that follows the loss are those of a loss that improves with every step.
 *
 * Source of what they are looked at for: H. Robbins and S. Monro, A Stochastic Approximation Method (1951): infinite
 * sums of rates and finite ones of squares suffice for convergence, among other conditions.
 */
export function* rateSums({ lr, schedule, fork }: RateCourse, steps: number, at: Float64Array): Pieces<RateSums> {
  const sums = {
    rate: new Float64Array(at.length),
    sum: new Float64Array(at.length),
    squares: new Float64Array(at.length),
  }
  const state = schedule?.definition.init?.(schedule.hyper) ?? {}
  let [sum, squares] = [0, 0]
  for (let step = 1, next = 0; next < at.length; step++) {
    const base = fork !== undefined && step > fork.at ? fork.lr : lr
    const rate = schedule === undefined ? base : base * factorAfterWarmup(schedule, { step, steps }, state)
    sum += rate
    squares += rate * rate
    if (step === at[next]) {
      sums.rate[next] = rate
      sums.sum[next] = sum
      sums.squares[next] = squares
      next++
    }
    if ((perStep * step) % pieceOperations === 0) yield
  }
  return sums
}

/** Steps 1 to T, `most` of them at most: about half evenly apart, half by even ratios, for either scale of a chart. */
export function stepsForBothScales(steps: number, most: number): Float64Array {
  if (steps <= most) return Float64Array.from({ length: steps }, (_, k) => k + 1)
  const half = Math.floor(most / 2)
  const even = Array.from({ length: half }, (_, k) => 1 + Math.round((k * (steps - 1)) / (half - 1)))
  const ratios = Array.from({ length: half }, (_, k) => Math.round(exp((k * log(steps)) / (half - 1))))
  return Float64Array.from(new Set([...even, ...ratios])).sort()
}
