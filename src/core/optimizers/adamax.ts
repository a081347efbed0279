import {
  averageCoefficients,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { isNearStart, lerp } from '../descent/elementwise/lerp'
import { quotient } from '../descent/elementwise/quotient'

export default defineElementwise({
  id: 'adamax',
  title: 'Adamax',
  group: 'Adaptive',
  description:
    'Adam with the largest recent gradient, slowly forgotten, in place of the root mean square. No step is longer than about the learning rate in any coordinate, and one large gradient shortens the steps for long.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad u_t = \\max(\\beta_2 u_{t-1}, |g| + \\varepsilon) \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{u_t} \\end{aligned}',
  citation:
    'D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980, Algorithm 2. Semantics: PyTorch torch.optim.Adamax (the small term inside the maximum, which the source does not have).',
  stages: ['momentum', 'gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(2e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: {
      ...denominatorTerm(1e-8),
      description: 'Added to the size of each gradient, so that a vanishing gradient is not divided by zero.',
    },
    weightDecay,
    maximize,
  },
  presets: { lr: 0.1 },
  init: (dimension) => ({
    average: new Float64Array(dimension),
    largest: new Float64Array(dimension),
    beta1Power: 1,
  }),
  /**
   * PyTorch's `_single_tensor_adamax`, its quotient distributed over the stages; average and maximum keep PyTorch's
   * bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
   */
  constants: ({ betas: [beta1, beta2], eps, weightDecay }) => ({ beta1, beta2, fresh1: 1 - beta1, eps, weightDecay }),
  rates({ learningRate, beta1, ...given }) {
    const beta1Power = given.beta1Power.times(beta1)
    return { beta1Power, rate: learningRate.negate().over(beta1Power.oneMinus()) }
  },
  forms: ({ betas, maximize }) => ({ maximize, fromAverage: isNearStart(1 - betas[0]) }),
  coordinate({ theta, gradient, average, largest, rate, ...numbers }, { maximize, fromAverage }) {
    const { beta1, beta2, fresh1, eps, weightDecay } = numbers
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const total = g.plus(decay)
    const size = beta2.times(largest).max(total.abs().plus(eps))
    const scaled = quotient(rate, size)
    const momentum = scaled.times(beta1.times(average))
    const descent = scaled.times(fresh1.times(g))
    const shrinkage = scaled.times(fresh1.times(decay))
    return {
      displacements: [momentum, descent, shrinkage],
      average: lerp(average, total, fresh1, fromAverage),
      largest: size,
    }
  },
})
