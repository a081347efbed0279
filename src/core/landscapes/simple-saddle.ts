import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'simple-saddle',
  title: 'Simple saddle',
  group: 'Saddles',
  description:
    'Downhill along x into the saddle, downhill along y out of it without end. A start on the x axis never leaves the ridge.',
  citation: 'the hyperbolic paraboloid of elementary geometry',
  expression: 'x^2 - y^2',
  parameters: {},
  domain: { x: [-1, 1], y: [-1, 1] },
  start: [-0.8, 0.01],
  knownPoints: [{ at: [0, 0], value: 0, kind: 'saddle', eigenvalues: [-2, 2], source: exact }],
  symmetries: ['even-x', 'even-y', 'point'],
  hazards: ['unbounded'],
  heightScale: 'linear',
})
