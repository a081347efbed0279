import { clear } from '../linalg/vector'
import type { Pieces } from '../pieces'
import { stream } from '../random/stream'
import { ownScratch } from '../scratch'
import { afterwards } from '../descent/afterwards'
import { anatomy } from '../descent/anatomy'
import { averageCoefficients, decoupledDecay, learningRate } from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { defineOptimizer } from '../definitions/optimizer'
import type { Oracle, StepInput, StepReply } from '../definitions/optimizer'

const stages = ['scaled momentum', 'clipped', 'weight decay']

const buffers = ownScratch((n) => ({ direction: new Float64Array(n), product: new Float64Array(n) }))

export default defineOptimizer({
  id: 'sophia-h',
  title: 'Sophia-H',
  group: 'Second order and line search',
  description:
    'Divides the momentum by an estimate of each coordinate’s curvature and clips the result. Where the curvature is known and positive it is a damped Newton step, and where it is negative, small or out of date each coordinate moves by the learning rate.',
  tex: '\\begin{aligned} m_t &= \\beta_1 m_{t-1} + (1-\\beta_1)\\, g_t, \\qquad h \\leftarrow \\beta_2 h + (1-\\beta_2)\\; u \\odot \\nabla^2 J(\\theta_{t-1})\\, u \\ \\text{ every } k \\text{ steps}, \\quad u_i = \\pm 1 \\\\ \\theta_t &= (1-\\eta\\lambda)\\,\\theta_{t-1} - \\eta\\,\\operatorname{clip}\\!\\left( \\frac{m_t / (1-\\beta_1^t)}{\\max(\\gamma h,\\, \\varepsilon)},\\ \\rho \\right) \\end{aligned}',
  citation:
    'H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training, ICLR 2024, arXiv:2305.14342, Algorithms 1 and 3. Differs from the source, as optax does: the momentum is corrected for its start from zero, and the vectors of Hutchinson’s estimator are signs, which estimate the diagonal of a diagonal Hessian without error.',
  needs: ['gradient', 'hessian-vector'],
  elementwise: false,
  smoothOnly: true,
  stages,
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    betas: {
      ...averageCoefficients([0.965, 0.99]),
      description: 'How much of the averages of gradients (each step) and of curvatures (each estimate) is kept.',
      rangeSource: 'Liu et al., 2024; at 1 an average would learn nothing',
    },
    eps: {
      kind: 'number',
      description: 'The least that the momentum is divided by, where the curvature is small or negative.',
      symbol: '\\varepsilon',
      default: 1e-8,
      min: 0,
      max: 1000,
      exclusiveMin: true,
      scale: 'log',
      usual: [1e-12, 1e-2],
      rangeSource: 'Liu et al., 2024, above 0',
    },
    weightDecay: decoupledDecay(0),
    gamma: {
      kind: 'number',
      description: 'What curvatures are multiplied by: the smaller, the more coordinates are clipped.',
      symbol: '\\gamma',
      default: 0.01,
      min: 0,
      max: 1e6,
      exclusiveMin: true,
      scale: 'log',
      usual: [1e-3, 10],
      rangeSource: 'Liu et al., 2024, above 0',
    },
    clipThreshold: {
      kind: 'number',
      description: 'The most that a coordinate moves, in learning rates.',
      symbol: '\\rho',
      default: 1,
      min: 0,
      max: 1e6,
      exclusiveMin: true,
      scale: 'log',
      usual: [0.01, 100],
      rangeSource: 'Liu et al., 2024, above 0',
    },
    updateInterval: {
      kind: 'number',
      description: 'The number of steps from one estimate of the curvatures to the next.',
      symbol: 'k',
      default: 10,
      min: 1,
      max: 1e12,
      integer: true,
      scale: 'linear',
      usual: [1, 100],
      rangeSource: 'Liu et al., 2024: a number of steps',
    },
    curvature: {
      kind: 'choice',
      description:
        'How the Hessian’s diagonal is found: one product with random signs, or exactly with a product for every coordinate.',
      symbol: 'h',
      default: 'hutchinson',
      options: ['hutchinson', 'exact'],
      rangeSource: 'Liu et al., 2024, and its limit of many draws',
    },
  },
  presets: { lr: 0.02 },
  init: (dimension) => ({
    average: new Float64Array(dimension),
    curvatures: new Float64Array(dimension),
    beta1Power: 1,
    estimatedAt: 0,
  }),
  step(state, hyper, input) {
    if (input.step !== 1 && input.step - state.estimatedAt < hyper.updateInterval) return descend(state, hyper, input)
    state.estimatedAt = input.step
    const share = 1 - hyper.betas[1]
    const rest =
      hyper.curvature === 'exact'
        ? exactDiagonal(state.curvatures, share, input)
        : estimatedDiagonal(state.curvatures, share, input)
    return afterwards(rest, descend, state, hyper, input)
  },
})

type State = { average: Float64Array; curvatures: Float64Array; beta1Power: number; estimatedAt: number }

interface Hyper {
  readonly betas: readonly [number, number]
  readonly eps: number
  readonly weightDecay: number
  readonly gamma: number
  readonly clipThreshold: number
}

/** Which stage holds a coordinate's displacement tells whether it was clipped. */
function descend(state: State, { betas, eps, weightDecay, gamma, clipThreshold }: Hyper, input: StepInput): void {
  const { theta, gradient, update, learningRate } = input
  const { average, curvatures } = state
  const watched = anatomy(input, stages)
  const beta1 = betas[0]
  state.beta1Power *= beta1
  const correction = 1 - state.beta1Power
  for (let i = 0; i < theta.length; i++) {
    average[i] = lerp(average[i], gradient[i], 1 - beta1)
    const ratio = average[i] / correction / Math.max(gamma * curvatures[i], eps)
    const isClipped = Math.abs(ratio) > clipThreshold
    const scaled = isClipped ? 0 : -learningRate * ratio
    const clipped = isClipped ? -learningRate * (Math.sign(ratio) * clipThreshold) : 0
    const shrinkage = -learningRate * weightDecay * theta[i]
    update[i] = scaled + clipped + shrinkage
    watched?.put(i, scaled, clipped, shrinkage)
  }
  watched?.show()
}

/**
 * Moves the curvatures by this share to u H u with random signs u, whose expectation is the diagonal of H.
 * Source: C. Bekas, E. Kokiopoulou, Y. Saad, An estimator for the diagonal of a matrix, Applied Numerical Mathematics
 * 57, 2007.
 */
function estimatedDiagonal(
  curvatures: Float64Array,
  share: number,
  { theta, oracle, seed, step }: StepInput,
): StepReply {
  const { direction, product } = buffers(oracle, theta.length)
  const draws = stream(seed, 'sophia-h', step)
  for (let i = 0; i < theta.length; i++) direction[i] = draws.uint32() < 0x80000000 ? -1 : 1
  return afterwards(oracle.hessianVector(theta, direction, product), takeEstimate, curvatures, share, oracle)
}

function takeEstimate(curvatures: Float64Array, share: number, oracle: Oracle): void {
  const { direction, product } = buffers(oracle, curvatures.length)
  for (let i = 0; i < curvatures.length; i++) curvatures[i] = lerp(curvatures[i], direction[i] * product[i], share)
}

/** Moves the curvatures by this share to the diagonal of H, one product for every coordinate. */
function* exactDiagonal(curvatures: Float64Array, share: number, { theta, oracle }: StepInput): Pieces<void> {
  const { direction, product } = buffers(oracle, theta.length)
  clear(direction)
  for (let i = 0; i < theta.length; i++) {
    direction[i] = 1
    yield* oracle.hessianVector(theta, direction, product) ?? []
    direction[i] = 0
    curvatures[i] = lerp(curvatures[i], product[i], share)
  }
}
