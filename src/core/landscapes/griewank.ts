import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'griewank',
  title: 'Griewank',
  group: 'Many minima',
  description:
    'A very wide bowl covered by regular waves: seen from afar a bowl, from near a field of almost equally deep minima.',
  citation:
    'A. O. Griewank, Generalized descent for global optimization, Journal of Optimization Theory and Applications 34(1), 1981, 11-39',
  notes: ['The usual box is [-600, 600]^2, where only the bowl can be seen; this one shows the waves.'],
  expression: '1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-7.6, 6.6],
  knownPoints: refinedPoints(
    [
      [0, 0, 0, 0.5005, 1.0005],
      [3.1400226338955397, 4.438444480920714, 0.007396040334115082, 0.5004969212526116, 1.0004938425780627],
      [6.280045279379904, 0, 0.009864672061006214, 0.5004975350583796, 1.0004950701167592],
      [0, 8.876888929095657, 0.019719489248184802, 0.5004901500083452, 1.0004803000166904],
      [9.420067886213593, 4.438444437201061, 0.027125384395415616, 0.5004919910841417, 1.0004839828238574],
      [1.5723679104393218, 2.2225533025787545, 1.001851785452283, -0.7066047627614878, 0.7076066160937818],
      [3.1431642363549055, 0, 2.0024686354182357, -0.9994987650640603, -0.4994993825320302],
      [0, 4.447330275764381, 2.004939741946562, -0.9994950553011296, -0.49949752765056477],
    ],
    ['even-x', 'even-y'],
  ),
  symmetries: ['even-x', 'even-y', 'point'],
  hazards: [],
  heightScale: 'linear',
})
