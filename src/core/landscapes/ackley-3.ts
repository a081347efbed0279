import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'ackley-3',
  title: 'Ackley 3',
  group: 'Many minima',
  description: 'A shallow funnel covered by spikes: two lowest minima, one on either side of the axis.',
  citation:
    'M. Jamil and X.-S. Yang, A literature survey of benchmark functions for global optimisation problems, International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013, 150-194',
  notes: [
    'Collections that list the minimum at x < 0 only leave out its mirror image. A value of -219.1418, also found in print, is impossible: the function is above -200 everywhere.',
    "The funnel's tip at the origin is a cone, where the gradient does not exist; it is no minimum.",
  ],
  expression: '-200*exp(-0.02*sqrt(x^2 + y^2)) + 5*exp(cos(3*x) + sin(3*y))',
  parameters: {},
  domain: { x: [-32, 32], y: [-32, 32] },
  start: [-5.4, 1.1],
  knownPoints: refinedPoints(
    [
      [0.6825771831515794, -0.36070186306103735, -195.62902826227935, 13.508249637251465, 19.169147840958594],
      [0.8445397987676263, 1.239420784096049, -192.81429567887432, 10.745457621083105, 19.26049836370647],
      [0, -0.437407994596254, -193.0889850848762, -37.455994110019795, 47.9369541695639],
      [0.9727144187072374, 0.5667569910614797, -190.4640475614401, -42.02962717173452, 47.68001467519094],
      [0, 1.4863220153041938, -188.97993063100364, -43.84812046476061, 47.81940336706217],
      [1.0018702235267445, -1.6456481577093969, -187.5188194175717, -40.50108019245112, 46.134999527282844],
      [2.105578751851294, 0.5263941935895231, -154.5810061408284, -331.8126810496313, -330.5207390230089],
      [2.103532426797561, -1.5776489429215537, -152.83050665995285, -331.89367600522405, -330.77858402538317],
    ],
    ['even-x'],
  ),
  symmetries: ['even-x'],
  hazards: ['kink'],
  heightScale: 'linear',
})
