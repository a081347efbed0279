import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'cliff',
  title: 'Cliff',
  group: 'Plateaus and cliffs',
  description:
    'Two gentle terraces and a wall of slope about 20 between them, along x = y/2: one step from the wall may throw a run far away.',
  citation: 'defined for Basin',
  expression: 'tanh(20*(x - y/2)) + 0.02*((x + 2)^2 + y^2)',
  parameters: {},
  domain: { x: [-4, 3], y: [-3, 3] },
  start: [2.5, 1.5],
  knownPoints: refinedPoints([[-2, 0, -1, 0.04, 0.04]]),
  hazards: ['ill-conditioned'],
  heightScale: 'linear',
})
