import { exact, refined, squareImages } from './known-points'
import { defineLandscape } from './landscape'

export default defineLandscape({
  id: 'ackley',
  title: 'Ackley',
  description:
    'A nearly flat, pitted outer region around a deep funnel whose tip is a cone: at the minimum the gradient does not exist.',
  citation: 'D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, Kluwer, 1987',
  expression: '-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20',
  parameters: {},
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [-3.4, 2.6],
  knownPoints: [
    { at: [0, 0], value: 0, kind: 'minimum', kink: true, source: exact },
    ...squareImages({
      at: [0.9521665459501717, 0],
      value: 2.579927557029872,
      kind: 'minimum',
      eigenvalues: [47.466900192901896, 55.06380301094773],
      source: refined,
    }),
    ...squareImages({
      at: [0.9684776587077244, 0.9684776587077244],
      value: 3.57445187725768,
      kind: 'minimum',
      eigenvalues: [49.22243883769087, 53.29070269008406],
      source: refined,
    }),
  ],
  hazards: ['kink', 'flat'],
  heightScale: 'linear',
})
