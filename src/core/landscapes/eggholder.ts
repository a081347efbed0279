import { boundaryMinimum, refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'eggholder',
  title: 'Eggholder',
  group: 'Kinks',
  description: 'Steep, irregular hills and hollows that grow outwards; the lowest value of the box lies on its edge.',
  citation:
    'D. Whitley, S. Rana, J. Dzubera and K. E. Mathias, Evaluating evolutionary algorithms, Artificial Intelligence 85(1-2), 1996, 245-276',
  notes: [
    'The published minimum (512, 404.2319) is on the edge x = 512 and not stationary: df/dx is -3.386 there, so the function falls on beyond the box. The lowest stationary point is (482.3533, 432.8790) with -956.9182.',
    'Where x/2 + y = -47 or x - y = 47 the root has an infinite slope.',
  ],
  expression: '-(y + 47)*sin(sqrt(abs(x/2 + y + 47))) - x*sin(sqrt(abs(x - y - 47)))',
  parameters: {},
  domain: { x: [-512, 512], y: [-512, 512] },
  start: [-100, 250],
  knownPoints: [
    boundaryMinimum([512, 404.2318051137578, -959.6406627208509, 0.17509138407382463, 4.249430428775233]),
    ...refinedPoints([
      [482.3533104647884, 432.87899894548343, -956.9182316246655, 0.18817484220811928, 97.3590562702332],
      [439.48099726945344, 453.97743475400256, -935.3379515605802, 0.1951700774757159, 3.6039624234241416],
      [479.04540378435183, 434.50587646790115, -955.2551521443154, 0.18880926091447262, 97.50832404058468],
      [-465.6941515451357, 385.71669978348035, -894.5789003905999, 0.22327106657924137, 0.7135060998381056],
      [347.3269729738487, 499.41539845004286, -888.9491252698917, 0.20680195161768045, 0.9076039195204216],
    ]),
  ],
  hazards: ['kink', 'boundary-optimum', 'unbounded', 'ill-conditioned'],
  heightScale: 'linear',
})
