import { anatomy } from '../descent/anatomy'
import { averageCoefficient, learningRate } from '../descent/common-hyperparameters'
import { defineOptimizer } from '../definitions/optimizer'

const stages = ['velocity', 'gradient']

export default defineOptimizer({
  id: 'heavy-ball',
  title: 'Heavy ball (averaged)',
  group: 'First order',
  description:
    'Momentum written as a moving average of gradients, the form of many demonstrations. It starts slowly, since the average starts from zero, and needs a learning rate 1 / (1 − momentum) times larger than momentum to go as far.',
  tex: 'm_t = \\beta\\, m_{t-1} + (1-\\beta)\\, g_t, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, m_t',
  citation:
    'B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational Mathematics and Mathematical Physics 4(5), 1–17, 1964; as a normalised average: J. Ma, D. Yarats, Quasi-hyperbolic momentum and Adam for deep learning, ICLR 2019, arXiv:1810.06801, section 2.',
  needs: ['gradient'],
  elementwise: true,
  stages,
  hyperparameters: { lr: learningRate(1e-2, [1e-4, 1]), momentum: averageCoefficient(0.9) },
  presets: { lr: 0.01 },
  init: (dimension) => ({ average: new Float64Array(dimension) }),
  /** Not a form of PyTorch's: its momentum with lr (1 - beta) goes the same way, to rounding. */
  step(state, { momentum }, input) {
    const { theta, gradient, update, learningRate } = input
    const { average } = state
    const watched = anatomy(input, stages)
    for (let i = 0; i < theta.length; i++) {
      const kept = momentum * average[i]
      const fresh = (1 - momentum) * gradient[i]
      average[i] = kept + fresh
      const velocity = -learningRate * kept
      const descent = -learningRate * fresh
      update[i] = velocity + descent
      watched?.put(i, velocity, descent)
    }
    watched?.show()
  },
})
