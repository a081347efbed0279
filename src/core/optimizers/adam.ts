import { anatomy } from './anatomy'
import { denominatorTerm, learningRate, maximize, weightDecay } from './common-hyperparameters'
import { lerp } from './lerp'
import { defineOptimizer } from './optimizer'

const stages = ['momentum', 'gradient', 'weight decay']

export default defineOptimizer({
  id: 'adam',
  title: 'Adam',
  description:
    'Momentum and per-coordinate scaling in one, with a correction for their start from zero. Its first step is about the learning rate in every coordinate whatever the gradient, so it is a sound first choice; near a minimum it may circle.',
  tex: '\\begin{aligned} g &= g_t + \\lambda\\theta_{t-1} \\\\ m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g, \\qquad v_t = \\beta_2 v_{t-1} + (1-\\beta_2)\\, g^2 \\\\ \\theta_t &= \\theta_{t-1} - \\frac{\\eta}{1-\\beta_1^t}\\, \\frac{m_t}{\\sqrt{v_t}/\\sqrt{1-\\beta_2^t} + \\varepsilon} \\end{aligned}',
  citation:
    'D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, arXiv:1412.6980, Algorithm 1; AMSGrad: S. J. Reddi, S. Kale, S. Kumar, On the Convergence of Adam and Beyond, ICLR 2018, Algorithm 2. Semantics: PyTorch torch.optim.Adam (weight decay coupled, AMSGrad’s maximum of the uncorrected average).',
  needs: ['gradient'],
  elementwise: true,
  stages,
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: {
      kind: 'pair',
      description: 'How much of the averages of gradients and of squared gradients is kept at each step.',
      symbol: '\\beta_1, \\beta_2',
      default: [0.9, 0.999],
      min: 0,
      max: 1,
      exclusiveMax: true,
    },
    eps: denominatorTerm(1e-8),
    weightDecay,
    amsgrad: {
      kind: 'boolean',
      description:
        'Divides by the largest average of squared gradients so far, so that no coordinate’s rate rises again.',
      symbol: '\\mathrm{amsgrad}',
      default: false,
    },
    maximize,
  },
  init: (dimension, { amsgrad }) => ({
    average: new Float64Array(dimension),
    squareAverage: new Float64Array(dimension),
    // Empty where the rule does not look at it: a large theta would pay for it.
    largestSquareAverage: new Float64Array(amsgrad ? dimension : 0),
    beta1Power: 1,
    beta2Power: 1,
  }),
  /**
   * PyTorch's `_single_tensor_adam`, its quotient distributed over the stages; the averages keep PyTorch's bits.
   *
   * beta^t is a running product: one rounding a step, so its relative error is at most t 2^-53, which in 1 - beta^t is at
   * most 2^-53 / (1 - beta): 1e-13 for beta = 0.999. A power by squaring errs by as much and costs 2 log2 t products.
   */
  step(state, { betas, eps, weightDecay, amsgrad, maximize }, input) {
    const { theta, gradient, update } = input
    const { average, squareAverage, largestSquareAverage } = state
    const watched = anatomy(input, stages)
    // Not taken apart by a pattern: its iterator would put two numbers on the heap at every step.
    const beta1 = betas[0]
    const beta2 = betas[1]
    state.beta1Power *= beta1
    state.beta2Power *= beta2
    const stepSize = input.learningRate / (1 - state.beta1Power)
    const correction = Math.sqrt(1 - state.beta2Power)
    for (let i = 0; i < theta.length; i++) {
      const g = maximize ? -gradient[i] : gradient[i]
      const decay = weightDecay * theta[i]
      const total = g + decay
      const kept = beta1 * average[i]
      average[i] = lerp(average[i], total, 1 - beta1)
      squareAverage[i] = squareAverage[i] * beta2 + (1 - beta2) * total * total
      let squares = squareAverage[i]
      if (amsgrad) squares = largestSquareAverage[i] = Math.max(largestSquareAverage[i], squares)
      const rate = -stepSize / (Math.sqrt(squares) / correction + eps)
      const momentum = rate * kept
      const descent = rate * ((1 - beta1) * g)
      const shrinkage = rate * ((1 - beta1) * decay)
      update[i] = momentum + descent + shrinkage
      watched?.put(i, momentum, descent, shrinkage)
    }
    watched?.show()
  },
})
