import { refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'schaffer-2',
  title: 'Schaffer 2',
  group: 'Many minima',
  description:
    'Ripples along hyperbolas around a very flat minimum: valleys lead past it, and the height rises by only 3 parts in 1000 from one to the next.',
  citation:
    'S. K. Mishra, Some new test functions for global optimization and performance of repulsive particle swarm method, MPRA Paper 2718, 2006',
  notes: [
    'The usual box is [-100, 100]^2, where the ripples are finer than any picture of the whole; this one shows the middle.',
  ],
  expression: '0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2',
  parameters: {},
  domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
  start: [-3.4, 2.1],
  knownPoints: refinedPoints(
    [
      [0, 0, 0, 0.002, 0.002],
      [1.7723132396346362, 0, 0.00312660313386321, 0.003962540461989862, 24.971630882331436],
      [2.506529159829285, 0, 0.006224216099575926, 0.003925543305698847, 49.63585497407736],
      [3.0698994493433815, 0, 0.00929295234230783, 0.0038890052962041255, 73.99302679221059],
      [1.2531149631531628, 0, 0.9984331454739752, -12.523016294747087, -0.003981213475773005],
      [2.1706891360684946, 0, 0.9953209582107522, -37.342394917346645, -0.003943984041493209],
    ],
    square,
  ),
  symmetries: ['even-x', 'even-y', 'point', 'exchange'],
  hazards: ['flat'],
  heightScale: 'linear',
})
