import { anatomy } from '../descent/anatomy'
import { denominatorTerm, learningRate, maximize, weightDecay } from '../descent/common-hyperparameters'
import { defineOptimizer } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['gradient', 'weight decay']

export default defineOptimizer({
  id: 'adadelta',
  title: 'Adadelta',
  group: 'Adaptive',
  description:
    'Scales each coordinate by the ratio of its recent steps to its recent gradients, so that no learning rate has to be found. It starts from steps of about the root of eps and needs long to grow them.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1}, \\qquad v_t = \\rho\\, v_{t-1} + (1-\\rho)\\, g^2 \\\\ \\Delta_t &= \\frac{\\sqrt{u_{t-1} + \\varepsilon}}{\\sqrt{v_t + \\varepsilon}}\\, g, \\qquad u_t = \\rho\\, u_{t-1} + (1-\\rho)\\, \\Delta_t^2, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, \\Delta_t \\end{aligned}',
  citation:
    'M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, arXiv:1212.5701, 2012, Algorithm 1. Semantics: PyTorch torch.optim.Adadelta (with a learning rate, 1 in the source; the small term inside both roots).',
  needs: ['gradient'],
  elementwise: true,
  stages,
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
  step(state, { rho, eps, weightDecay, maximize }, input) {
    const { theta, gradient, update, learningRate } = input
    const { squareAverage, squareStepAverage } = state
    const watched = anatomy(input, stages)
    for (let i = 0; i < theta.length; i++) {
      const g = maximize ? -gradient[i] : gradient[i]
      const decay = weightDecay * theta[i]
      const total = g + decay
      squareAverage[i] = squareAverage[i] * rho + (1 - rho) * total * total
      const scale = quotient(Math.sqrt(squareStepAverage[i] + eps), Math.sqrt(squareAverage[i] + eps))
      const delta = scale * total
      squareStepAverage[i] = squareStepAverage[i] * rho + (1 - rho) * delta * delta
      const descent = -learningRate * (scale * g)
      const shrinkage = -learningRate * (scale * decay)
      update[i] = descent + shrinkage
      watched?.put(i, descent, shrinkage)
    }
    watched?.show()
  },
})
