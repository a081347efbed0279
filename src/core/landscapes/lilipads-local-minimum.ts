import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'lilipads-local-minimum',
  title: 'Local minimum',
  group: 'A few minima',
  description: 'A shallow pit on the way to a deep one: momentum decides whether a run leaves it.',
  citation: 'L. Jiang, Gradient Descent Viz (lilipads/gradient_descent_viz), gradient_descent.cpp, 2020',
  expression: 'z = 1.4*y; x^2 + z^2 - 2*exp(-((x - 1)^2 + z^2)/0.2) - 6*exp(-((x + 1)^2 + z^2)/0.2)',
  parameters: {},
  domain: { x: [-2, 2], y: [-2, 2] },
  start: [0.9, -1.4],
  knownPoints: refinedPoints([
    [-0.9675774464554597, 0, -5.032339968658435, 61.05803111785268, 120.90350323753498],
    [0.9053178606008483, 0, -1.0927320384810153, 19.408946098667936, 41.401716357196676],
    [0.12025036405942183, 0, -0.03856400986031282, -2.117094659348148, 4.959273534368031],
  ]),
  symmetries: ['even-y'],
  hazards: [],
  heightScale: 'linear',
})
