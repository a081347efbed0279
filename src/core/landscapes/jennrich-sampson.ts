import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'jennrich-sampson',
  title: 'Jennrich-Sampson',
  group: 'Valleys',
  description:
    'Two equal rates fitted to ten sums of exponentials: a flat trough around the minimum, and walls that rise exponentially beside it.',
  citation:
    'R. I. Jennrich and P. F. Sampson, Application of stepwise regression to non-linear estimation, Technometrics 10(1), 1968, 63-72',
  notes: [
    'The least value is not 0: ten equations in two unknowns have no common root.',
    'The usual box is [-1, 1]^2, where values reach 2 10^9 and all but one corner looks level.',
  ],
  expression: 'sum(k, 1, 10, (2 + 2*k - exp(k*x) - exp(k*y))^2)',
  parameters: {},
  domain: { x: [-0.6, 0.6], y: [-0.6, 0.6] },
  start: [-0.5, 0.4],
  knownPoints: refinedPoints([
    [0.2578252136703641, 0.2578252136703641, 124.36218235561485, 4484.247203641626, 135786.0417555256],
  ]),
  symmetries: ['exchange'],
  hazards: [],
  heightScale: 'log',
})
