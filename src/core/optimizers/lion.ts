import { anatomy } from '../descent/anatomy'
import { averageCoefficients, decoupledDecay, learningRate } from '../descent/common-hyperparameters'
import { defineOptimizer } from '../definitions/optimizer'

const stages = ['sign', 'weight decay']

export default defineOptimizer({
  id: 'lion',
  title: 'Lion',
  group: 'Adaptive',
  description:
    'Takes only the sign of a mixture of the new gradient and their average: every coordinate moves by the learning rate, whatever the slope. In the plane it goes in eight directions or stays, and it cannot come to rest but by a falling rate.',
  tex: '\\theta_t = (1-\\eta\\lambda)\\,\\theta_{t-1} - \\eta\\,\\operatorname{sign}\\big(\\beta_1 m_{t-1} + (1-\\beta_1)\\, g_t\\big), \\qquad m_t = \\beta_2 m_{t-1} + (1-\\beta_2)\\, g_t',
  citation:
    'X. Chen, C. Liang, D. Huang, E. Real, K. Wang, H. Pham, X. Dong, T. Luong, C.-J. Hsieh, Y. Lu, Q. V. Le, Symbolic Discovery of Optimization Algorithms, NeurIPS 2023, arXiv:2302.06675, Algorithm 2.',
  needs: ['gradient'],
  elementwise: true,
  stages,
  hyperparameters: {
    lr: learningRate(1e-4, [1e-5, 1]),
    betas: {
      ...averageCoefficients([0.9, 0.99]),
      description: 'How much of the average of gradients counts in a step, and how much of it is kept.',
      rangeSource: 'Chen et al., 2023; at 1 a step would not see its gradient',
    },
    weightDecay: decoupledDecay(0),
  },
  presets: { lr: 0.02 },
  init: (dimension) => ({ average: new Float64Array(dimension) }),
  step(state, { betas, weightDecay }, input) {
    const { theta, gradient, update, learningRate } = input
    const { average } = state
    const watched = anatomy(input, stages)
    const beta1 = betas[0]
    const beta2 = betas[1]
    for (let i = 0; i < theta.length; i++) {
      const g = gradient[i]
      const move = -learningRate * Math.sign(beta1 * average[i] + (1 - beta1) * g)
      const shrinkage = -learningRate * weightDecay * theta[i]
      average[i] = beta2 * average[i] + (1 - beta2) * g
      update[i] = move + shrinkage
      watched?.put(i, move, shrinkage)
    }
    watched?.show()
  },
})
