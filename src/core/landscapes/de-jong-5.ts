import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'de-jong-5',
  title: "Shekel's foxholes (De Jong 5)",
  group: 'Plateaus and cliffs',
  description:
    'A high plateau with 25 pits, almost equally deep and flat at the bottom: which one is found depends on where one starts.',
  citation:
    'K. A. De Jong, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, PhD thesis, University of Michigan, 1975 (function F5), after J. Shekel, Test functions for multimodal search techniques, Fifth Annual Princeton Conference on Information Science and Systems, 1971',
  notes: [
    'The minimum is not at (-32, -32), where the value is 0.998003838819, but near it: the other pits pull it inwards.',
  ],
  expression: '1/(0.002 + sum(j, 0, 4, sum(k, 0, 4, 1/(5*j + k + 1 + (x + 32 - 16*k)^6 + (y + 32 - 16*j)^6))))',
  parameters: {},
  domain: { x: [-65.536, 65.536], y: [-65.536, 65.536] },
  start: [-25, -24],
  knownPoints: refinedPoints([
    [-31.97833483565697, -31.978334837300796, 0.9980038377944502, 6.570747920920545e-6, 6.574993815100572e-6],
    [-15.986400106179346, -31.97033574742561, 1.992030900220718, 9.373006671492475e-7, 2.300300990996623e-5],
    [31.958686472558473, -31.958686477300905, 4.950491231786255, 8.536547067993126e-5, 8.547097291920659e-5],
    [-15.975325716283239, -15.975325845767811, 6.903335694220143, 9.810102018526931e-6, 9.811070731580606e-6],
  ]),
  hazards: ['flat'],
  heightScale: 'linear',
})
