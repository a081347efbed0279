import { addMultiple } from '../../linalg/vector'
import type { Objective } from '../../objectives/objective'
import { pacedEvaluations } from '../../objectives/paced-evaluations'
import type { Pieces } from '../../pieces'
import { alongDirection, localSlopes } from './local-slopes'

/**
 * What a step of gradient descent does to the loss, and what its first two Taylor terms foretell:
 *
 *     J(theta - lr g) = J(theta) - lr g'g + lr^2 g'Hg / 2 + O(lr^3),  g = grad J, H the Hessian, both at theta.
 *
 * Source: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), equation 4.9; there of a step along g with its
 * sign left to the reader.
 */
export interface TaylorTerms {
  readonly learningRate: number
  /** J(theta). */
  readonly value: number
  /** g'g, the squared norm of the gradient, and g'Hg. */
  readonly gradientSquared: number
  readonly gradientCurvature: number
  /** -lr g'g. */
  readonly slopeTerm: number
  /** lr^2 g'Hg / 2. */
  readonly curvatureTerm: number
  /** Their sum. */
  readonly predicted: number
  /** J(theta - lr g) - J(theta). */
  readonly actual: number
  /** actual - predicted: of third order in lr. */
  readonly remainder: number
  /**
   * 2 g'g / g'Hg, the rate from which on the two terms foretell a rise; absent where the loss does not curve up along
   * the gradient, so that they foretell a fall at every rate.
   */
  readonly signFlip?: number
  /** Where theta is a kink: why g is but a convention, and nothing of this a Taylor expansion. */
  readonly kink?: string
}

/** The terms of a step of gradient descent from theta, n numbers, which stay the caller's; NaN where J is not. */
export function* taylorTerms(objective: Objective, theta: Float64Array, learningRate: number): Pieces<TaylorTerms> {
  const slopes = yield* localSlopes(objective, theta)
  const { value, gradient, unsmooth } = slopes
  const { slope: gradientSquared, curvature: gradientCurvature } = yield* alongDirection(slopes, gradient)
  const after = theta.slice()
  addMultiple(after, -learningRate, gradient)
  const actual = (yield* pacedEvaluations(objective).value(after)) - value
  const slopeTerm = -learningRate * gradientSquared
  const curvatureTerm = (learningRate * learningRate * gradientCurvature) / 2
  const predicted = slopeTerm + curvatureTerm
  return {
    learningRate,
    value,
    gradientSquared,
    gradientCurvature,
    slopeTerm,
    curvatureTerm,
    predicted,
    actual,
    remainder: actual - predicted,
    ...(gradientCurvature > 0 && { signFlip: (2 * gradientSquared) / gradientCurvature }),
    ...(unsmooth && { kink: unsmooth.reason }),
  }
}
