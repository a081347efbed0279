import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'brown-badly-scaled',
  title: 'Brown badly scaled',
  group: 'Valleys',
  description:
    'The minimum is at x = 10^6 and y = 2 10^-6, and the curvature along y is 10^12 times that along x: one learning rate cannot serve both.',
  citation:
    'problem 4 of J. J. More, B. S. Garbow and K. E. Hillstrom, Testing unconstrained optimization software, ACM Transactions on Mathematical Software 7(1), 1981, 17-41',
  notes: [
    'The collection gives no box and starts at (1, 1), from where the minimum is a million away. This box is local, with each axis in its own unit.',
  ],
  expression: '(x - 10^6)^2 + (y - 2*10^-6)^2 + (x*y - 2)^2',
  parameters: {},
  domain: { x: [999980, 1000020], y: [-8e-6, 1.2e-5] },
  start: [999985, 1e-5],
  knownPoints: refinedPoints([[1000000, 2e-6, 0, 2, 2000000000002]]),
  hazards: ['ill-conditioned'],
  heightScale: 'log',
})
