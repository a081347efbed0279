import { anatomy } from '../descent/anatomy'
import {
  denominatorTerm,
  learningRate,
  maximize,
  momentumCoefficient,
  weightDecay,
} from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { defineOptimizer } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['velocity', 'gradient', 'weight decay']

export default defineOptimizer({
  id: 'rmsprop',
  title: 'RMSProp',
  group: 'Adaptive',
  description:
    'Divides each coordinate by the root of a moving average of its squared gradients, so that steep and flat coordinates move at a like pace. It forgets old gradients, unlike AdaGrad, and keeps hopping around a minimum by about its learning rate.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ v_t &= \\alpha\\, v_{t-1} + (1-\\alpha)\\, g^2, \\qquad \\bar g_t = \\alpha\\,\\bar g_{t-1} + (1-\\alpha)\\, g \\\\ b_t &= \\mu\\, b_{t-1} + \\frac{g}{\\sqrt{v_t - [\\text{centered}]\\,\\bar g_t^2} + \\varepsilon}, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, b_t \\end{aligned}',
  citation:
    'T. Tieleman, G. Hinton, Lecture 6.5 – RMSProp, COURSERA: Neural Networks for Machine Learning, 2012; centered form: A. Graves, Generating Sequences With Recurrent Neural Networks, arXiv:1308.0850, 2013, eqs. (38)–(41). Semantics: PyTorch torch.optim.RMSprop (the small term outside the root).',
  needs: ['gradient'],
  elementwise: true,
  stages,
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
  step(state, { alpha, eps, weightDecay, momentum, centered, maximize }, input) {
    const { theta, gradient, update, learningRate } = input
    const { squareAverage, gradientAverage, buffer } = state
    const watched = anatomy(input, stages)
    for (let i = 0; i < theta.length; i++) {
      const g = maximize ? -gradient[i] : gradient[i]
      const decay = weightDecay * theta[i]
      const total = g + decay
      squareAverage[i] = squareAverage[i] * alpha + (1 - alpha) * total * total
      let variance = squareAverage[i]
      if (centered) {
        gradientAverage[i] = lerp(gradientAverage[i], total, 1 - alpha)
        variance -= gradientAverage[i] * gradientAverage[i]
      }
      const scale = Math.sqrt(variance) + eps
      let kept = 0
      if (momentum > 0) {
        kept = momentum * buffer[i]
        buffer[i] = kept + quotient(total, scale)
      }
      const velocity = -learningRate * kept
      const descent = quotient(-learningRate * g, scale)
      const shrinkage = quotient(-learningRate * decay, scale)
      update[i] = velocity + descent + shrinkage
      watched?.put(i, velocity, descent, shrinkage)
    }
    watched?.show()
  },
})
