import { refined } from './known-points'
import { defineLandscape } from './landscape'

export default defineLandscape({
  id: 'plateau',
  title: 'Plateau',
  description:
    'A wide shelf of high cost, almost level, with one narrow pit: gradients say next to nothing until the pit is met.',
  citation: 'defined for Basin',
  expression: '1 - exp(-((x - 2)^2 + (y - 1)^2)/0.1) + 10^-4*(x^2 + y^2)',
  parameters: {},
  domain: { x: [-3, 4], y: [-3, 3] },
  start: [3.4, 1.9],
  knownPoints: [
    {
      at: [1.999980000199898, 0.999990000099949],
      value: 0.000499995000049987,
      kind: 'minimum',
      eigenvalues: [20.000199700005997, 20.000199900002],
      source: refined,
    },
    { at: [0, 0], value: 1, kind: 'minimum', eigenvalues: [0.0002, 0.0002], source: refined },
    {
      at: [1.043969465009009, 0.5219847325045045],
      value: 1.000125314196579,
      kind: 'saddle',
      eigenvalues: [-0.004571936752636614, 0.0004183966780974934],
      source: refined,
    },
  ],
  hazards: ['flat'],
  heightScale: 'linear',
})
