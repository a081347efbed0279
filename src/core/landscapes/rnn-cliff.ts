import { refinedPoints } from '../definitions/known-points'
import { defineLandscape } from '../definitions/landscape'

/** Ten steps of the unit from a state, with weight x and bias y. */
function tenStepsFrom(state: string): string {
  return Array.from({ length: 10 }).reduce<string>((before) => `sigmoid(x*${before} + y)`, state)
}

export default defineLandscape({
  id: 'rnn-cliff',
  title: 'Cliff of a recurrent network',
  group: 'Deep learning',
  description:
    'The error of one recurrent unit after 50 steps: where its start is an unstable fixed point the loss jumps, and a step from the wall is thrown far away.',
  citation:
    'after R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks, International Conference on Machine Learning, 2013 (figure 6)',
  notes: [
    "x is the weight w and y the bias b of h <- sigmoid(w h + b), 50 times from h = 1/2; the loss is (h - 0.7)^2. The set-up of the figure it follows is not published in full, so this one is Basin's own.",
    'On b = -w/2, for w > 4, the start h = 1/2 is an unstable fixed point: the loss is 0.04 there and the slope along w is -14012.8 at (5, -2.5) and -6.376e7 at (6, -3).',
    'Loss 0 is reached on a curve, of which three points stand here.',
  ],
  expression: [
    `h10 = ${tenStepsFrom('0.5')}`,
    `h20 = ${tenStepsFrom('h10')}`,
    `h30 = ${tenStepsFrom('h20')}`,
    `h40 = ${tenStepsFrom('h30')}`,
    `h50 = ${tenStepsFrom('h40')}`,
    '(h50 - 0.7)^2',
  ].join('; '),
  parameters: {},
  domain: { x: [4, 7], y: [-4, -1.5] },
  start: [5.5, -2.4],
  knownPoints: refinedPoints([
    [4.05, -1.9874769964710899, 0, 0, 6.16150827380407],
    [4.15, -2.0563658978600214, 0, 0, 11.283194795403583],
    [4.25, -2.1190938405902218, 0, 0, 122.90633603368364],
  ]),
  hazards: ['ill-conditioned', 'flat', 'degenerate'],
  heightScale: 'linear',
})
