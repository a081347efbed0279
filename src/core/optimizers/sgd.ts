import { learningRate, maximize, weightDecay } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { momentumLimit } from '../descent/stability'

export default defineElementwise({
  id: 'sgd',
  title: 'Gradient descent',
  group: 'First order',
  description:
    'A step straight down the slope, its length the learning rate times the gradient. The rule every other is measured by: stable on a quadratic up to a learning rate of 2 over the largest curvature, slow along its flattest direction.',
  tex: '\\theta_t = \\theta_{t-1} - \\eta\\,(g_t + \\lambda\\theta_{t-1})',
  citation:
    'A.-L. Cauchy, Méthode générale pour la résolution des systèmes d’équations simultanées, Comptes Rendus 25, 536–538, 1847; stochastic form: H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22(3), 400–407, 1951. Semantics: PyTorch torch.optim.SGD.',
  stages: ['gradient', 'weight decay'],
  hyperparameters: { lr: learningRate(1e-3, [1e-5, 1]), weightDecay, maximize },
  presets: { lr: 0.0015 },
  stability: (hyper, learningRate) => momentumLimit(learningRate, hyper),
  init: () => ({}),
  /** PyTorch's `_single_tensor_sgd` with momentum 0, its product distributed over the stages. */
  constants: ({ weightDecay }) => ({ weightDecay }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, learningRate, weightDecay }, { maximize }) {
    const g = maximize ? gradient.negate() : gradient
    const descent = learningRate.negate().times(g)
    const decay = learningRate.negate().times(weightDecay.times(theta))
    return { displacements: [descent, decay] }
  },
})
