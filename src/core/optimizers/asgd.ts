import { learningRate, maximize, weightDecay } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'asgd',
  title: 'Averaged SGD',
  group: 'First order',
  description:
    'Gradient descent with a slowly falling rate, and beside it the average of the points it has visited. Under noise the average is much nearer to the minimum than any single point; PyTorch begins to average only after a million steps, so set t0 to see it.',
  tex: '\\begin{aligned} \\eta_t &= \\frac{\\eta}{(1 + \\Lambda\\,\\eta\\,(t-1))^{\\alpha}}, \\qquad \\theta_t = (1 - \\Lambda\\,\\eta_t)\\,\\theta_{t-1} - \\eta_t\\,(g_t + \\lambda\\theta_{t-1}) \\\\ \\bar\\theta_t &= \\bar\\theta_{t-1} + \\mu_t\\,(\\theta_t - \\bar\\theta_{t-1}), \\qquad \\mu_t = \\frac{1}{\\max(1,\\, t - 1 - t_0)} \\end{aligned}',
  citation:
    'B. T. Polyak, A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging, SIAM Journal on Control and Optimization 30(4), 838–855, 1992; in this form: L. Bottou, Large-Scale Machine Learning with Stochastic Gradient Descent, COMPSTAT 2010, section 5.1. Semantics: PyTorch torch.optim.ASGD.',
  stages: ['gradient', 'decay', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1e-2, [1e-5, 1]),
    lambd: {
      ...weightDecay,
      description: 'How strongly the point decays to the origin and the rate falls; 0 keeps the rate.',
      symbol: '\\Lambda',
      default: 1e-4,
      rangeSource: 'Bottou, 2010, a regularisation from 0; PyTorch does not check',
    },
    alpha: {
      kind: 'number',
      description: 'The power by which the rate falls.',
      symbol: '\\alpha',
      default: 0.75,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'Polyak and Juditsky, 1992: between 1/2 and 1 for convergence, 0 is a constant rate',
    },
    t0: {
      kind: 'number',
      description: 'The step after which points are averaged; before it the average is the point itself.',
      symbol: 't_0',
      default: 1e6,
      min: 0,
      max: 1e12,
      integer: true,
      scale: 'linear',
      usual: [0, 1e6],
      rangeSource: 'a number of steps; PyTorch does not check',
    },
    weightDecay,
    maximize,
  },
  presets: { lr: 0.0015, t0: 50 },
  companion: {
    name: 'average',
    description: 'The average of the points since step t0.',
    at: { vector: 'average' },
  },
  init: (dimension) => ({ average: new Float64Array(dimension) }),
  /**
   * PyTorch's `_single_tensor_asgd`, its products distributed over the stages. Differs from PyTorch: a rate that is
   * changed from outside acts at once, where PyTorch has worked out the next rate a step before.
   */
  constants: ({ lambd, alpha, t0, weightDecay }) => ({ lambd, alpha, t0, weightDecay }),
  rates({ step, learningRate, lambd, alpha, t0 }) {
    const before = step.minus(1)
    return {
      rate: learningRate.negate().over(lambd.times(learningRate).times(before).plus(1).power(alpha)),
      share: before.minus(t0).max(1).reciprocal(),
    }
  },
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, average, rate, share, lambd, weightDecay }, { maximize }) {
    const g = maximize ? gradient.negate() : gradient
    const descent = rate.times(g)
    const decay = rate.times(lambd.times(theta))
    const shrinkage = rate.times(weightDecay.times(theta))
    const point = theta.plus(descent.plus(decay).plus(shrinkage))
    return {
      displacements: [descent, decay, shrinkage],
      average: share.equals(1).choose(point, average.plus(share.times(point.minus(average)))),
    }
  },
})
