import { refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'schaffer-4',
  title: 'Schaffer 4',
  group: 'Many minima',
  description: 'Four minima on the axes, equally low, among hyperbolic ripples; the middle is a hill.',
  citation:
    'S. K. Mishra, Some new test functions for global optimization and performance of repulsive particle swarm method, MPRA Paper 2718, 2006',
  notes: [
    'Published with |x^2 - y^2| in the sine. The cosine of a sine is even, so the bars change no value; without them the derivatives exist on the diagonals too.',
    'Lists place the minimum at (0, 1.25313), which is rounded; one also finds 1.253115.',
    'The usual box is [-100, 100]^2, where the ripples are finer than any picture of the whole; this one shows the middle.',
  ],
  expression: '0.5 + (cos(sin(x^2 - y^2))^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2',
  parameters: {},
  domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
  start: [-3.3, 2.3],
  knownPoints: refinedPoints(
    [
      [0, 1.2531318314637332, 0.29257863203598056, 0.0016567692536978574, 5.693729685797271],
      [0, 2.1706988435531294, 0.2938737588113203, 0.0016412763445689243, 16.97783300435561],
      [0, 2.8024145915390126, 0.29515679330370453, 0.0016259760062214564, 28.121349505300806],
      [0, 0, 1, -0.002, -0.002],
      [0, 1.7723132396113466, 0.9968733968661573, -24.971618473940193, -0.003962540461990351],
    ],
    square,
  ),
  symmetries: ['even-x', 'even-y', 'point', 'exchange'],
  hazards: ['flat', 'ill-conditioned'],
  heightScale: 'linear',
})
