import { refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'cross-in-tray',
  title: 'Cross-in-tray',
  group: 'Kinks',
  description: 'A tray of pits divided by a cross of sharp ridges; the four lowest pits surround its middle.',
  citation:
    'S. K. Mishra, Some new test functions for global optimization and performance of repulsive particle swarm method, MPRA Paper 2718, 2006',
  notes: [
    'The published minimum -2.0626 is the lowest in the box only: beyond r = 200 pi the exponent grows again, and values fall without end.',
  ],
  expression: 'r = sqrt(x^2 + y^2); -0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - r/pi))) + 1)^0.1',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-1.7, 0.3],
  knownPoints: refinedPoints(
    [
      [1.3494066171539107, 1.3494066171539107, -2.062611870822737, 0.2167105008895985, 0.2511145696409013],
      [4.4190758742568725, 1.4706221621674318, -1.8899380457855668, 0.20042239226591196, 0.20963119286280796],
    ],
    square,
  ),
  symmetries: ['even-x', 'even-y', 'point', 'exchange'],
  hazards: ['kink', 'unbounded'],
  heightScale: 'linear',
})
