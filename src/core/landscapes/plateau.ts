import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'plateau',
  title: 'Plateau',
  group: 'Plateaus and cliffs',
  description:
    'A wide shelf of high cost, almost level, with one narrow pit: gradients say next to nothing until the pit is met.',
  citation: 'defined for Basin',
  expression: '1 - exp(-((x - 2)^2 + (y - 1)^2)/0.1) + 10^-4*(x^2 + y^2)',
  parameters: {},
  domain: { x: [-3, 4], y: [-3, 3] },
  start: [3.4, 1.9],
  knownPoints: refinedPoints([
    [1.999980000199898, 0.999990000099949, 0.000499995000049987, 20.000199700005997, 20.000199900002],
    [0, 0, 1, 0.00019999999999999963, 0.0002],
    [1.043969465009009, 0.5219847325045045, 1.0001253141965791, -0.004571936752636614, 0.0004183966780974934],
  ]),
  hazards: ['flat'],
  heightScale: 'linear',
})
