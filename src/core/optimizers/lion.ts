import { averageCoefficients, decoupledDecay, learningRate } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'lion',
  title: 'Lion',
  group: 'Adaptive',
  description:
    'Takes only the sign of a mixture of the new gradient and their average: every coordinate moves by the learning rate, whatever the slope. In the plane it goes in eight directions or stays, and it cannot come to rest but by a falling rate.',
  tex: '\\theta_t = (1-\\eta\\lambda)\\,\\theta_{t-1} - \\eta\\,\\operatorname{sign}\\big(\\beta_1 m_{t-1} + (1-\\beta_1)\\, g_t\\big), \\qquad m_t = \\beta_2 m_{t-1} + (1-\\beta_2)\\, g_t',
  citation:
    'X. Chen, C. Liang, D. Huang, E. Real, K. Wang, H. Pham, X. Dong, T. Luong, C.-J. Hsieh, Y. Lu, Q. V. Le, Symbolic Discovery of Optimization Algorithms, NeurIPS 2023, arXiv:2302.06675, Algorithm 2.',
  stages: ['sign', 'weight decay'],
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
  constants: ({ betas: [beta1, beta2], weightDecay }) => ({
    beta1,
    beta2,
    fresh1: 1 - beta1,
    fresh2: 1 - beta2,
    weightDecay,
  }),
  rates: ({ learningRate, weightDecay }) => ({ shrinking: learningRate.negate().times(weightDecay) }),
  coordinate({ theta, gradient, learningRate, average, shrinking, beta1, beta2, fresh1, fresh2 }) {
    const mixture = beta1.times(average).plus(fresh1.times(gradient))
    const move = learningRate.negate().times(mixture.sign())
    const shrinkage = shrinking.times(theta)
    return { displacements: [move, shrinkage], average: beta2.times(average).plus(fresh2.times(gradient)) }
  },
})
