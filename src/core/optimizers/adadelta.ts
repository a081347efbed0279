import { denominatorTerm, learningRate, maximize, weightDecay } from '../descent/common-hyperparameters'
import { averageOfSquares } from '../descent/elementwise/average-of-squares'
import { defineElementwise } from '../descent/elementwise/define-elementwise'
import { quotient } from '../descent/elementwise/quotient'

export default defineElementwise({
  id: 'adadelta',
  title: 'Adadelta',
  group: 'Adaptive',
  description:
    'Scales each coordinate by the ratio of its recent steps to its recent gradients, so that no learning rate has to be found. It starts from steps of about the root of eps and needs long to grow them.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1}, \\qquad v_t = \\rho\\, v_{t-1} + (1-\\rho)\\, g^2 \\\\ \\Delta_t &= \\frac{\\sqrt{u_{t-1} + \\varepsilon}}{\\sqrt{v_t + \\varepsilon}}\\, g, \\qquad u_t = \\rho\\, u_{t-1} + (1-\\rho)\\, \\Delta_t^2, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, \\Delta_t \\end{aligned}',
  citation:
    'M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, arXiv:1212.5701, 2012, Algorithm 1. Semantics: PyTorch torch.optim.Adadelta (with a learning rate, 1 in the source; the small term inside both roots).',
  stages: ['gradient', 'weight decay'],
  hyperparameters: {
    lr: learningRate(1, [1e-2, 100]),
    rho: {
      kind: 'number',
      description: 'How much of the averages of squared gradients and of squared steps is kept at each step.',
      symbol: '\\rho',
      default: 0.9,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 0.999],
      rangeSource: 'PyTorch',
    },
    eps: {
      ...denominatorTerm(1e-6),
      description: 'Added inside both roots: its own root is about the length of the first step.',
    },
    weightDecay,
    maximize,
  },
  presets: { lr: 5 },
  init: (dimension) => ({
    squareAverage: new Float64Array(dimension),
    squareStepAverage: new Float64Array(dimension),
  }),
  /**
   * PyTorch's `_single_tensor_adadelta`, its product distributed over the stages; the averages keep PyTorch's bits.
   * Differs from PyTorch: with eps = 0, where it never moves, a coordinate whose gradients have all been 0 is no fault.
   */
  constants: ({ rho, eps, weightDecay }) => ({ rho, fresh: 1 - rho, eps, weightDecay }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ theta, gradient, learningRate, squareAverage, squareStepAverage, ...numbers }, { maximize }) {
    const { rho, fresh, eps, weightDecay } = numbers
    const g = maximize ? gradient.negate() : gradient
    const decay = weightDecay.times(theta)
    const total = g.plus(decay)
    const squares = averageOfSquares(squareAverage, rho, fresh, total)
    const scale = quotient(squareStepAverage.plus(eps).sqrt(), squares.plus(eps).sqrt())
    const descent = learningRate.negate().times(scale.times(g))
    const shrinkage = learningRate.negate().times(scale.times(decay))
    return {
      displacements: [descent, shrinkage],
      squareAverage: squares,
      squareStepAverage: averageOfSquares(squareStepAverage, rho, fresh, scale.times(total)),
    }
  },
})
