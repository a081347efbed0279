import { basins, ensemble, probe, race } from '../claims/measures'
import { lastLoss, lastPoint } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import { sceneOf } from '../claims/scenes'
import type { Scene } from '../scene/scene'

/** XOR with k hidden units. */
const exclusiveOr = (units: number) =>
  ({
    landscape: {
      kind: 'network',
      widths: [2, units, 2],
      activation: 'tanh',
      loss: 'cross-entropy',
      data: {
        inputs: [
          [-1, -1],
          [-1, 1],
          [1, -1],
          [1, 1],
        ],
        targets: [0, 1, 1, 0],
      },
    },
    start: { kind: 'initialisation' },
    steps: 4000,
    racers: [{ optimizer: 'sgd', lr: 0.5 }],
  }) as const

/** A loss that a network which has learned XOR is far below, and one that has not is above. */
const stalls = 0.3
const initialisations = 400

/** The first racer of a scene from initialisations of so many seeds; measured at the end alone. */
function fromInitialisations(
  scene: Scene,
  settings: { readonly seeds: number; readonly quantiles?: readonly number[] },
) {
  const { racers, steps } = scene
  const { start: _start, ...racer } = racers[0]!
  return ensemble(
    {
      ...scene,
      start: { kind: 'initialisation' },
      racers: [racer],
      record: steps,
      measure: { every: steps, what: ['loss'] },
    },
    { ...settings, predicate: { loss: { below: stalls } } },
  )
}

/** As many as quantiles may be asked for: so each is the loss of one. */
const looked = 32

const lowest = -78.3

export default defineScenario({
  id: 'bad-minima',
  label: 'S10',
  chapter: 'challenges',
  section: '8.2.2',
  title: 'Good minima and bad ones',
  summary: 'A gradient of zero tells neither how low a place is nor whether it is a minimum at all.',
  steps: [
    {
      title: 'Four basins',
      story:
        'Each coordinate of this landscape has a deep hollow and a shallow one, which makes four minima: one deep in both, one shallow in both, two between. Gradient descent goes downhill from wherever it starts, so that the plane falls into four basins, one to each minimum. Which minimum is reached is decided at the start, and descent never finds out that there was a better one. The colours tell where each start ends.',
      scene: {
        landscape: { kind: 'catalog', id: 'styblinski-tang' },
        start: [0.6, 0.3],
        steps: 500,
        racers: [
          { id: 'a', optimizer: 'sgd', lr: 0.01 },
          { id: 'b', optimizer: 'sgd', lr: 0.01, start: [-0.6, 0.9] },
          { id: 'c', optimizer: 'sgd', lr: 0.01, start: [0.9, -0.6] },
          { id: 'd', optimizer: 'sgd', lr: 0.01, start: [-0.3, -0.2] },
        ],
        view: { overlay: 'basins', criticalPoints: true, separatrices: true, instrument: 'basins' },
      },
      highlight: ['start', 'race', 'analysis'],
      question: question({
        ask: 'Of 100 starts spread evenly over the square, how many find the lowest of the four minima?',
        choices: ['about 10', 'about 25', 'about 50', 'all'],
        measure: (scene) => ({ map: basins(scene, { resolution: 51 }) }),
        numbers: ({ map: { losses } }) => {
          const found = losses.filter((loss) => loss < lowest).length
          return { percent: (100 * found) / losses.length }
        },
        answer: ({ percent }) => (percent < 17 ? 0 : percent < 37 ? 1 : percent < 75 ? 2 : 3),
        tell: 'It is {percent} of 100. The deep basins are a little wider than the shallow ones.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Of {starts} starts on a grid the share {share} ends in the global minimum, which is the share of the square that lies below both ridges, {square}.',
          measure: (scene) => ({ map: basins(scene, { resolution: 201 }) }),
          numbers: ({ map: { losses } }) => {
            // The ridges are at x = c and y = c, where the derivative 2 x^3 - 16 x + 5/2 is 0.
            const c = 0.1567312567803401
            return {
              starts: losses.length,
              share: losses.filter((loss) => loss < lowest).length / losses.length,
              square: ((c + 5) / 10) * ((c + 5) / 10),
            }
          },
          holds: [
            { number: 'share', is: 'within', bound: 'square', tolerance: 0.02 },
            { number: 'share', is: 'within', bound: 0.268, tolerance: 0.02 },
          ],
          counter: { racers: [{ optimizer: 'momentum', lr: 0.01, momentum: 0.9 }] },
        }),
      ],
    },
    {
      title: 'No slope, and no minimum',
      story:
        'One racer stands a millionth beside the top of the hill, where its gradient is smaller than many a tolerance at which programs stop. A test of $\\|g\\|$ would call that converged; the curvature, negative in every direction, calls it a maximum. The surface is dark where the slope is small: around minima, saddles and the top alike. Left alone it slides off, straight away from the best minimum and into the worst of the four.',
      scene: {
        change: {
          start: [0.156732257, 0.156732257],
          steps: 200,
          racers: [{ id: 'beside the top', optimizer: 'sgd', lr: 0.01 }],
          view: {
            overlay: 'gradient-norm',
            instrument: 'cross-section',
            crossSection: { at: [0.156732257, 0.156732257], along: 'eigenvectors' },
            chart: { quantity: 'loss', second: 'gradient-norm', secondScale: 'log' },
          },
        },
      },
      highlight: ['start', 'chart', 'view'],
      claims: [
        claim({
          id: '2',
          text: 'Beside the maximum, with curvatures {least} and {greatest}, the gradient has norm {slope}. The run from there ends at ({x}, {y}) with a loss of {loss}, the highest of the four minima.',
          measure: (scene) => ({ run: race(scene), at: probe(scene, [0.156732257, 0.156732257]) }),
          numbers: ({ run: { racers }, at }) => ({
            slope: racers[0]!.gradientNorm[0]!,
            least: at.eigenvalues[0]!,
            greatest: at.eigenvalues[1]!,
            x: lastPoint(racers[0]!)[0]!,
            y: lastPoint(racers[0]!)[1]!,
            loss: lastLoss(racers[0]!),
          }),
          holds: [
            { number: 'slope', is: 'below', bound: 1e-4 },
            { number: 'greatest', is: 'below', bound: 0 },
            { number: 'x', is: 'within', bound: 2.7468, tolerance: 1e-4 },
            { number: 'y', is: 'within', bound: 2.7468, tolerance: 1e-4 },
            { number: 'loss', is: 'within', bound: -50.05889, tolerance: 1e-4 },
          ],
          counter: { start: [0.1, 0.1] },
        }),
      ],
      note: 'It is often said that many points besides local minima have small gradients: so they do, and maxima and saddles among them. A norm near zero says that the ground is level here. Whether it is low, and what kind of level it is, are two other questions.',
    },
    {
      title: 'Narrow networks stall',
      story:
        'Are there bad minima in networks too? With two hidden units XOR can be learned, barely. Twelve copies begin with other weights: some bring the loss to zero, others come to rest at a high one, half of the examples right and the other half beyond them. Such a network has hardly any gradient left and nowhere to go. With more units than needed it hardly ever happens, so that for large networks bad minima are believed to be rare.',
      scene: {
        ...exclusiveOr(2),
        racers: Array.from({ length: 12 }, (_, seed) => ({
          id: `weights ${seed + 1}`,
          optimizer: 'sgd',
          lr: 0.5,
          start: { kind: 'initialisation', seed },
        })),
        record: 10,
        view: { chart: { quantity: 'loss', scale: 'log' }, instrument: 'curvature' },
      },
      highlight: ['network', 'seed', 'race', 'chart'],
      claims: [
        claim({
          id: '3',
          text: 'Of {runs} initialisations with two hidden units {narrow} % end above a loss of {stalls}; of as many with eight units {wide} %.',
          measure: (scene) => ({
            narrow: fromInitialisations(scene, { seeds: initialisations }),
            wide: fromInitialisations(sceneOf(exclusiveOr(8)), { seeds: initialisations }),
          }),
          numbers: ({ narrow, wide }) => {
            const stalled = ({ racers }: typeof narrow) => 100 - (100 * racers[0]!.met!) / initialisations
            return { runs: initialisations, stalls, narrow: stalled(narrow), wide: stalled(wide) }
          },
          holds: [
            { number: 'narrow', is: 'above', bound: 20 },
            { number: 'narrow', is: 'below', bound: 50 },
            { number: 'wide', is: 'below', bound: 1 },
          ],
          counter: { landscape: { widths: [2, 6, 2] } },
          slow: true,
        }),
        claim({
          id: '4',
          text: 'The best of those that stall, of {runs} with 20000 steps, is at {least}, within {beyond} of $\\frac12\\ln2$: half of the examples are learned, of the others it knows nothing.',
          measure: (scene) => ({
            run: fromInitialisations(
              { ...scene, steps: 20000 },
              { seeds: looked, quantiles: Array.from({ length: looked }, (_, k) => k / (looked - 1)) },
            ),
          }),
          numbers: ({ run: { racers } }) => {
            const ends = racers[0]!.quantiles.map((column) => column.at(-1)!)
            const least = Math.min(...ends.filter((loss) => loss >= stalls))
            return { runs: looked, least, beyond: Math.abs(least - 0.34657359027997264) }
          },
          holds: [{ number: 'beyond', is: 'below', bound: 1e-3 }],
          // One unit cuts off one of the four, and of the other three it does not know which is which.
          counter: { landscape: { widths: [2, 1, 2] } },
          slow: true,
        }),
      ],
      note: 'High-cost minima are sometimes told of as a fact of all networks. They are one of small networks: the more units there are to spare, the rarer they get.',
    },
    {
      title: 'A hundred starts',
      story:
        'The same narrow network begins a hundred times with weights of its own and is trained to the end. Where do they come to rest? The histogram of the last losses has a heap next to zero, of those that have learned, and another far from it, at $\\frac12\\ln2$, of those that have stalled: half of the examples are right, and of the others they know nothing. Give it more hidden units in the drawing under *Network*, race again, and the far heap melts away.',
      scene: {
        ...exclusiveOr(2),
        racers: [{ id: 'narrow', optimizer: 'sgd', lr: 0.5, start: { kind: 'initialisation' } }],
        record: 10,
        view: { chart: { quantity: 'loss' }, ensemble: { seeds: 100 }, instrument: 'seeds' },
      },
      highlight: ['network', 'race', 'analysis'],
      claims: [],
    },
  ],
  links: ['saddles', 'mode-connectivity'],
})
