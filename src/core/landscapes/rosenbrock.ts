import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'rosenbrock',
  title: 'Rosenbrock',
  group: 'Valleys',
  description:
    'A long, curved valley with steep walls: finding the valley is easy, following its nearly flat floor to the minimum is not.',
  citation:
    'H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function, The Computer Journal 3(3), 1960, 175-184',
  expression: '(a - x)^2 + b * (y - x^2)^2',
  parameters: {
    a: { description: 'x of the minimum (a, a^2)', symbol: 'a', default: 1, min: -2, max: 2, scale: 'linear' },
    b: { description: 'steepness of the walls', symbol: 'b', default: 100, min: 0.1, max: 1e4, scale: 'log' },
  },
  domain: { x: [-2, 2], y: [-1, 3] },
  start: [-1.5, 2],
  knownPoints: refinedPoints([[1, 1, 0, 0.39936076748763305, 1001.6006392325123]]),
  hazards: ['ill-conditioned'],
  heightScale: 'log',
})
