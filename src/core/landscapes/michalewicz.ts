import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'michalewicz',
  title: 'Michalewicz',
  group: 'Plateaus and cliffs',
  description:
    'Level almost everywhere, with two crossing ravines: the steeper they are, the less the plain says about them.',
  citation: 'Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs, Springer, 1992',
  notes: ['y = pi/2 exactly at the minimum; lists print 1.57.'],
  expression: '-sin(x)*sin(x^2/pi)^20 - sin(y)*sin(2*y^2/pi)^20',
  parameters: {},
  domain: { x: [0, 3.141592653589793], y: [0, 3.141592653589793] },
  start: [2.75, 2.1],
  knownPoints: refinedPoints([
    [2.2029055201726093, 1.5707963267948966, -1.8013034100985525, 32.505644087929944, 81],
    [2.2029055201726093, 2.7115714838430143, -1.2140595156208163, 32.505644087929944, 100.53905231562976],
  ]),
  symmetries: ['odd'],
  hazards: ['flat'],
  heightScale: 'linear',
})
