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
  id: 'radam',
  title: 'RAdam',
  group: 'Adaptive',
  description:
    'Adam that trusts its scaling only once it has seen enough gradients to know their spread. Its first five steps (with beta2 = 0.999) are plain momentum, unscaled: on a steep start they may launch the point far away.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1}, \\qquad m_t = \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2 \\\\ \\rho_t &= \\rho_\\infty - \\frac{2t\\,\\beta_2^t}{1-\\beta_2^t}, \\quad \\rho_\\infty = \\frac{2}{1-\\beta_2} - 1, \\qquad r_t = \\sqrt{\\frac{(\\rho_t-4)(\\rho_t-2)\\,\\rho_\\infty}{(\\rho_\\infty-4)(\\rho_\\infty-2)\\,\\rho_t}} \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta\\, m_t}{1-\\beta_1^t} \\cdot \\begin{cases} r_t\\,\\sqrt{1-\\beta_2^t}\\,/\\,(\\sqrt{v_t}+\\varepsilon) & \\rho_t > 5 \\\\ 1 & \\text{otherwise} \\end{cases} \\end{aligned}',
  citation:
    'L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020, arXiv:1908.03265, Algorithm 2. Semantics: PyTorch torch.optim.RAdam (scaled from rho_t > 5 on, where the source says 4).',
  stages: ['momentum', 'gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay,
    decoupledWeightDecay,
    maximize,
  },
  presets: { lr: 0.005 },
  init: (dimension) => ({
    average: new Float64Array(dimension),
    squareAverage: new Float64Array(dimension),
    beta1Power: 1,
  }),
  /**
   * PyTorch's `_single_tensor_radam`, its quotient distributed over the stages; the averages keep PyTorch's bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
   */
  constants: (hyper) => ({ ...adamConstants(hyper), longest: 2 / (1 - hyper.betas[1]) - 1 }),
  rates({ step, learningRate, beta1, beta2, longest, weightDecay, ...given }) {
    const beta1Power = given.beta1Power.times(beta1)
    const rate = learningRate.negate().over(beta1Power.oneMinus())
    const rectified = rectifiedScale(beta2, longest, step)
    const shrinking = learningRate.negate().times(weightDecay)
    return { beta1Power, rate, rectified, rectifiedRate: rate.times(rectified), shrinking }
  },
  forms: ({ betas, decoupledWeightDecay, maximize }) => ({
    maximize,
    isDecoupled: decoupledWeightDecay,
    fromAverage: isNearStart(1 - betas[0]),
  }),
  coordinate(given, { maximize, isDecoupled, fromAverage }) {
    const { theta, gradient, average, beta1, fresh1, eps, weightDecay } = given
    const { rate, rectified, rectifiedRate, shrinking } = given
    const g = maximize ? gradient.negate() : gradient
    const coupled = weightDecay.times(theta)
    const after = averagesAfter(given, g.plus(isDecoupled ? 0 : coupled), fromAverage)
    const scale = after.squareAverage.sqrt().plus(eps)
    const scaled = rectified.equals(0).choose(rate, quotient(rectifiedRate, scale))
    const momentum = scaled.times(beta1.times(average))
    const descent = scaled.times(fresh1.times(g))
    const shrinkage = isDecoupled ? shrinking.times(theta) : scaled.times(fresh1.times(coupled))
    return { displacements: [momentum, descent, shrinkage], ...after }
  },
})

/**
 * r_t sqrt(1 - beta2^t) where rho_t > 5, else 0: there the spread of the gradients is not known and nothing is scaled.
 */
function rectifiedScale(beta2: Quantity, longest: Quantity, step: Quantity): Quantity {
  // Not a running product: while rho_t is small it is a difference of numbers near rho_infinity, which magnifies a
  // rounding of beta2^t by rho_infinity / (1 - beta2^t), 3e5 at the first scaled step.
  const power = beta2.power(step)
  const correction = power.oneMinus()
  const length = longest.minus(step.times(2).times(power).over(correction))
  const rectifier = length
    .minus(4)
    .times(length.minus(2))
    .times(longest)
    .over(longest.minus(4).times(longest.minus(2)).times(length))
  return length.greater(5).choose(rectifier.sqrt().times(correction.sqrt()), 0)
}
