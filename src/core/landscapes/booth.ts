import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'booth',
  title: 'Booth',
  group: 'Bowls',
  description:
    "A tilted oval bowl with its floor at (1, 3): a quadratic whose axes are not the coordinates', the plainest test of a rule that scales each coordinate alone.",
  citation:
    'M. Jamil and X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013, 150-194',
  expression: '(x + 2*y - 7)^2 + (2*x + y - 5)^2',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-8, -6],
  knownPoints: refinedPoints([[1, 3, 0, 2, 18]]),
  hazards: [],
  heightScale: 'linear',
})
