import {
  denominatorTerm,
  learningRate,
  maximize,
  momentumCoefficient,
  weightDecay,
} from '../descent/common-hyperparameters'
import { averageOfSquares } from '../descent/elementwise/average-of-squares'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { isNearStart, lerp } from '../descent/elementwise/lerp'
import { quotient } from '../descent/elementwise/quotient'

export default defineElementwise({
  id: 'rmsprop',
  title: 'RMSProp',
  group: 'Adaptive',
  description:
    'Divides each coordinate by the root of a moving average of its squared gradients, so that steep and flat coordinates move at a like pace. It forgets old gradients, unlike AdaGrad, and keeps hopping around a minimum by about its learning rate.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ v_t &= \\alpha\\, v_{t-1} + (1-\\alpha)\\, g^2, \\qquad \\bar g_t = \\alpha\\,\\bar g_{t-1} + (1-\\alpha)\\, g \\\\ b_t &= \\mu\\, b_{t-1} + \\frac{g}{\\sqrt{v_t - [\\text{centered}]\\,\\bar g_t^2} + \\varepsilon}, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, b_t \\end{aligned}',
  citation:
    'T. Tieleman, G. Hinton, Lecture 6.5 – RMSProp, COURSERA: Neural Networks for Machine Learning, 2012; centered form: A. Graves, Generating Sequences With Recurrent Neural Networks, arXiv:1308.0850, 2013, eqs. (38)–(41). Semantics: PyTorch torch.optim.RMSprop (the small term outside the root).',
  stages: ['velocity', 'gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1e-2, [1e-5, 1]),
    alpha: {
      kind: 'number',
      description: 'How much of the average of squared gradients is kept at each step.',
      symbol: '\\alpha',
      default: 0.99,
      min: 0,
      max: 1,
      exclusiveMax: true,
      scale: 'linear',
      usual: [0.5, 0.9999],
      rangeSource: 'PyTorch from 0; at 1 the average would learn nothing',
    },
    eps: denominatorTerm(1e-8),
    weightDecay,
    momentum: momentumCoefficient(0),
    centered: {
      kind: 'boolean',
      description: 'Divides by the gradient’s standard deviation instead of its root mean square.',
      symbol: '\\mathrm{centered}',
      default: false,
    },
    maximize,
  },
  presets: { lr: 0.02 },
  init: (dimension, { momentum, centered }) => ({
    squareAverage: new Float64Array(dimension),
    // Empty where the rule does not look at them: a large theta would pay for them.
    gradientAverage: new Float64Array(centered ? dimension : 0),
    buffer: new Float64Array(momentum > 0 ? dimension : 0),
  }),
  /**
   * PyTorch's `_single_tensor_rmsprop`, its product distributed over the stages; averages and buffer keep PyTorch's
   * bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is. As there,
   * rounding that makes a centered variance negative gives NaN, which ends the race as non-finite.
   */
  constants: ({ alpha, eps, weightDecay, momentum }) => ({ alpha, fresh: 1 - alpha, eps, weightDecay, momentum }),
  forms: ({ alpha, momentum, centered, maximize }) => ({
    maximize,
    centered,
    hasVelocity: momentum > 0,
    fromAverage: isNearStart(1 - alpha),
  }),
  coordinate({ theta, gradient, learningRate, squareAverage, gradientAverage, buffer, ...numbers }, forms) {
    const { alpha, fresh, eps, weightDecay, momentum } = numbers
    const { maximize, centered, hasVelocity, fromAverage } = forms
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const total = g.plus(decay)
    const squares = averageOfSquares(squareAverage, alpha, fresh, total)
    const mean = centered && lerp(gradientAverage, total, fresh, fromAverage)
    const variance = mean ? squares.minus(mean.square()) : squares
    const scale = variance.sqrt().plus(eps)
    const kept = hasVelocity && momentum.times(buffer)
    const velocity = learningRate.negate().times(kept || 0)
    const descent = quotient(learningRate.negate().times(g), scale)
    const shrinkage = quotient(learningRate.negate().times(decay), scale)
    return {
      displacements: [velocity, descent, shrinkage],
      squareAverage: squares,
      ...(mean && { gradientAverage: mean }),
      ...(kept && { buffer: kept.plus(quotient(total, scale)) }),
    }
  },
})
