import { euclideanNorm } from '../linalg/euclidean-norm'
import { afterwards } from '../descent/afterwards'
import { anatomy } from '../descent/anatomy'
import { learningRate, momentumCoefficient, weightDecay } from '../descent/common-hyperparameters'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['velocity', 'gradient', 'sharpness', 'weight decay']

export default defineOptimizer({
  id: 'sam',
  title: 'Sharpness-aware minimization',
  group: 'Noise and perturbation',
  description:
    'Looks for minima that stay low all around: it takes the gradient not where it stands but at the worst point nearby, a step of rho uphill. In a narrow valley that gradient points away from it. Two gradients a step; the base rule is momentum.',
  tex: '\\hat g_t = \\nabla J\\Big(\\theta_{t-1} + \\rho\\,\\frac{g_t}{\\lVert g_t\\rVert_2}\\Big) + \\lambda\\theta_{t-1}, \\qquad b_t = \\mu\\, b_{t-1} + \\hat g_t, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, b_t',
  citation:
    'P. Foret, A. Kleiner, H. Mobahi, B. Neyshabur, Sharpness-Aware Minimization for Efficiently Improving Generalization, ICLR 2021, arXiv:2010.01412, Algorithm 1 and eq. (2) with p = 2. A zero gradient is not normalised: nothing is uphill there.',
  needs: ['gradient', 'gradient-elsewhere'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    rho: {
      kind: 'number',
      description: 'How far uphill the gradient is taken; 0 is the base rule.',
      symbol: '\\rho',
      default: 0.05,
      min: 0,
      max: 1e6,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'Foret et al., 2021: a radius',
    },
    momentum: momentumCoefficient(0.9),
    weightDecay,
  },
  presets: { lr: 0.0005 },
  companion: {
    name: 'worst point nearby',
    description: 'Where the last gradient was taken: a step of rho uphill.',
    at: { vector: 'ascended' },
  },
  inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' },
  init: (dimension) => ({
    buffer: new Float64Array(dimension),
    ascended: new Float64Array(dimension),
  }),
  step(state, hyper, input) {
    const { theta, gradient, oracle } = input
    const { ascended } = state
    const norm = euclideanNorm(gradient)
    for (let i = 0; i < theta.length; i++) ascended[i] = theta[i] + hyper.rho * quotient(gradient[i], norm)
    return afterwards(oracle.valueGrad(ascended), descend, state.buffer, hyper, input)
  },
})

/** The stage `sharpness` is what the gradient uphill adds to the gradient here. */
function descend(
  buffer: Float64Array,
  { momentum, weightDecay }: { readonly momentum: number; readonly weightDecay: number },
  input: StepInput,
): void {
  const { theta, gradient, update, learningRate } = input
  const uphill = input.oracle.gradient
  const watched = anatomy(input, stages)
  for (let i = 0; i < theta.length; i++) {
    const decay = weightDecay * theta[i]
    const kept = momentum * buffer[i]
    buffer[i] = kept + (uphill[i] + decay)
    const velocity = -learningRate * kept
    const descent = -learningRate * gradient[i]
    const sharpness = -learningRate * (uphill[i] - gradient[i])
    const shrinkage = -learningRate * decay
    update[i] = velocity + descent + sharpness + shrinkage
    watched?.put(i, velocity, descent, sharpness, shrinkage)
  }
  watched?.show()
}
