import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'holder-table',
  title: 'Hölder table',
  group: 'Kinks',
  description:
    'A table on four legs: waves between sharp ridges that deepen outwards, the lowest pits near the corners.',
  citation:
    'S. K. Mishra, Some new test functions for global optimization and performance of repulsive particle swarm method, MPRA Paper 2718, 2006',
  notes: ['The minima are the lowest in the box only: further out the waves deepen without end.'],
  expression: 'r = sqrt(x^2 + y^2); -abs(sin(x)*cos(y)*exp(abs(1 - r/pi)))',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [6.4, -7.6],
  knownPoints: refinedPoints(
    [
      [8.055023475736563, 9.664590019241272, -19.208502567886732, 19.614369173560743, 20.262882330237105],
      [4.853855848168829, 9.702113880430847, -11.069551166751273, 11.015242541054823, 11.920645337751203],
      [8.09758272512733, 6.479497356652597, -9.504677029920916, 9.642382842807242, 10.038271960707025],
    ],
    ['even-x', 'even-y'],
  ),
  symmetries: ['even-x', 'even-y', 'point'],
  hazards: ['kink', 'unbounded'],
  heightScale: 'linear',
})
