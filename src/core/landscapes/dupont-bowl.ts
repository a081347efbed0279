import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'dupont-bowl',
  title: 'Bowl with two pits',
  group: 'A few minima',
  description: 'A bowl with two pits of different depth: from most starts the nearer one wins, whatever its depth.',
  citation: 'E. Dupont, Interactive Visualization of Optimization Algorithms in Deep Learning, 2018',
  expression: 'x^2 + y^2 - a*exp(-((x - 1)^2 + y^2)/c) - b*exp(-((x + 1)^2 + y^2)/c)',
  parameters: {
    a: { description: 'depth of the right pit', symbol: 'a', default: 2, min: 0, max: 10, scale: 'linear' },
    b: { description: 'depth of the left pit', symbol: 'b', default: 3, min: 0, max: 10, scale: 'linear' },
    c: { description: 'width of the pits, squared', symbol: 'c', default: 0.2, min: 0.05, max: 2, scale: 'log' },
  },
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [0.2, -1.7],
  knownPoints: refinedPoints([
    [-0.9363006340109187, 0, -2.063090251768194, 30.204650562288744, 31.397491290174425],
    [0.905317899160115, 0, -1.092731999201741, 19.408961997110247, 21.12332497741425],
    [0.06860243670809657, 0, -0.03137427327004572, -1.0420187333780602, 2.3608056759233413],
  ]),
  symmetries: ['even-y'],
  hazards: [],
  heightScale: 'linear',
})
