import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'matyas',
  title: 'Matyas',
  group: 'Bowls',
  description:
    'A shallow oval bowl along the diagonal, 25 times as curved across as along: mild ill-conditioning that no scaling of the coordinates removes.',
  citation:
    'M. Jamil and X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013, 150-194',
  expression: '0.26*(x^2 + y^2) - 0.48*x*y',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-8, 3],
  knownPoints: refinedPoints([[0, 0, 0, 0.04, 1]]),
  symmetries: ['point', 'exchange'],
  hazards: [],
  heightScale: 'linear',
})
