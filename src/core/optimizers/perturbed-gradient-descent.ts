import { pow } from '../elementary'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { stream } from '../random/stream'
import type { Stream } from '../random/stream'
import { ownScratch } from '../scratch'
import { afterwards } from '../descent/afterwards'
import { anatomy } from '../descent/anatomy'
import { learningRate } from '../descent/common-hyperparameters'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['perturbation', 'gradient']

const buffers = ownScratch((n) => ({
  perturbation: new Float64Array(n),
  point: new Float64Array(n),
}))

export default defineOptimizer({
  id: 'perturbed-gradient-descent',
  title: 'Perturbed gradient descent',
  group: 'Noise and perturbation',
  description:
    'Gradient descent that is jolted a little where the slope has almost gone. At a minimum the jolt does nothing lasting; at a saddle it is enough to find the way down, where plain descent may rest for very long.',
  tex: '\\theta_t = x - \\eta\\,\\nabla J(x), \\qquad x = \\theta_{t-1} + \\begin{cases} \\xi_t \\sim \\text{uniform in the ball of radius } r & \\lVert g_t\\rVert \\le g_{\\mathrm{thres}} \\text{ and the last one is over } t_{\\mathrm{thres}} \\text{ steps old} \\\\ 0 & \\text{otherwise} \\end{cases}',
  citation:
    'C. Jin, R. Ge, P. Netrapalli, S. M. Kakade, M. I. Jordan, How to Escape Saddle Points Efficiently, ICML 2017, arXiv:1703.00887, Algorithm 2. Differs from the source: it goes on where the source would return, and the thresholds are given and not worked out from bounds on the derivatives.',
  needs: ['gradient', 'gradient-elsewhere'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    radius: {
      kind: 'number',
      description: 'The radius of the ball that perturbations are drawn from; 0 is plain descent.',
      symbol: 'r',
      default: 0.1,
      min: 0,
      max: 1e6,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'Jin et al., 2017: a radius',
    },
    gradientThreshold: {
      kind: 'number',
      description: 'The gradient norm below which a point is taken to be near a critical one.',
      symbol: 'g_{\\mathrm{thres}}',
      default: 1e-2,
      min: 0,
      max: 1e6,
      scale: 'log',
      usual: [1e-6, 1],
      rangeSource: 'Jin et al., 2017: a norm',
    },
    interval: {
      kind: 'number',
      description: 'The number of steps after a perturbation in which no other is made.',
      symbol: 't_{\\mathrm{thres}}',
      default: 50,
      min: 0,
      max: 1e12,
      integer: true,
      scale: 'linear',
      usual: [0, 1000],
      rangeSource: 'Jin et al., 2017: a number of steps',
    },
  },
  presets: { lr: 0.0015 },
  init: (_dimension, { interval }) => ({ perturbedAt: -interval - 1 }),
  step(state, { radius, gradientThreshold, interval }, input) {
    const { theta, gradient, step, seed, oracle } = input
    const isDue = step - state.perturbedAt > interval && euclideanNorm(gradient) <= gradientThreshold
    if (!isDue) return descend(undefined, gradient, input)
    state.perturbedAt = step
    const { perturbation, point } = buffers(oracle, theta.length)
    drawFromBall(stream(seed, 'perturbed-gradient-descent', step), radius, perturbation)
    for (let i = 0; i < theta.length; i++) point[i] = theta[i] + perturbation[i]
    return afterwards(oracle.valueGrad(point), descend, perturbation, oracle.gradient, input)
  },
})

function descend(perturbation: Float64Array | undefined, slope: Float64Array, input: StepInput): void {
  const { update, learningRate } = input
  const watched = anatomy(input, stages)
  for (let i = 0; i < update.length; i++) {
    const kick = perturbation === undefined ? 0 : perturbation[i]
    const descent = -learningRate * slope[i]
    update[i] = kick + descent
    watched?.put(i, kick, descent)
  }
  watched?.show()
}

/** A point uniform in the ball: a normal direction, and a length whose n-th power is uniform. */
function drawFromBall(draws: Stream, radius: number, out: Float64Array): void {
  const length = radius * pow(draws.uniform(), 1 / out.length)
  for (let i = 0; i < out.length; i++) out[i] = draws.normal()
  const norm = euclideanNorm(out)
  for (let i = 0; i < out.length; i++) out[i] = length * quotient(out[i], norm)
}
