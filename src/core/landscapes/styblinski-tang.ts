import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'styblinski-tang',
  title: 'Styblinski-Tang',
  group: 'A few minima',
  description: 'Each coordinate has a lower and an upper basin of its own: four minima, only one of them the best.',
  citation:
    'M. A. Styblinski and T.-S. Tang, Experiments in nonconvex optimization: stochastic approximation with function smoothing and simulated annealing, Neural Networks 3(4), 1990, 467-483',
  expression: '(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2',
  parameters: {},
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [0.6, 0.3],
  knownPoints: refinedPoints(
    [
      [-2.903534027771177, -2.903534027771177, -78.33233140754282, 34.583059102550685, 34.583059102550685],
      [-2.903534027771177, 2.746802770990837, -64.19561235905536, 29.269552776337644, 34.583059102550685],
      [2.746802770990837, 2.746802770990837, -50.05889331056788, 29.269552776337644, 29.269552776337644],
      [0.1567312567803401, -2.903534027771177, -38.97055334471606, -15.85261187888833, 34.583059102550685],
      [0.1567312567803401, 2.746802770990837, -24.833834296228584, -15.85261187888833, 29.269552776337644],
      [0.1567312567803401, 0.1567312567803401, 0.39122471811071613, -15.85261187888833, -15.85261187888833],
    ],
    ['exchange'],
  ),
  symmetries: ['exchange'],
  hazards: [],
  heightScale: 'linear',
})
