import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'monkey-saddle',
  title: 'Monkey saddle',
  group: 'Saddles',
  description:
    'Three valleys and three ridges meet in a point where the whole Hessian vanishes: second-order methods see nothing there.',
  citation: 'D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie, Springer, 1932',
  expression: 'x^3 - 3*x*y^2',
  parameters: {},
  domain: { x: [-1, 1], y: [-1, 1] },
  start: [0.9, 0.02],
  knownPoints: [{ at: [0, 0], value: 0, kind: 'degenerate', eigenvalues: [0, 0], source: exact }],
  symmetries: ['even-y', 'odd'],
  hazards: ['unbounded', 'degenerate'],
  heightScale: 'linear',
})
