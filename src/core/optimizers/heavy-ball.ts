import { averageCoefficient, learningRate } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { momentumLimit } from '../descent/stability'

export default defineElementwise({
  id: 'heavy-ball',
  title: 'Heavy ball (averaged)',
  group: 'First order',
  description:
    'Momentum written as a moving average of gradients, the form of many demonstrations. It starts slowly, since the average starts from zero, and needs a learning rate 1 / (1 − momentum) times larger than momentum to go as far.',
  tex: 'm_t = \\beta\\, m_{t-1} + (1-\\beta)\\, g_t, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, m_t',
  citation:
    'B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational Mathematics and Mathematical Physics 4(5), 1–17, 1964; as a normalised average: J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning, ICLR 2019, arXiv:1810.06801, section 2.',
  stages: ['velocity', 'gradient'],
  hyperparameters: { lr: learningRate(1e-2, [1e-4, 1]), momentum: averageCoefficient(0.9) },
  presets: { lr: 0.01 },
  inertia: { coefficient: 'momentum', vector: 'average', of: 'gradient', isAveraged: true },
  stability: ({ momentum }, learningRate) => momentumLimit((1 - momentum) * learningRate, { beta: momentum }),
  init: (dimension) => ({ average: new Float64Array(dimension) }),
  /** Not a form of PyTorch's: its momentum with lr (1 - beta) goes the same way, to rounding. */
  constants: ({ momentum }) => ({ momentum, share: 1 - momentum }),
  coordinate({ gradient, learningRate, average, momentum, share }) {
    const kept = momentum.times(average)
    const fresh = share.times(gradient)
    const velocity = learningRate.negate().times(kept)
    const descent = learningRate.negate().times(fresh)
    return { displacements: [velocity, descent], average: kept.plus(fresh) }
  },
})
