import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'mccormick',
  title: 'McCormick',
  group: 'A few minima',
  description:
    'A wavy trough along the diagonal, its floor falling towards smaller x and y: two minima in the box, and lower values without end outside.',
  citation:
    'M. Jamil and X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013, 150-194',
  notes: [
    'The minimum is the lowest of the box only: along x = y the function falls without end. Some collections cut the box at y = 3.',
  ],
  expression: 'sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1',
  parameters: {},
  domain: { x: [-1.5, 4], y: [-3, 4] },
  start: [-0.9, 3],
  knownPoints: refinedPoints([
    [-0.5471975511965977, -1.5471975511965979, -1.9132229549810364, 1.7320508075688772, 4],
    [2.5943951023931957, 1.5943951023931955, 1.2283696986087569, 1.7320508075688772, 4],
    [1.5471975511965979, 0.5471975511965977, 1.9132229549810364, -1.7320508075688772, 4],
  ]),
  hazards: ['unbounded'],
  heightScale: 'linear',
})
