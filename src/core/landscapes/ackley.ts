import { exact, refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'ackley',
  title: 'Ackley',
  group: 'Many minima',
  description:
    'A nearly flat, pitted outer region around a deep funnel whose tip is a cone: at the minimum the gradient does not exist.',
  citation: 'D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, Kluwer, 1987',
  expression: '-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20',
  parameters: {},
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [-3.4, 2.6],
  knownPoints: [
    { at: [0, 0], value: 0, kind: 'minimum', kink: true, source: exact },
    ...refinedPoints(
      [
        [0.9521665459501717, 0, 2.579927557029872, 47.466900192901896, 55.06380301094773],
        [0.9684776587077244, 0.9684776587077244, 3.57445187725768, 49.22243883769087, 53.29070269008406],
        [0.6257806168564638, 0, 3.2524692451131805, -22.25285719732229, 27.029127811894963],
        [0.5774125352782147, 0.8747620388753442, 4.5587771352999855, -17.110544238975958, 9.377357863071198],
        [0.6730965201107377, 0.6730965201107377, 4.608932401890219, -15.838681997991433, -3.1658255179766064],
      ],
      square,
    ),
  ],
  symmetries: ['even-x', 'even-y', 'point', 'exchange'],
  hazards: ['kink', 'flat'],
  heightScale: 'linear',
})
