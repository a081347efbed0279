import { afterwards } from '../descent/afterwards'
import { anatomy } from '../descent/anatomy'
import { learningRate, momentumCoefficient } from '../descent/common-hyperparameters'
import { defineOptimizer, type StepInput } from '../definitions/optimizer'

const stages = ['velocity', 'gradient']

export default defineOptimizer({
  id: 'nesterov-lookahead',
  title: 'Nesterov momentum, look-ahead form',
  group: 'First order',
  description:
    'The textbook form: first imagine the velocity’s step, then take the gradient there. The point drawn is the one before that look-ahead; the look-ahead points are the path of the nesterov rule with the same learning rate and momentum. It asks for two gradients a step, one of them only to draw.',
  tex: '\\tilde\\theta = \\theta_{t-1} + \\alpha\\, v_{t-1}, \\qquad v_t = \\alpha\\, v_{t-1} - \\eta\\,\\nabla J(\\tilde\\theta), \\qquad \\theta_t = \\theta_{t-1} + v_t',
  citation:
    'I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, MIT Press, 2016, Algorithm 8.3; after I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in deep learning, ICML 2013, eqs. (3)–(4).',
  needs: ['gradient-elsewhere'],
  elementwise: true,
  stages,
  hyperparameters: {
    lr: learningRate(1e-3, [1e-5, 1]),
    momentum: { ...momentumCoefficient(0.9), symbol: '\\alpha' },
  },
  presets: { lr: 0.001 },
  companion: {
    name: 'look-ahead',
    description: 'Where the next gradient is taken: the point, and on by what is left of the velocity.',
    at: { velocity: 'ahead' },
  },
  inertia: { coefficient: 'momentum', vector: 'velocity', of: 'step' },
  init: (dimension) => ({
    velocity: new Float64Array(dimension),
    lookahead: new Float64Array(dimension),
  }),
  /**
   * The gradient is that at theta + alpha v, and theta is drawn. PyTorch's form, `nesterov`, keeps and draws the
   * look-ahead point itself: its point after t steps is theta_t + alpha v_t here, as long as the learning rate is
   * constant.
   */
  step({ velocity, lookahead }, { momentum }, input) {
    const { theta, oracle } = input
    for (let i = 0; i < theta.length; i++) lookahead[i] = theta[i] + momentum * velocity[i]
    return afterwards(oracle.valueGrad(lookahead), descend, velocity, momentum, input)
  },
})

function descend(velocity: Float64Array, momentum: number, input: StepInput): void {
  const { update, learningRate } = input
  const { gradient } = input.oracle
  const watched = anatomy(input, stages)
  for (let i = 0; i < update.length; i++) {
    const kept = momentum * velocity[i]
    const descent = -learningRate * gradient[i]
    velocity[i] = kept + descent
    update[i] = velocity[i]
    watched?.put(i, kept, descent)
  }
  watched?.show()
}
