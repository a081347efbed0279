import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'six-hump-camel',
  title: 'Six-hump camel',
  group: 'A few minima',
  description:
    'Six minima, two of them global, seven saddles and two maxima, the same after turning the plane by half.',
  citation:
    'L. C. W. Dixon and G. P. Szego, The global optimization problem: an introduction, in Towards Global Optimisation 2, North-Holland, 1978, 1-15',
  expression: '(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2',
  parameters: {},
  domain: { x: [-3, 3], y: [-2, 2] },
  start: [-2.2, 1.4],
  knownPoints: refinedPoints(
    [
      [0.08984201310031806, -0.7126564030207396, -1.0316284534898774, 7.682251413369077, 16.49319523222773],
      [1.703606714969981, -0.7960835686726251, -0.21546382438371764, 18.81713863516046, 22.697515006928896],
      [1.6071047529201972, 0.5686514548841314, 2.1042503103112584, 7.121512120207152, 10.02160251618325],
      [0, 0, 0, -8.06225774829855, 8.06225774829855],
      [1.1092053368047865, -0.7682680925095399, 0.5437186009781851, -7.902619119987387, 20.366739739128],
      [1.6380679841897785, 0.22867406904439408, 2.2293571975307147, -5.545775017246524, 12.436664436358388],
      [1.2960702671671092, 0.6050843880386585, 2.22947081802986, -6.177182126967409, 9.637588488012842],
      [1.2302298765166526, 0.16233458445899496, 2.496295351023577, -8.014907156539829, -5.953724166834645],
    ],
    ['point'],
  ),
  symmetries: ['point'],
  hazards: [],
  heightScale: 'log',
})
