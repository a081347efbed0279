import { part, span, spanOf } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'linear',
  title: 'Linear decay',
  description:
    'The learning rate falls on a straight line until step tau and stays there: the classical choice for stochastic gradients.',
  tex: '\\eta_t = (1-\\alpha)\\,\\eta + \\alpha\\, r\\,\\eta, \\qquad \\alpha = \\min\\Big(\\frac{t-1}{\\tau},\\, 1\\Big)',
  citation:
    'I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, MIT Press, 2016, section 8.3.1, eq. (8.14), with k = t − 1, so that the first step has the whole rate. As PyTorch’s LinearLR with start_factor = 1.',
  robbinsMonro: {
    holds: false,
    why: 'From step tau on the rate is constant: if it is 0 the sum of rates is finite, and else that of their squares is infinite.',
  },
  hyperparameters: {
    totalIters: span('\\tau'),
    endFactor: part('r', 'What is left of the rate at the end; a hundredth is the usual choice.', 0.01),
  },
  factor({ step, steps }, { totalIters, endFactor }) {
    const alpha = Math.min((step - 1) / spanOf(totalIters, steps), 1)
    return 1 - alpha + alpha * endFactor
  },
})
