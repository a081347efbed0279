import { anatomy } from './anatomy'
import { lerp } from './lerp'
import type { BooleanHyperparameter, StepInput } from '../definitions/optimizer'
import { quotient } from './quotient'

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
}

/** AMSGrad as a flag. */
export const largestSquares = {
  kind: 'boolean',
  description: 'Divides by the largest average of squared gradients so far, so that no coordinate’s rate rises again.',
  symbol: '\\mathrm{amsgrad}',
  default: false,
} as const satisfies BooleanHyperparameter

export const adamStages = ['momentum', 'gradient', 'weight decay']

export function adamState(dimension: number, amsgrad: boolean): AdamState {
  return {
    average: new Float64Array(dimension),
    squareAverage: new Float64Array(dimension),
    // Empty where the rule does not look at it: a large theta would pay for it.
    largestSquareAverage: new Float64Array(amsgrad ? dimension : 0),
    beta1Power: 1,
    beta2Power: 1,
  }
}

/**
 * A step of Adam, AdamW or AMSGrad: PyTorch's `_single_tensor_adam`, its quotient distributed over the stages; the
 * averages keep PyTorch's bits. Coupled weight decay enters the gradient, decoupled decay is a displacement of its own.
 * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
 *
 * beta^t is a running product: one rounding a step, so its relative error is at most t 2^-53, which in 1 - beta^t is at
 * most 2^-53 / (1 - beta): 1e-13 for beta = 0.999. A power by squaring errs by as much and costs 2 log2 t products.
 */
export function adamStep(
  state: AdamState,
  { betas, eps, weightDecay, maximize }: AdamHyper,
  input: StepInput,
  decayKind: 'coupled' | 'decoupled',
  amsgrad: boolean,
): void {
  const { theta, gradient, update } = input
  const { average, squareAverage, largestSquareAverage } = state
  const watched = anatomy(input, adamStages)
  const isCoupled = decayKind === 'coupled'
  // Not taken apart by a pattern: its iterator would put two numbers on the heap at every step.
  const beta1 = betas[0]
  const beta2 = betas[1]
  state.beta1Power *= beta1
  state.beta2Power *= beta2
  const stepSize = input.learningRate / (1 - state.beta1Power)
  const correction = Math.sqrt(1 - state.beta2Power)
  const shrinking = -input.learningRate * weightDecay
  for (let i = 0; i < theta.length; i++) {
    const g = maximize ? -gradient[i] : gradient[i]
    const decay = isCoupled ? weightDecay * theta[i] : 0
    const total = g + decay
    const kept = beta1 * average[i]
    average[i] = lerp(average[i], total, 1 - beta1)
    squareAverage[i] = squareAverage[i] * beta2 + (1 - beta2) * total * total
    let squares = squareAverage[i]
    if (amsgrad) squares = largestSquareAverage[i] = Math.max(largestSquareAverage[i], squares)
    const rate = quotient(-stepSize, Math.sqrt(squares) / correction + eps)
    const momentum = rate * kept
    const descent = rate * ((1 - beta1) * g)
    const shrinkage = isCoupled ? rate * ((1 - beta1) * decay) : shrinking * theta[i]
    update[i] = momentum + descent + shrinkage
    watched?.put(i, momentum, descent, shrinkage)
  }
  watched?.show()
}
