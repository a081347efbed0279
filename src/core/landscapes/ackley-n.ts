import { ackleyObjective } from '../objectives/ackley'
import { coordinatePlane } from '../slice/slice-pattern'
import { exact, refinedOnSlice, refinedPoints, square } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

export default defineLandscape({
  id: 'ackley-n',
  title: 'Ackley in n dimensions',
  group: 'Any dimension',
  description:
    'A nearly flat, pitted outer region around a deep funnel whose tip is a cone. The more dimensions, the shallower each pit: its depth is shared by all coordinates.',
  citation:
    'T. Baeck and H.-P. Schwefel, An overview of evolutionary algorithms for parameter optimization, Evolutionary Computation 1(1), 1993, 1-23',
  tex: 'f(\\theta) = -20\\,e^{-\\frac15\\sqrt{\\frac1n\\sum_i \\theta_i^2}} - e^{\\frac1n\\sum_i \\cos 2\\pi\\theta_i} + e + 20',
  parameters: {},
  dimension: { default: 10, min: 2, max: 1000 },
  objective: (n) => ackleyObjective(n),
  defaultSlice: coordinatePlane,
  domain: { x: [-5, 5], y: [-5, 5] },
  start: [-3.4, 2.6],
  knownPoints: [
    { at: [0, 0], value: 0, kind: 'minimum', kink: true, source: exact },
    ...refinedPoints(
      [
        [0.87140681549221049, 0, 1.1551485027098271, 6.569895642341033, 11.778519205265454],
        [0.91753710265229134, 0.91753710265229134, 1.6462236331031108, 8.4947880178409867, 9.9792872880337972],
      ],
      square,
      refinedOnSlice,
    ),
  ],
  hazards: ['kink', 'flat'],
  heightScale: 'linear',
})
