import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'beale',
  title: 'Beale',
  group: 'Valleys',
  description:
    'Sharp ridges at the corners and nearly flat valleys that run out to infinity: gradients of very different size meet in one picture.',
  citation:
    'E. M. L. Beale, On an iterative method for finding a local minimum of a function of more than one variable, Technical Report 25, Statistical Techniques Research Group, Princeton University, 1958',
  expression: '(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2',
  parameters: {},
  domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
  start: [0.7, 1.4],
  knownPoints: refinedPoints([
    [3, 0.5, 0, 0.3014636465222471, 48.979786353477756],
    [0, 1, 14.203125, -27.75, 27.75],
    [0.10053793732415836, -2.644513585023125, 9.86451228475556, -0.7810271726932424, 867.7521793329279],
  ]),
  hazards: ['flat', 'ill-conditioned'],
  heightScale: 'log',
})
