import { denominatorTerm, learningRate, maximize, weightDecay } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { quotient } from '../descent/elementwise/quotient'

export default defineElementwise({
  id: 'adagrad',
  title: 'AdaGrad',
  group: 'Adaptive',
  description:
    'Each coordinate has its own rate, divided by the root of all its squared gradients so far. It evens out badly scaled coordinates and needs little tuning, but its rates only ever fall, so it slows down for good.',
  tex: 's_t = s_{t-1} + (g_t + \\lambda\\theta_{t-1})^2, \\qquad \\theta_t = \\theta_{t-1} - \\frac{\\eta}{1 + (t-1)\\,\\eta_d}\\,\\frac{g_t + \\lambda\\theta_{t-1}}{\\sqrt{s_t} + \\varepsilon}',
  citation:
    'J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, Journal of Machine Learning Research 12, 2121–2159, 2011, Figure 1 (diagonal matrices). Semantics: PyTorch torch.optim.Adagrad.',
  stages: ['gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1e-2, [1e-3, 10]),
    lrDecay: {
      kind: 'number',
      description: 'Lets the rate fall as 1 / (1 + (t − 1) times this), on top of the accumulated squares.',
      symbol: '\\eta_d',
      default: 0,
      min: 0,
      max: 1000,
      scale: 'linear',
      usual: [0, 0.1],
      rangeSource: 'PyTorch from 0; at the upper end the second step is a thousandth of the first',
    },
    weightDecay,
    initialAccumulatorValue: {
      kind: 'number',
      description: 'What the sums of squares start from; larger values shorten the first steps.',
      symbol: 's_0',
      default: 0,
      min: 0,
      max: 1e6,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'PyTorch from 0; at the upper end it outweighs any usual gradient',
    },
    eps: denominatorTerm(1e-10),
    maximize,
  },
  presets: { lr: 1 },
  init: (dimension, { initialAccumulatorValue }) => ({
    sum: new Float64Array(dimension).fill(initialAccumulatorValue),
  }),
  /**
   * PyTorch's `_single_tensor_adagrad`, its quotient distributed over the stages; the sums keep PyTorch's bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
   */
  constants: ({ lrDecay, eps, weightDecay }) => ({ lrDecay, eps, weightDecay }),
  rates: ({ step, learningRate, lrDecay }) => ({
    rate: learningRate.negate().over(step.minus(1).times(lrDecay).plus(1)),
  }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, sum, rate, eps, weightDecay }, { maximize }) {
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const squares = sum.plus(g.plus(decay).square())
    const scaled = quotient(rate, squares.sqrt().plus(eps))
    return { displacements: [scaled.times(g), scaled.times(decay)], sum: squares }
  },
})
