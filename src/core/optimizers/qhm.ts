import { averageCoefficient, learningRate } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'qhm',
  title: 'Quasi-hyperbolic momentum',
  group: 'First order',
  description:
    'A mixture of a plain gradient step and a momentum step. With nu = 1 it is the averaged heavy ball, with nu = 0 plain descent, with nu = momentum Nesterov’s rule; in between a very long memory does no harm.',
  tex: 'm_t = \\beta\\, m_{t-1} + (1-\\beta)\\, g_t, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\,\\big((1-\\nu)\\, g_t + \\nu\\, m_t\\big)',
  citation:
    'J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning, ICLR 2019, arXiv:1810.06801, section 3, eqs. (3)–(4). The learning rate is not divided by 1 − momentum, as some demonstrations do.',
  stages: ['velocity', 'gradient'],
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    momentum: averageCoefficient(0.999),
    nu: {
      kind: 'number',
      description: 'The share of the step that is momentum; the rest is the new gradient.',
      symbol: '\\nu',
      default: 0.7,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'Ma and Yarats, 2019: a mixture of two steps',
    },
  },
  presets: { lr: 0.004, momentum: 0.99 },
  init: (dimension) => ({ average: new Float64Array(dimension) }),
  constants: ({ momentum, nu }) => ({ momentum, share: 1 - momentum, nu, rest: 1 - nu }),
  coordinate({ gradient, learningRate, average, momentum, share, nu, rest }) {
    const kept = momentum.times(average)
    const fresh = share.times(gradient)
    const velocity = learningRate.negate().times(nu.times(kept))
    const descent = learningRate.negate().times(rest.times(gradient).plus(nu.times(fresh)))
    return { displacements: [velocity, descent], average: kept.plus(fresh) }
  },
})
