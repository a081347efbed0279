import { learningRate, maximize, momentumCoefficient, weightDecay } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { momentumLimit } from '../descent/stability'

export default defineElementwise({
  id: 'momentum',
  title: 'Momentum',
  group: 'First order',
  description:
    'A heavy ball: past gradients add up to a velocity that carries the point along valleys and through small bumps. Up to 1 / (1 − momentum) times faster than plain descent, at the price of overshooting.',
  tex: 'b_t = \\mu\\, b_{t-1} + (1-\\tau)(g_t + \\lambda\\theta_{t-1}), \\quad b_1 = g_1 + \\lambda\\theta_0, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, b_t',
  citation:
    'B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational Mathematics and Mathematical Physics 4(5), 1–17, 1964; in this form: I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in deep learning, ICML 2013, eqs. (1)–(2). Semantics: PyTorch torch.optim.SGD with momentum; the learning rate multiplies the velocity, so a changing rate rescales old gradients too.',
  stages: ['velocity', 'gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    momentum: momentumCoefficient(0.9),
    dampening: {
      kind: 'number',
      description:
        'How much of each new gradient is left out of the velocity; the first gradient always enters in full.',
      symbol: '\\tau',
      default: 0,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'below 0 gradients would be amplified, above 1 turned; PyTorch does not check',
    },
    weightDecay,
    maximize,
  },
  presets: { lr: 0.001 },
  inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' },
  /** Dampened gradients are smaller from the second step on. */
  stability: ({ momentum, dampening, ...hyper }, learningRate) =>
    momentumLimit((1 - dampening) * learningRate, { beta: momentum, ...hyper }),
  init: (dimension) => ({ buffer: new Float64Array(dimension) }),
  /** PyTorch's `_single_tensor_sgd`, its product distributed over the stages; the buffer keeps PyTorch's bits. */
  constants: ({ momentum, dampening, weightDecay }) => ({ momentum, undamped: 1 - dampening, weightDecay }),
  // The first buffer is the gradient itself, undamped.
  rates: ({ step, undamped }) => ({ share: step.equals(1).choose(1, undamped) }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, learningRate, buffer, share, momentum, weightDecay }, { maximize }) {
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const kept = momentum.times(buffer)
    const velocity = learningRate.negate().times(kept)
    const descent = learningRate.negate().times(share.times(g))
    const shrinkage = learningRate.negate().times(share.times(decay))
    return { displacements: [velocity, descent, shrinkage], buffer: kept.plus(share.times(g.plus(decay))) }
  },
})
