import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'inverse-time',
  title: 'Inverse time',
  description:
    'The learning rate falls as 1/t: slowly enough to reach any point, fast enough for noise to average out. The choice of the theory of stochastic approximation; in practice it soon becomes very small.',
  tex: '\\eta_t = \\frac{\\eta}{1 + \\gamma\\,(t-1)}',
  citation:
    'H. Robbins, S. Monro, A Stochastic Approximation Method, Annals of Mathematical Statistics 22(3), 400–407, 1951, whose rates a/n are those with gamma = 1; with gamma: L. Bottou, Stochastic Gradient Descent Tricks, 2012, section 5.2.',
  robbinsMonro: {
    holds: true,
    why: 'The rates are at least a multiple of 1/t, whose sum is infinite, and their squares at most a multiple of 1/t², whose sum is finite.',
  },
  hyperparameters: {
    gamma: {
      kind: 'number',
      description: 'How fast it falls: the rate is halved after 1/gamma steps. 1 is the plain 1/t.',
      symbol: '\\gamma',
      default: 1,
      min: 0,
      max: 1e6,
      exclusiveMin: true,
      scale: 'log',
      usual: [1e-4, 10],
      rangeSource: 'at 0 the rate would be constant',
    },
  },
  factor: ({ step }, { gamma }) => 1 / (1 + gamma * (step - 1)),
})
