import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'two-layer-linear',
  title: 'Two-layer linear network',
  group: 'Deep learning',
  description:
    'One weight after another, y = w2 w1 x: every pair with the right product is a minimum, a valley without a lowest point, and zero is a saddle.',
  citation:
    'P. Baldi and K. Hornik, Neural networks and principal component analysis: learning from examples without local minima, Neural Networks 2(1), 1989, 53-58; dynamics in A. M. Saxe, J. L. McClelland and S. Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, International Conference on Learning Representations, 2014',
  notes: [
    'x and y are the two weights. The minima are the whole hyperbola x y = t; on it one eigenvalue is 0 and the other is x^2 + y^2. Four of its points stand for it here.',
  ],
  expression: '(t - x*y)^2/2',
  parameters: {
    t: {
      description: 'product of the weights to be learned',
      symbol: 't',
      default: 1,
      min: -4,
      max: 4,
      scale: 'linear',
    },
  },
  domain: { x: [-3, 3], y: [-3, 3] },
  start: [-2.4, 0.9],
  knownPoints: refinedPoints(
    [
      [1, 1, 0, 0, 2],
      [2, 0.5, 0, 0, 4.25],
      [2.5, 0.4, 0, 0, 6.41],
      [0, 0, 0.5, -1, 1],
    ],
    ['point', 'exchange'],
  ),
  symmetries: ['point', 'exchange'],
  hazards: ['degenerate'],
  heightScale: 'log',
})
