import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'sphere',
  title: 'Sphere',
  group: 'Bowls',
  description: 'A round bowl, the easiest landscape there is: steepest descent points straight at the minimum.',
  citation:
    'K. A. De Jong, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, PhD thesis, University of Michigan, 1975 (function F1)',
  expression: 'x^2 + y^2',
  parameters: {},
  domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
  start: [-4, 3],
  knownPoints: [{ at: [0, 0], value: 0, kind: 'minimum', eigenvalues: [2, 2], source: exact }],
  symmetries: ['even-x', 'even-y', 'point', 'exchange', 'radial'],
  hazards: [],
  heightScale: 'linear',
})
