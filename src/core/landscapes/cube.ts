import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'cube',
  title: 'Cube',
  group: 'Valleys',
  description:
    "Rosenbrock's valley bent along y = x^3: it is steeper, twice as ill-conditioned, and level where it crosses the origin.",
  citation: 'A. Lavi and T. P. Vogl (editors), Recent Advances in Optimization Techniques, Wiley, 1966',
  notes: ['Lists also give the box [-10, 10]^2, where x^3 reaches 1000 and nothing but the walls is seen.'],
  expression: '(1 - x)^2 + b * (y - x^3)^2',
  parameters: {
    b: { description: 'steepness of the walls', symbol: 'b', default: 100, min: 0.1, max: 1e4, scale: 'log' },
  },
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [-1.2, -1],
  knownPoints: refinedPoints([[1, 1, 0, 0.19982014390105327, 2001.800179856099]]),
  hazards: ['ill-conditioned'],
  heightScale: 'log',
})
