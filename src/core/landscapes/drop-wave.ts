import { exact, refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'drop-wave',
  title: 'Drop-wave',
  group: 'Many minima',
  description:
    'The rings of a drop in water: each ring is a circle of minima, and the best point is the middle of the innermost.',
  citation: 'M. Molga and C. Smutnicki, Test functions for optimization needs, 2005',
  notes: [
    'On a ring the whole circle is critical: along it the Hessian vanishes.',
    "The function is smooth at the origin, with both eigenvalues 72.5, but the formula's root is not: there derivatives are limits from beside it, and no rule finds its own.",
  ],
  expression: 'r = sqrt(x^2 + y^2); -(1 + cos(12*r))/(r^2/2 + 2)',
  parameters: {},
  domain: { x: [-5.12, 5.12], y: [-5.12, 5.12] },
  start: [-1.7, -1.2],
  knownPoints: [
    { at: [0, 0], value: -1, kind: 'minimum', kink: true, source: exact },
    ...refinedPoints(
      [
        [0.5202155588732144, 0, -0.9362453278079417, 0, 67.8203373403023],
        [0.26179938779914946, 0, 0, -70.7870824641861, 0],
      ],
      square,
    ),
  ],
  symmetries: ['even-x', 'even-y', 'point', 'exchange', 'radial'],
  hazards: ['kink', 'degenerate'],
  heightScale: 'linear',
})
