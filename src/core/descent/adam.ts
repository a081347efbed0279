import type { BooleanHyperparameter, StabilityLimit } from '../definitions/optimizer'
import { averageOfSquares } from './elementwise/average-of-squares'
import type { Given } from './elementwise/define-elementwise'
import { isNearStart, lerp } from './elementwise/lerp'
import type { Quantity } from '../calculus/quantity'
import { quotient } from './elementwise/quotient'

/** What Adam remembers. */
export type AdamState = {
  average: Float64Array
  squareAverage: Float64Array
  largestSquareAverage: Float64Array
  beta1Power: number
  beta2Power: number
}

interface AdamHyper {
  readonly betas: readonly [number, number]
  readonly eps: number
  readonly weightDecay: number
  readonly maximize: boolean
  readonly amsgrad?: boolean
}

/** AMSGrad as a flag. */
export const largestSquares = {
  kind: 'boolean',
  description: 'Divides by the largest average of squared gradients so far, so that no coordinate’s rate rises again.',
  symbol: '\\mathrm{amsgrad}',
  default: false,
} as const satisfies BooleanHyperparameter

/**
 * Adam, AdamW or AMSGrad: PyTorch's `_single_tensor_adam`, its quotient distributed over the stages; the averages keep
 * PyTorch's bits. Coupled weight decay enters the gradient, decoupled decay is a displacement of its own.
 * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
 *
 * beta^t is a running product: one rounding a step, so its relative error is at most t 2^-53, which in 1 - beta^t is at
 * most 2^-53 / (1 - beta): 1e-13 for beta = 0.999. A power by squaring errs by as much and costs 2 log2 t products.
 */
export function adam(decay: 'coupled' | 'decoupled', isAlwaysAmsgrad = false) {
  const isAmsgrad = ({ amsgrad = isAlwaysAmsgrad }: AdamHyper): boolean => amsgrad
  return {
    stages: ['momentum', 'gradient', 'weight decay'],
    init: (dimension: number, hyper: AdamHyper): AdamState => ({
      average: new Float64Array(dimension),
      squareAverage: new Float64Array(dimension),
      // Empty where the rule does not look at it: a large theta would pay for it.
      largestSquareAverage: new Float64Array(isAmsgrad(hyper) ? dimension : 0),
      beta1Power: 1,
      beta2Power: 1,
    }),
    constants: adamConstants,
    forms: (hyper: AdamHyper) => ({
      maximize: hyper.maximize,
      amsgrad: isAmsgrad(hyper),
      fromAverage: isNearStart(1 - hyper.betas[0]),
    }),
    /**
     * Of P^-1 H, P = (1 - beta1^t) diag(sqrt(v_t / (1 - beta2^t)) + eps), v_t the largest so far for AMSGrad:
     * 2 (1 + beta1) / ((1 - beta1) lr), and with decoupled decay (2 - lr lambda) in place of 2. There is no v_t before
     * the first step.
     * Source: J. Cohen et al., Adaptive gradient methods at the edge of stability, arXiv:2207.14484, 2022, section 3.
     */
    stability(hyper: AdamHyper, learningRate: number, state: AdamState): StabilityLimit | undefined {
      const { squareAverage, largestSquareAverage, beta1Power, beta2Power } = state
      const { eps, weightDecay } = hyper
      if (hyper.maximize || beta1Power === 1) return undefined
      const [beta1] = hyper.betas
      const squares = isAmsgrad(hyper) ? largestSquareAverage : squareAverage
      const decayed = decay === 'coupled' ? 0 : learningRate * weightDecay
      return {
        threshold: ((2 - decayed) * (1 + beta1)) / ((1 - beta1) * learningRate),
        shift: decay === 'coupled' ? weightDecay : 0,
        preconditioner: squares.map((square) => (1 - beta1Power) * (Math.sqrt(square / (1 - beta2Power)) + eps)),
      }
    },
    rates(given: Given<'learningRate' | 'beta1Power' | 'beta2Power' | Constant>) {
      const { learningRate, beta1, beta2, weightDecay } = given
      const beta1Power = given.beta1Power.times(beta1)
      const beta2Power = given.beta2Power.times(beta2)
      return {
        beta1Power,
        beta2Power,
        rate: learningRate.negate().over(beta1Power.oneMinus()),
        correction: beta2Power.oneMinus().sqrt(),
        shrinking: learningRate.negate().times(weightDecay),
      }
    },
    coordinate(
      given: Given<'theta' | 'gradient' | Vector | Constant | 'rate' | 'correction' | 'shrinking'>,
      { maximize, amsgrad, fromAverage }: Readonly<Record<'maximize' | 'amsgrad' | 'fromAverage', boolean>>,
    ) {
      const { theta, gradient, average, largestSquareAverage } = given
      const { beta1, fresh1, eps, weightDecay, rate, correction, shrinking } = given
      const g = maximize ? gradient.negate() : gradient
      const coupled = weightDecay.times(theta)
      const after = averagesAfter(given, g.plus(decay === 'coupled' ? coupled : 0), fromAverage)
      const largest = amsgrad ? largestSquareAverage.max(after.squareAverage) : after.squareAverage
      const scaled = quotient(rate, largest.sqrt().over(correction).plus(eps))
      const momentum = scaled.times(beta1.times(average))
      const descent = scaled.times(fresh1.times(g))
      const shrinkage = decay === 'coupled' ? scaled.times(fresh1.times(coupled)) : shrinking.times(theta)
      return {
        displacements: [momentum, descent, shrinkage],
        ...after,
        ...(amsgrad && { largestSquareAverage: largest }),
      }
    },
  }
}

type Vector = 'average' | 'squareAverage' | 'largestSquareAverage'
type Constant = keyof ReturnType<typeof adamConstants>

/** The constants of Adam and its kin. */
export function adamConstants({ betas, eps, weightDecay }: Pick<AdamHyper, 'betas' | 'eps' | 'weightDecay'>) {
  const [beta1, beta2] = betas
  return { beta1, beta2, fresh1: 1 - beta1, fresh2: 1 - beta2, eps, weightDecay }
}

/** Adam's averages of gradients and of their squares after one more. */
export function averagesAfter(
  { average, squareAverage, beta2, fresh1, fresh2 }: Averaged,
  gradient: Quantity,
  fromAverage: boolean,
) {
  return {
    average: lerp(average, gradient, fresh1, fromAverage),
    squareAverage: averageOfSquares(squareAverage, beta2, fresh2, gradient),
  }
}

type Averaged = Given<'average' | 'squareAverage' | 'beta2' | 'fresh1' | 'fresh2'>
