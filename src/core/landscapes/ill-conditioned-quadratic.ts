import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'ill-conditioned-quadratic',
  title: 'Ill-conditioned quadratic',
  group: 'Bowls',
  description:
    'A bowl kappa times steeper along y than along x. Gradient descent converges only below lr = 2/kappa, and its best rate is (kappa - 1)/(kappa + 1) a step.',
  citation: 'S. Boyd and L. Vandenberghe, Convex Optimization, Cambridge University Press, 2004 (section 9.3.2)',
  expression: '(x^2 + kappa * y^2) / 2',
  parameters: {
    kappa: {
      description: 'condition number of the Hessian',
      symbol: '\\kappa',
      default: 100,
      min: 1,
      max: 1e6,
      scale: 'log',
    },
  },
  domain: { x: [-4, 4], y: [-4, 4] },
  start: [-3.5, 1],
  knownPoints: [{ at: [0, 0], value: 0, kind: 'minimum', eigenvalues: [1, 100], source: exact }],
  symmetries: ['even-x', 'even-y', 'point'],
  hazards: ['ill-conditioned'],
  heightScale: 'linear',
})
