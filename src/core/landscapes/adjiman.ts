import { boundaryMinimum, refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'adjiman',
  title: 'Adjiman',
  group: 'Saddles',
  description:
    'No minimum inside the box: both critical points are saddles, and the lowest value lies on the right edge.',
  citation:
    'C. S. Adjiman, S. Dallwig, C. A. Floudas and A. Neumaier, A global optimization method, alphaBB, for general twice-differentiable constrained NLPs - I. Theoretical advances, Computers and Chemical Engineering 22(9), 1998, 1137-1158',
  notes: [
    'The published minimum (2, 0.10578) is on the edge x = 2 and not stationary: beyond the box the function falls on.',
  ],
  expression: 'cos(x)*sin(y) - x/(y^2 + 1)',
  parameters: {},
  domain: { x: [-1, 2], y: [-1, 1] },
  start: [0.25, 0.05],
  knownPoints: [
    boundaryMinimum([2, 0.1057834694517169, -2.021806783359787, -0.08187741869443332, 3.9085518001041857]),
    ...refinedPoints([
      [0.7945733292974204, -0.8935081317470634, -0.9877847080899854, -0.6623793554692045, 1.3731007042729704],
      [-0.7945733292974204, 0.8935081317470634, 0.9877847080899854, -1.3731007042729704, 0.6623793554692045],
    ]),
  ],
  symmetries: ['odd'],
  hazards: ['boundary-optimum', 'unbounded'],
  heightScale: 'linear',
})
