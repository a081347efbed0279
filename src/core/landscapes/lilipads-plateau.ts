import { exact, refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'lilipads-plateau',
  title: 'Plateau around a pit',
  group: 'Plateaus and cliffs',
  description:
    'A sharp pit behind a ring-shaped rim, on a floor that is nearly level near the rim: a run from outside stops in the moat.',
  citation: 'L. Jiang, Gradient Descent Viz (lilipads/gradient_descent_viz), gradient_descent.cpp, 2020',
  notes: [
    'The 0.01 that keeps the quotient defined makes a tiny cone of the centre, where the gradient does not exist.',
    'Moat and rim are circles of critical points: along them the Hessian vanishes.',
  ],
  expression: 'r = 10*sqrt(x^2 + y^2) + 0.01; -sin(r)/r + r^2/100',
  parameters: {},
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [-1.3, 1],
  knownPoints: [
    { at: [0, 0], value: -0.9999823334166664, kind: 'minimum', kink: true, source: exact },
    ...refinedPoints(
      [
        [0.6633492473768926, 0, 0.3882911948173888, 0, 11.306872767285485],
        [0.5027502976113623, 0, 0.4418762751132228, -12.811191276968673, 0],
      ],
      square,
    ),
  ],
  symmetries: ['even-x', 'even-y', 'point', 'exchange', 'radial'],
  hazards: ['kink', 'flat', 'degenerate'],
  heightScale: 'linear',
})
