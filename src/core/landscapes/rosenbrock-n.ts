import { rosenbrockObjective } from '../objectives/rosenbrock'
import { refinedOnSlice } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'rosenbrock-n',
  title: 'Rosenbrock chain',
  group: 'Any dimension',
  description:
    'Rosenbrock valleys linked into a chain: each coordinate has to follow the square of the one before, so progress along the floor travels from coordinate to coordinate.',
  citation:
    'Y.-W. Shang and Y.-H. Qiu, A note on the extended Rosenbrock function, Evolutionary Computation 14(1), 2006, 119-126',
  notes: [
    'From 4 to 30 dimensions there is a second minimum near (-1, 1, ..., 1), which lists that call the function unimodal leave out.',
    'Another "extended Rosenbrock", by Spedicato, is a sum over disjoint pairs of coordinates: n/2 independent plane problems.',
  ],
  tex: 'f(\\theta) = \\sum_{i=1}^{n-1} b\\,(\\theta_{i+1} - \\theta_i^2)^2 + (1 - \\theta_i)^2',
  parameters: {
    b: { description: 'steepness of the walls', symbol: 'b', default: 100, min: 0.1, max: 1e4, scale: 'log' },
  },
  dimension: { default: 10, min: 2, max: 1000 },
  objective: (n, { b }) => rosenbrockObjective(n, b!),
  // theta = (a, b, a, b, ...): it holds the minimum and the usual start (-1.2, 1, -1.2, 1, ...).
  defaultSlice: {
    origin: { first: [], rest: [0] },
    u: { first: [], rest: [1, 0] },
    v: { first: [], rest: [0, 1] },
  },
  domain: { x: [-2, 2], y: [-1, 3] },
  start: [-1.2, 1],
  knownPoints: [
    {
      at: [1, 1],
      value: 0,
      kind: 'minimum',
      eigenvalues: [896.43844343103269, 8121.5615565689673],
      source: refinedOnSlice,
    },
  ],
  hazards: ['ill-conditioned'],
  heightScale: 'log',
})
