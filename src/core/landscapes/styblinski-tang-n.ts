import { separableObjective } from '../objectives/separable'
import { coordinatePlane } from '../slice/slice-pattern'
import { refinedOnSlice } from '../definitions/known-points'
import type { KnownPoint } from '../definitions/landscape'
import { defineLandscape } from '../definitions/landscape'

/** The three critical points of a coordinate's term: its lower minimum, its upper minimum, the maximum between them. */
const low = -2.9035340277711771
const high = 2.746802770990837
const middle = 0.1567312567803401
/** The curvatures of the term there. */
const lowCurvature = 34.583059102550688
const highCurvature = 29.269552776337643
const middleCurvature = -15.852611878888331

const atPlaces = (
  places: readonly KnownPoint['at'][],
  value: number,
  kind: KnownPoint['kind'],
  eigenvalues: readonly [number, number],
): readonly KnownPoint[] => places.map((at) => ({ at, value, kind, eigenvalues, source: refinedOnSlice }))

export default defineLandscape({
  id: 'styblinski-tang-n',
  title: 'Styblinski-Tang in n dimensions',
  group: 'Any dimension',
  description:
    'Every coordinate has a lower and an upper basin of its own: 2^n minima, and a saddle of every index between them.',
  citation:
    'M. A. Styblinski and T.-S. Tang, Experiments in nonconvex optimization: stochastic approximation with function smoothing and simulated annealing, Neural Networks 3(4), 1990, 467-483',
  tex: 'f(\\theta) = \\frac12 \\sum_{i=1}^{n} \\theta_i^4 - 16\\,\\theta_i^2 + 5\\,\\theta_i',
  parameters: {},
  dimension: { default: 10, min: 2, max: 1000 },
  objective: (n) =>
    separableObjective(n, {
      value: (x) => (x * x * (x * x) - 16 * (x * x) + 5 * x) / 2,
      slope: (x) => 2 * x * x * x - 16 * x + 2.5,
      curvature: (x) => 6 * x * x - 16,
    }),
  // The other coordinates rest in their lower minimum, so that what is critical on the plane is critical in space.
  defaultSlice: { ...coordinatePlane, origin: { first: [0, 0], rest: [low] } },
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [4.2, 3.1],
  knownPoints: [
    ...atPlaces([[low, low]], -391.66165703771415, 'minimum', [lowCurvature, lowCurvature]),
    ...atPlaces(
      [
        [low, high],
        [high, low],
      ],
      -377.52493798922668,
      'minimum',
      [highCurvature, lowCurvature],
    ),
    ...atPlaces([[high, high]], -363.38821894073921, 'minimum', [highCurvature, highCurvature]),
    ...atPlaces(
      [
        [low, middle],
        [middle, low],
      ],
      -352.29987897488738,
      'saddle',
      [middleCurvature, lowCurvature],
    ),
    ...atPlaces(
      [
        [high, middle],
        [middle, high],
      ],
      -338.16315992639991,
      'saddle',
      [middleCurvature, highCurvature],
    ),
    ...atPlaces([[middle, middle]], -312.93810091206061, 'maximum', [middleCurvature, middleCurvature]),
  ],
  hazards: [],
  heightScale: 'linear',
})
