import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'shubert',
  title: 'Shubert',
  group: 'Many minima',
  description: 'A product of two combs: more than 700 minima in the box, 18 of them equally the lowest.',
  citation:
    'B. O. Shubert, A sequential method seeking the global maximum of a function, SIAM Journal on Numerical Analysis 9(3), 1972, 379-388',
  notes: [
    'The 760 minima of the lists count 38 that lie on the edges x = 10 and y = 10; 722, which is 2 times 19^2, are stationary.',
  ],
  expression: 'sum(k, 1, 5, k*cos((k + 1)*x + k)) * sum(k, 1, 5, k*cos((k + 1)*y + k))',
  parameters: {},
  domain: { x: [-10, 10], y: [-10, 10] },
  start: [-1.1, 5.7],
  knownPoints: refinedPoints(
    [
      [-7.708313735499347, -7.0835064076515595, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [-7.708313735499347, -0.8003211004719731, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [-7.708313735499347, 5.482864206707613, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [-1.425128428319761, -7.0835064076515595, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [-1.425128428319761, -0.8003211004719731, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [-1.425128428319761, 5.482864206707613, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [4.858056878859825, -7.0835064076515595, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [4.858056878859825, -0.8003211004719731, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
      [4.858056878859825, 5.482864206707613, -186.73090883102384, 4419.6505066925265, 4661.368875243115],
    ],
    ['exchange'],
  ),
  symmetries: ['exchange'],
  hazards: [],
  heightScale: 'linear',
})
