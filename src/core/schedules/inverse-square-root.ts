import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'inverse-square-root',
  title: 'Inverse square root',
  description:
    'The learning rate falls as 1/√t, the rate for which averaged stochastic gradients on convex functions have the best guarantee. With a warm-up in front it is what transformers were first trained with.',
  tex: '\\eta_t = \\frac{\\eta}{\\sqrt{1 + \\gamma\\,(t-1)}}',
  citation:
    'A. Nemirovski, A. Juditsky, G. Lan, A. Shapiro, Robust Stochastic Approximation Approach to Stochastic Programming, SIAM Journal on Optimization 19(4), 1574–1609, 2009, section 2.2; with a warm-up: A. Vaswani et al., Attention Is All You Need, NeurIPS 2017, eq. (3).',
  robbinsMonro: {
    holds: false,
    why: 'The sum of rates is infinite, but their squares fall as 1/t only, whose sum is infinite too: the last point keeps moving, its average converges.',
  },
  hyperparameters: {
    gamma: {
      kind: 'number',
      description: 'How fast it falls: the rate is halved after 3/gamma steps. 1 is the plain 1/√t.',
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
  factor: ({ step }, { gamma }) => 1 / Math.sqrt(1 + gamma * (step - 1)),
})
