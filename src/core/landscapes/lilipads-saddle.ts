import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'lilipads-saddle',
  title: 'Saddle of a sine',
  group: 'Saddles',
  description:
    'A trough along x that rises to a saddle and falls to a minimum on either side: a start beside the ridge is slow to decide.',
  citation: 'L. Jiang, Gradient Descent Viz (lilipads/gradient_descent_viz), gradient_descent.cpp, 2020',
  expression: 'sin(x) + y^2',
  parameters: {},
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [1.5, 1.2],
  knownPoints: refinedPoints([
    [-1.5707963267948966, 0, -1, 1, 2],
    [1.5707963267948966, 0, 1, -1, 2],
  ]),
  symmetries: ['even-y'],
  hazards: [],
  heightScale: 'linear',
})
