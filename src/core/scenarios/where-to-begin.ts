import { claim, defineScenario, question } from '../claims/scenario'
import { points, race } from '../claims/measures'
import type { MeasuredRacer } from '../claims/measurement'
import { median } from '../claims/median'
import { lastLoss, pointAfter, rowOf } from '../claims/of-races'
import { euclideanNorm } from '../linalg/euclidean-norm'

/** How far parameters i and j of a path are apart at most. */
function farthest({ theta, dimension, step }: MeasuredRacer, i: number, j: number): number {
  let most = 0
  for (let row = 0; row < step.length; row++) {
    const apart = Math.abs(theta[row * dimension + i]! - theta[row * dimension + j]!)
    if (!(apart <= most)) most = apart
  }
  return most
}

/** How far the first two units of the first hidden layer, of two inputs and 16 units, ever differ. */
function unlikeness(racer: MeasuredRacer): number {
  const [units, inputs] = [16, 2]
  const bias = units * inputs
  return Math.max(farthest(racer, 0, inputs), farthest(racer, 1, inputs + 1), farthest(racer, bias, bias + 1))
}

/** The largest change of a weight of the last layer, whose biases are the last two parameters. */
function largestWeight({ theta, dimension }: MeasuredRacer): number {
  let most = 0
  for (let k = 0; k < theta.length; k++) if (k % dimension < dimension - 2) most = Math.max(most, Math.abs(theta[k]!))
  return most
}

const begun = (id: string, init: Readonly<Record<string, unknown>>) => ({
  id,
  optimizer: 'sgd',
  lr: 0.1,
  start: { kind: 'initialisation', init },
})

const inits = [
  begun('zeros', { id: 'zeros' }),
  begun('all 0.3', { id: 'constant', val: 0.3 }),
  begun('tiny', { id: 'normal', std: 0.01 }),
  begun('Xavier', { id: 'xavier' }),
  begun('huge', { id: 'normal', std: 5 }),
]

export default defineScenario({
  id: 'where-to-begin',
  label: 'S18',
  chapter: 'challenges',
  section: '8.2.6',
  title: 'No minimum to find, and where to begin',
  summary: 'A loss may fall for ever, a healthy descent may lead away from the goal: where it begins decides.',
  steps: [
    {
      title: 'A loss that falls for ever',
      story:
        'Six points, and a line through the origin that tells them apart. Once it does, longer weights make every margin larger and the cross-entropy smaller: there is no best length. So the loss falls as $J\\sim 1/t$ toward a value that it never takes, and the weights grow like $\\ln t$, slower and slower and without end.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'log1p(exp(-r*(a*x+b*y)))',
          domain: { x: [-3, 7], y: [-3, 7] },
          examples: {
            a: [2, 1, 1.5, -2, -1, -0.5],
            b: [1, 2, 0.5, -1, -1.5, -2],
            r: [1, 1, 1, -1, -1, -1],
          },
        },
        start: [0, 0],
        steps: 20000,
        record: 10,
        racers: [{ id: 'gradient descent', optimizer: 'sgd', lr: 1 }],
        view: { height: { scale: 'log' }, chart: { quantity: 'loss', second: 'parameter-norm', scale: 'log' } },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '1',
          text: 'The weights are {first} long after 100 steps, {second} after 1000 and {third} after 10000: about as much longer for every ten times the steps. The loss times the number of steps stays near one number, {product} at the end.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const racer = racers[0]!
            const [first, second, third] = [100, 1000, 10000].map((step) => euclideanNorm(pointAfter(racer, step)))
            const products = [100, 1000, 10000, 20000].map((step) => step * racer.loss[rowOf(racer, step)]!)
            return {
              first: first!,
              second: second!,
              third: third!,
              earlier: second! - first!,
              later: third! - second!,
              product: products[3]!,
              least: products.reduce((a, b) => Math.min(a, b)),
              most: products.reduce((a, b) => Math.max(a, b)),
            }
          },
          holds: [
            { number: 'first', is: 'within', bound: 3.2068, tolerance: 1e-4 },
            { number: 'second', is: 'within', bound: 4.5644, tolerance: 1e-4 },
            { number: 'third', is: 'within', bound: 5.9831, tolerance: 1e-4 },
            { number: 'earlier', is: 'within', bound: 1.4, tolerance: 0.1 },
            { number: 'later', is: 'within', bound: 1.4, tolerance: 0.1 },
            { number: 'least', is: 'above', bound: 0.3 },
            { number: 'most', is: 'below', bound: 0.5 },
          ],
          counter: { landscape: { examples: { r: [1, 1, 1, -1, -1, 1] } } },
        }),
      ],
    },
    {
      title: 'A healthy descent that leads away',
      story:
        'A ridge stands between two slopes. On the right they lead down to the goal; on the left the ground sinks too, but to a shelf that has no lowest point, only less and less slope. Every racer does what a local rule should: its loss falls, its gradient vanishes. Two of them never get anywhere.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '2/(1+x^2) + sigmoid(-2*x) + y^2/2',
          domain: { x: [-10, 10], y: [-2, 2] },
        },
        start: [-1, 1],
        steps: 5000,
        racers: [-1, -0.3, 0.3, 1].map((x) => ({ id: `from ${x}`, optimizer: 'sgd', lr: 0.1, start: [x, 1] })),
        view: { criticalPoints: true, separatrices: true, chart: { quantity: 'loss', second: 'gradient-norm' } },
      },
      highlight: ['start', 'race'],
      question: question({
        ask: 'A racer on the left has a gradient norm below 0.01 and a loss above 1, with no minimum anywhere near. What will ten times as many steps bring it?',
        choices: ['the goal: it only needs patience', 'almost nothing', 'a fall over an edge that it cannot see yet'],
        measure: (scene) => ({
          run: race(scene),
          longer: race({ ...scene, steps: 10 * scene.steps, record: scene.steps, racers: scene.racers.slice(0, 1) }),
        }),
        numbers: ({ run, longer }) => {
          const [before, after] = [lastLoss(run.racers[0]!), lastLoss(longer.racers[0]!)]
          return { before, after, gained: before - after }
        },
        answer: ({ after, gained }) => (after < 0.05 ? 0 : gained < 0.05 ? 1 : 2),
        tell: 'Ten times as many steps take its loss from {before} to {after}.',
      }),
      claims: [
        claim({
          id: '2',
          text: 'The only critical point is a saddle on the ridge, at x = {ridge}. From its left racers end with a loss of {left}, from its right with {right}, and all with a gradient of at most {gradient}.',
          measure: (scene) => ({ run: race(scene), found: points(scene) }),
          numbers: ({ run: { racers }, found }) => {
            const [first] = found.points
            return {
              critical: found.complete ? found.points.length : NaN,
              saddles: found.points.filter(({ kind }) => kind === 'saddle').length,
              ridge: first?.at[0] ?? NaN,
              left: Math.min(lastLoss(racers[0]!), lastLoss(racers[1]!)),
              right: Math.max(lastLoss(racers[2]!), lastLoss(racers[3]!)),
              gradient: racers.reduce((most, { gradientNorm }) => Math.max(most, gradientNorm.at(-1)!), 0),
            }
          },
          holds: [
            { number: 'critical', is: 'within', bound: 1 },
            { number: 'saddles', is: 'within', bound: 1 },
            { number: 'ridge', is: 'within', bound: -0.1270054339, tolerance: 1e-9 },
            { number: 'left', is: 'above', bound: 1 },
            { number: 'right', is: 'below', bound: 0.05 },
            { number: 'gradient', is: 'below', bound: 0.01 },
          ],
          counter: { landscape: { expression: '2/(1+x^2) + 4*sigmoid(-2*x) + y^2/2' } },
        }),
      ],
    },
    {
      title: 'Five ways to begin',
      story:
        'One network, one data set, one rule; only the first weights differ. From zeros no weight ever gets a gradient. From one number for all, units that begin alike stay alike for ever: sixteen units are one unit. Weights too small leave the signal to die in the layers, weights too large saturate every unit. A good start breaks the symmetry, and has the right scale.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 16, 16, 16, 2],
          loss: 'cross-entropy',
          data: { id: 'moons', examples: 200, noise: 0.15 },
        },
        steps: 1000,
        racers: inits,
        view: {
          chart: { quantity: 'loss', second: 'gradient-norm', scale: 'log', secondScale: 'log' },
          instrument: 'weights',
          weights: { of: 'all 0.3' },
        },
      },
      highlight: ['start', 'race', 'chart', 'analysis'],
      claims: [
        claim({
          id: '3',
          text: 'From zeros no weight moves at all, and the loss stays that of a constant guess, {guess}. From one number for all the first two units are {apart} apart at every step. From tiny weights the loss comes {gained} below the guess.',
          slow: true,
          measure: (scene) => ({ run: race({ ...scene, racers: scene.racers.slice(0, 3) }) }),
          numbers: ({ run: { racers } }) => {
            const [zeros, constant, tiny] = [racers[0]!, racers[1]!, racers[2]!]
            return {
              guess: lastLoss(zeros),
              moved: largestWeight(zeros),
              apart: unlikeness(constant),
              gained: lastLoss(zeros) - lastLoss(tiny),
            }
          },
          holds: [
            { number: 'moved', is: 'at most', bound: 0 },
            { number: 'guess', is: 'within', bound: 0.6931471805599453, tolerance: 0.02 },
            { number: 'apart', is: 'at most', bound: 0 },
            { number: 'gained', is: 'below', bound: 0.005 },
          ],
          counter: {
            racers: [begun('a', { id: 'xavier' }), begun('b', { id: 'xavier' }), begun('c', { id: 'xavier' })],
          },
          seeds: { count: 20 },
        }),
        claim({
          id: '4',
          text: 'Over the seeds the median loss after 1000 steps is {xavier} from Xavier weights and {constant} from one number for all, {times} times as much.',
          slow: true,
          measure: (scene) => ({
            run: race({ ...scene, record: scene.steps, racers: [scene.racers[1]!, scene.racers[3]!] }),
          }),
          numbers: ({ run: { racers } }) => {
            const [constant, xavier] = [lastLoss(racers[0]!), lastLoss(racers[1]!)]
            return { constant, xavier, times: constant / xavier }
          },
          holds: [{ number: 'times', is: 'above', bound: 5 }],
          counter: { steps: 10 },
          seeds: { count: 40 },
          together(ofSeeds) {
            const [constant, xavier] = [
              median(ofSeeds.map((each) => each.constant)),
              median(ofSeeds.map((each) => each.xavier)),
            ]
            return { constant, xavier, times: constant / xavier }
          },
        }),
      ],
      note: 'The output biases of the zero network do move, to the shares of the two classes: zero weights silence a network, and not its last bias.',
    },
  ],
  links: ['plateaus', 'saddles'],
})
