import { pow } from '../elementary'
import { anatomy } from '../descent/anatomy'
import {
  averageCoefficients,
  decoupledWeightDecay,
  denominatorTerm,
  learningRate,
  maximize,
  weightDecay,
} from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { defineOptimizer } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['momentum', 'gradient', 'weight decay']

export default defineOptimizer({
  id: 'nadam',
  title: 'NAdam',
  group: 'Adaptive',
  description:
    'Adam with Nesterov’s momentum: the average is applied as the next step would see it, so the new gradient counts for more. Its momentum warms up from half of beta1. Often a little quicker than Adam, with the same habits.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1}, \\qquad \\mu_t = \\beta_1\\,(1 - \\tfrac12\\, 0.96^{t\\psi}) \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2 \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{\\sqrt{v_t/(1-\\beta_2^t)} + \\varepsilon} \\left( \\frac{(1-\\mu_t)\\, g}{1-\\prod_{i\\le t}\\mu_i} + \\frac{\\mu_{t+1}\\, m_t}{1-\\prod_{i\\le t+1}\\mu_i} \\right) \\end{aligned}',
  citation:
    'T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop track, Algorithm 2, with its schedule of the momentum. Semantics: PyTorch torch.optim.NAdam.',
  needs: ['gradient'],
  elementwise: true,
  stages,
  hyperparameters: {
    lr: learningRate(2e-3, [1e-5, 1]),
    betas: averageCoefficients([0.9, 0.999]),
    eps: denominatorTerm(1e-8),
    weightDecay,
    momentumDecay: {
      kind: 'number',
      description: 'How quickly the momentum warms up from half of beta1 to all of it; 0 leaves it at half.',
      symbol: '\\psi',
      default: 4e-3,
      min: 0,
      max: 1000,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'PyTorch from 0; at the upper end the first step has all the momentum',
    },
    decoupledWeightDecay,
    maximize,
  },
  presets: { lr: 0.05 },
  init: (dimension) => ({
    average: new Float64Array(dimension),
    squareAverage: new Float64Array(dimension),
    beta2Power: 1,
    momentumProduct: 1,
  }),
  /**
   * PyTorch's `_single_tensor_nadam`, its quotients distributed over the stages; the averages keep PyTorch's bits.
   * Differs from PyTorch: with eps = 0 a coordinate whose gradients have all been 0 stays where it is.
   */
  step(state, { betas, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize }, input) {
    const { theta, gradient, update, learningRate, step } = input
    const { average, squareAverage } = state
    const watched = anatomy(input, stages)
    const beta1 = betas[0]
    const beta2 = betas[1]
    const momentumNow = beta1 * (1 - 0.5 * pow(0.96, step * momentumDecay))
    const momentumNext = beta1 * (1 - 0.5 * pow(0.96, (step + 1) * momentumDecay))
    state.momentumProduct *= momentumNow
    state.beta2Power *= beta2
    const correction = 1 - state.beta2Power
    const gradientRate = (-learningRate * (1 - momentumNow)) / (1 - state.momentumProduct)
    const averageRate = (-learningRate * momentumNext) / (1 - state.momentumProduct * momentumNext)
    // What multiplies the new gradient, which counts by itself and in the average.
    const newRate = gradientRate + averageRate * (1 - beta1)
    const shrinking = -learningRate * weightDecay
    for (let i = 0; i < theta.length; i++) {
      const g = maximize ? -gradient[i] : gradient[i]
      const decay = decoupledWeightDecay ? 0 : weightDecay * theta[i]
      const total = g + decay
      const kept = beta1 * average[i]
      average[i] = lerp(average[i], total, 1 - beta1)
      squareAverage[i] = squareAverage[i] * beta2 + (1 - beta2) * total * total
      const scale = Math.sqrt(squareAverage[i] / correction) + eps
      const momentum = quotient(averageRate * kept, scale)
      const descent = quotient(newRate * g, scale)
      const shrinkage = decoupledWeightDecay ? shrinking * theta[i] : quotient(newRate * decay, scale)
      update[i] = momentum + descent + shrinkage
      watched?.put(i, momentum, descent, shrinkage)
    }
    watched?.show()
  },
})
