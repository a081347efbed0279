import { adamConstants, averagesAfter } from '../descent/adam'
import {
  averageCoefficients,
  decoupledWeightDecay,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { isNearStart } from '../descent/elementwise/lerp'
import type { Quantity } from '../calculus/quantity'
import { quotient } from '../descent/elementwise/quotient'

export default defineElementwise({
  id: 'nadam',
  title: 'NAdam',
  group: 'Adaptive',
  description:
    'Adam with Nesterov’s momentum: the average is applied as the next step would see it, so the new gradient counts for more. Its momentum warms up from half of beta1. Often a little quicker than Adam, with the same habits.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1}, \\qquad \\mu_t = \\beta_1\\,(1 - \\tfrac12\\, 0.96^{t\\psi}) \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2 \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{\\sqrt{v_t/(1-\\beta_2^t)} + \\varepsilon} \\left( \\frac{(1-\\mu_t)\\, g}{1-\\prod_{i\\le t}\\mu_i} + \\frac{\\mu_{t+1}\\, m_t}{1-\\prod_{i\\le t+1}\\mu_i} \\right) \\end{aligned}',
  citation:
    'T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop track, Algorithm 2, with its schedule of the momentum. Semantics: PyTorch torch.optim.NAdam.',
  stages: ['momentum', 'gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(2e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay,
    momentumDecay: {
      kind: 'number',
      description: 'How quickly the momentum warms up from half of beta1 to all of it; 0 leaves it at half.',
      symbol: '\\psi',
      default: 4e-3,
      min: 0,
      max: 1000,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'PyTorch from 0; at the upper end the first step has all the momentum',
    },
    decoupledWeightDecay,
    maximize,
  },
  presets: { lr: 0.05 },
  init: (dimension) => ({
    average: new Float64Array(dimension),
    squareAverage: new Float64Array(dimension),
    beta2Power: 1,
    momentumProduct: 1,
  }),
  /**
   * PyTorch's `_single_tensor_nadam`, its quotients distributed over the stages; the averages keep PyTorch's bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
   */
  constants: ({ momentumDecay, ...hyper }) => ({ ...adamConstants(hyper), momentumDecay, warmth: 0.96 }),
  rates({ step, learningRate, beta1, beta2, fresh1, weightDecay, momentumDecay, warmth, ...given }) {
    const momentumAt = (t: Quantity): Quantity =>
      beta1.times(warmth.power(t.times(momentumDecay)).times(0.5).oneMinus())
    const [now, next] = [momentumAt(step), momentumAt(step.plus(1))]
    const momentumProduct = given.momentumProduct.times(now)
    const beta2Power = given.beta2Power.times(beta2)
    const descending = learningRate.negate()
    const gradientRate = descending.times(now.oneMinus()).over(momentumProduct.oneMinus())
    const averageRate = descending.times(next).over(momentumProduct.times(next).oneMinus())
    return {
      momentumProduct,
      beta2Power,
      averageRate,
      // What multiplies the new gradient, which counts by itself and in the average.
      newRate: gradientRate.plus(averageRate.times(fresh1)),
      correction: beta2Power.oneMinus(),
      shrinking: descending.times(weightDecay),
    }
  },
  forms: ({ betas, decoupledWeightDecay, maximize }) => ({
    maximize,
    isDecoupled: decoupledWeightDecay,
    fromAverage: isNearStart(1 - betas[0]),
  }),
  coordinate(given, { maximize, isDecoupled, fromAverage }) {
    const { theta, gradient, average, averageRate, newRate, correction, shrinking, beta1, eps, weightDecay } = given
    const g = maximize ? gradient.negate() : gradient
    const coupled = weightDecay.times(theta)
    const after = averagesAfter(given, g.plus(isDecoupled ? 0 : coupled), fromAverage)
    const scale = after.squareAverage.over(correction).sqrt().plus(eps)
    const momentum = quotient(averageRate.times(beta1.times(average)), scale)
    const descent = quotient(newRate.times(g), scale)
    const shrinkage = isDecoupled ? shrinking.times(theta) : quotient(newRate.times(coupled), scale)
    return { displacements: [momentum, descent, shrinkage], ...after }
  },
})
