import { learningRate, maximize, momentumCoefficient, weightDecay } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { nesterovLimit } from '../descent/stability'

export default defineElementwise({
  id: 'nesterov',
  title: 'Nesterov momentum',
  group: 'First order',
  description:
    'Momentum that corrects itself early: the velocity is applied after the new gradient has entered it. It overshoots less than plain momentum and stays stable at slightly larger rates in sharp directions.',
  tex: 'b_t = \\mu\\, b_{t-1} + g_t + \\lambda\\theta_{t-1}, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\,(g_t + \\lambda\\theta_{t-1} + \\mu\\, b_t)',
  citation:
    'Yu. E. Nesterov, A method for solving the convex programming problem with convergence rate O(1/k²), Soviet Mathematics Doklady 27, 372–376, 1983; in this form: I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in deep learning, ICML 2013, eqs. (3)–(4) after the change of variable to the look-ahead point. Semantics: PyTorch torch.optim.SGD with nesterov=True.',
  stages: ['gradient', 'weight decay', 'velocity'],
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    momentum: momentumCoefficient(0.9, true),
    weightDecay,
    maximize,
  },
  presets: { lr: 0.001 },
  companion: {
    name: 'before look-ahead',
    description:
      'The point of the textbook form, which this rule keeps no record of: its own point is that one’s look-ahead.',
    at: { velocity: 'back' },
  },
  inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' },
  stability: ({ momentum, ...hyper }, learningRate) => nesterovLimit(learningRate, { beta: momentum, ...hyper }),
  init: (dimension) => ({ buffer: new Float64Array(dimension) }),
  /**
   * PyTorch's `_single_tensor_sgd` with nesterov, its product distributed over the stages; the buffer keeps PyTorch's
   * bits. This is the form whose gradient is taken at the point that is drawn. The textbook form takes it at theta + mu
   * v; its look-ahead points are the points drawn here.
   */
  constants: ({ momentum, weightDecay }) => ({ momentum, weightDecay }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, learningRate, buffer, momentum, weightDecay }, { maximize }) {
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const filled = momentum.times(buffer).plus(g.plus(decay))
    const descent = learningRate.negate().times(g)
    const shrinkage = learningRate.negate().times(decay)
    const velocity = learningRate.negate().times(momentum.times(filled))
    return { displacements: [descent, shrinkage, velocity], buffer: filled }
  },
})
