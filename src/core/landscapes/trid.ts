import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'trid',
  title: 'Trid',
  group: 'Bowls',
  description:
    'A quadratic bowl whose coordinates are coupled: the minimum lies off the points where each term alone is least.',
  citation:
    'S. Surjanovic and D. Bingham, Virtual Library of Simulation Experiments: Test Functions and Datasets, Simon Fraser University, 2013',
  expression: '(x - 1)^2 + (y - 1)^2 - x*y',
  parameters: {},
  domain: { x: [-4, 4], y: [-4, 4] },
  start: [-3, 1],
  knownPoints: refinedPoints([[2, 2, -2, 1, 3]]),
  symmetries: ['exchange'],
  hazards: [],
  heightScale: 'linear',
})
