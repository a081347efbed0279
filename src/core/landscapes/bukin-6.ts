import { exact } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'bukin-6',
  title: 'Bukin 6',
  group: 'Kinks',
  description:
    'A knife-edge valley along a parabola, its floor falling by a hundredth a unit: across it the gradient is infinite, along it there is almost none.',
  citation:
    'A. D. Bukin, New minimization strategy for non-smooth functions, preprint BUDKER-INP-1997-79, Budker Institute of Nuclear Physics, Novosibirsk, 1997',
  expression: '100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)',
  parameters: {},
  domain: { x: [-15, -5], y: [-3, 3] },
  start: [-13, -1.5],
  knownPoints: [{ at: [-10, 1], value: 0, kind: 'minimum', kink: true, source: exact }],
  hazards: ['kink'],
  heightScale: 'linear',
})
