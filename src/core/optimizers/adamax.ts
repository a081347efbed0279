import { anatomy } from '../descent/anatomy'
import {
  averageCoefficients,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { defineOptimizer } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['momentum', 'gradient', 'weight decay']

export default defineOptimizer({
  id: 'adamax',
  title: 'Adamax',
  group: 'Adaptive',
  description:
    'Adam with the largest recent gradient, slowly forgotten, in place of the root mean square. No step is longer than about the learning rate in any coordinate, and one large gradient shortens the steps for long.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad u_t = \\max(\\beta_2 u_{t-1}, |g| + \\varepsilon) \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{u_t} \\end{aligned}',
  citation:
    'D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980, Algorithm 2. Semantics: PyTorch torch.optim.Adamax (the small term inside the maximum, which the source does not have).',
  needs: ['gradient'],
  elementwise: true,
  stages,
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
  step(state, { betas, eps, weightDecay, maximize }, input) {
    const { theta, gradient, update } = input
    const { average, largest } = state
    const watched = anatomy(input, stages)
    const beta1 = betas[0]
    const beta2 = betas[1]
    state.beta1Power *= beta1
    const stepSize = input.learningRate / (1 - state.beta1Power)
    for (let i = 0; i < theta.length; i++) {
      const g = maximize ? -gradient[i] : gradient[i]
      const decay = weightDecay * theta[i]
      const total = g + decay
      const kept = beta1 * average[i]
      average[i] = lerp(average[i], total, 1 - beta1)
      largest[i] = Math.max(beta2 * largest[i], Math.abs(total) + eps)
      const rate = quotient(-stepSize, largest[i])
      const momentum = rate * kept
      const descent = rate * ((1 - beta1) * g)
      const shrinkage = rate * ((1 - beta1) * decay)
      update[i] = momentum + descent + shrinkage
      watched?.put(i, momentum, descent, shrinkage)
    }
    watched?.show()
  },
})
