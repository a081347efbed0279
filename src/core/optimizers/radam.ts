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
import { quotient } from '../descent/elementwise/quotient'
import { pow } from '../elementary'

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
  constants: adamConstants,
  rates({ betas, weightDecay }, { learningRate, step }, state) {
    state.beta1Power *= betas[0]
    const rate = -learningRate / (1 - state.beta1Power)
    const rectified = rectifiedScale(betas[1], step)
    return { rate, rectified, rectifiedRate: rate * rectified, shrinking: -learningRate * weightDecay }
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
function rectifiedScale(beta2: number, step: number): number {
  // Not a running product: while rho_t is small it is a difference of numbers near rho_infinity, which magnifies a
  // rounding of beta2^t by rho_infinity / (1 - beta2^t), 3e5 at the first scaled step.
  const power = pow(beta2, step)
  const correction = 1 - power
  const limit = 2 / (1 - beta2) - 1
  const length = limit - (2 * step * power) / correction
  if (!(length > 5)) return 0
  const rectifier = ((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length)
  return Math.sqrt(rectifier) * Math.sqrt(correction)
}
