import { pow } from '../elementary'
import { decay } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'exponential',
  title: 'Exponential decay',
  description: 'The learning rate falls by the same part at every step. It can move the point a bounded way only.',
  tex: '\\eta_t = \\eta\\,\\gamma^{\\,t-1}',
  citation:
    'X. Li, Z. Zhuang, F. Orabona, A Second Look at Exponential and Cosine Step Sizes: Simplicity, Adaptivity, and Performance, ICML 2021, section 3. Semantics: PyTorch ExponentialLR.',
  robbinsMonro: {
    holds: false,
    why: 'The rates are a geometric sequence, whose sum is finite: the point may stop before it has arrived. (With gamma = 1 the rate is constant, and the sum of squares infinite.)',
  },
  hyperparameters: {
    gamma: decay('\\gamma', 'What the rate is multiplied by at each step.', 0.99, [0.9, 1]),
  },
  factor: ({ step }, { gamma }) => pow(gamma, step - 1),
})
