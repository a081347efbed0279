import { pow } from '../elementary'
import { stream } from '../random/stream'
import { anatomy } from '../descent/anatomy'
import { learningRate } from '../descent/common-hyperparameters'
import { defineOptimizer } from '../definitions/optimizer'

const stages = ['drift', 'noise']

export default defineOptimizer({
  id: 'sgld',
  title: 'Langevin dynamics (SGLD)',
  group: 'Noise and perturbation',
  description:
    'Half a step of descent and a random kick whose size fits it: the point does not settle but visits places with a density proportional to exp(−J / temperature). Minima that are broad or deep are visited most.',
  tex: '\\theta_t = \\theta_{t-1} - \\frac{\\epsilon_t}{2}\\, g_t + \\xi_t, \\qquad \\xi_t \\sim \\mathcal N(0,\\ \\epsilon_t T\\, I), \\qquad \\epsilon_t = a\\,(b+t)^{-\\gamma}',
  citation:
    'M. Welling, Y. W. Teh, Bayesian Learning via Stochastic Gradient Langevin Dynamics, ICML 2011, eq. (4) with J for minus the log posterior, and the step sizes of section 5.1. The temperature T is 1 in the source.',
  needs: ['gradient'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: {
      ...learningRate(1e-2, [1e-5, 1]),
      description: 'The scale a of the step sizes; the gradient is multiplied by half a step size.',
      symbol: 'a',
      rangeSource: 'Welling and Teh, 2011, above 0; beyond the upper end there is only overflow',
    },
    b: {
      kind: 'number',
      description: 'Delays the fall of the step sizes: they begin to fall in earnest after so many steps.',
      symbol: 'b',
      default: 1,
      min: 0,
      max: 1e12,
      scale: 'linear',
      usual: [0, 1000],
      rangeSource: 'Welling and Teh, 2011: a number of steps',
    },
    gamma: {
      kind: 'number',
      description: 'The power by which the step sizes fall; 0 keeps them, and the point wanders forever.',
      symbol: '\\gamma',
      default: 0.55,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0, 1],
      rangeSource: 'Welling and Teh, 2011: in (0.5, 1] for convergence; 0 is a constant step size',
    },
    temperature: {
      kind: 'number',
      description: 'How strong the kicks are: 0 is plain descent, 1 samples exp(−J).',
      symbol: 'T',
      default: 1,
      min: 0,
      max: 1e6,
      scale: 'linear',
      usual: [0, 100],
      rangeSource: 'a variance from 0; 1 in Welling and Teh, 2011',
    },
  },
  presets: { lr: 0.002, gamma: 0 },
  init: () => ({}),
  /**
   * The kick of step t is a function of (seed, t), so racers of one race that differ in their settings feel the same
   * one.
   */
  step(_state, { b, gamma, temperature }, input) {
    const { theta, gradient, update, step } = input
    const watched = anatomy(input, stages)
    const stepSize = input.learningRate * pow(b + step, -gamma)
    const deviation = Math.sqrt(stepSize * temperature)
    const draws = stream(input.seed, 'sgld', step)
    for (let i = 0; i < theta.length; i++) {
      const drift = -0.5 * stepSize * gradient[i]
      const noise = deviation * draws.normal()
      update[i] = drift + noise
      watched?.put(i, drift, noise)
    }
    watched?.show()
  },
})
