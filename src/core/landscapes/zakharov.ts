import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'zakharov',
  title: 'Zakharov',
  group: 'Bowls',
  description:
    'A bowl with a round floor and walls that steepen to the fourth power in one direction: a step that suits the floor is far too long on the wall.',
  citation:
    'M. Jamil and X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013, 150-194',
  expression: 'x^2 + y^2 + (x/2 + y)^2 + (x/2 + y)^4',
  parameters: {},
  domain: { x: [-5, 10], y: [-5, 10] },
  start: [-4, 8],
  knownPoints: refinedPoints([[0, 0, 0, 2, 4.5]]),
  symmetries: ['point'],
  hazards: [],
  heightScale: 'log',
})
