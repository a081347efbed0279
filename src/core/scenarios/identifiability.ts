import { connect, probe, race } from '../claims/measures'
import { lastPoint } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import type { Network } from '../networks/network'
import { checkInit, standardInit } from '../scene/initial-parameters'
import type { Scene } from '../scene/scene'
import { type Symmetry, twinOf } from '../symmetry/symmetry'

/** Places (c, 1/c) of the valley w1 w2 = 1. */
const inValley = (scene: Scene, places: readonly number[]) => places.map((c) => probe(scene, [c, 1 / c]))

const layer = 0
const swap = (i: number, j: number): Symmetry => ({ kind: 'swap', layer, units: [i, j] })
const orders = [[], [swap(0, 1)], [swap(0, 2)], [swap(1, 2)], [swap(0, 1), swap(1, 2)], [swap(1, 2), swap(0, 1)]]
/** The ways from a network of three tanh units to each other one of its function. */
const waysToTwins = Array.from({ length: 8 }, (_, signs) => {
  const flips = [0, 1, 2].filter((unit) => (signs >> unit) & 1).map((unit): Symmetry => ({ kind: 'flip', layer, unit }))
  return orders.map((order) => [...order, ...flips])
})
  .flat()
  .filter((way) => way.length > 0)

const seed = 0
const network: Network = {
  widths: [2, 3, 2],
  activations: ['tanh'],
  loss: 'cross-entropy',
  batchNorm: false,
  isTied: false,
}
const beginning = checkInit(standardInit, '').value!(network, seed)
const twinOfBeginning = (way: readonly Symmetry[]) => Array.from(twinOf(network, beginning, way))

const moons = {
  kind: 'network',
  widths: [2, 3, 2],
  activation: 'tanh',
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 100, noise: 0.15 },
}

/** The scene's first racer alone. */
function alone(scene: Scene): Scene {
  return { ...scene, racers: scene.racers.slice(0, 1) }
}

/** The straight roads from where the first racer ends to all its twins. */
function roads(scene: Scene, from: Float64Array) {
  return waysToTwins.map((to) => connect(scene, { from: Array.from(from), to, points: 21 }))
}

export default defineScenario({
  id: 'identifiability',
  label: 'S9',
  chapter: 'challenges',
  section: '8.2.2',
  title: 'Twins',
  summary:
    'Many weights compute one and the same network. It harms nobody who looks for a low loss, but bars the straight road between two of them.',
  steps: [
    {
      title: 'A valley of equal networks',
      story:
        'Two linear units stand one after the other, $y=w_2w_1x$, and are to give $y=x$. Multiply the first weight by any $c$ and divide the second by it, $w_1\\to cw_1$, $w_2\\to w_2/c$: nothing changes, so that the minima are not points but the whole curve $w_1w_2=1$. Along it the loss is zero and one eigenvalue of the Hessian is zero too; the other is $w_1^2+w_2^2$, which grows without bound. Descent from four places finds four different networks that no data can tell apart.',
      scene: {
        landscape: { kind: 'catalog', id: 'two-layer-linear' },
        start: [2.5, 1.2],
        steps: 300,
        racers: [
          { id: 'a', optimizer: 'sgd', lr: 0.05 },
          { id: 'b', optimizer: 'sgd', lr: 0.05, start: [0.6, 2.8] },
          { id: 'c', optimizer: 'sgd', lr: 0.05, start: [0.3, 0.1] },
          { id: 'd', optimizer: 'sgd', lr: 0.05, start: [-2.5, -1.2] },
        ],
        view: {
          overlay: 'greatest-eigenvalue',
          instrument: 'cross-section',
          crossSection: { at: [1, 1], along: 'eigenvectors' },
          chart: { quantity: 'loss', scale: 'log' },
        },
      },
      highlight: ['start', 'race', 'view'],
      claims: [
        claim({
          id: '2',
          text: 'At four places of the valley the smaller eigenvalue is 0 to within {flat}, and the larger is $w_1^2+w_2^2$ to within {steep}.',
          measure: (scene) => ({ at: inValley(scene, [0.5, 1, 1.5, 3]) }),
          numbers: ({ at }) => ({
            flat: Math.max(...at.map(({ eigenvalues }) => Math.abs(eigenvalues[0]!))),
            steep: Math.max(...at.map(({ eigenvalues, at: [x, y] }) => Math.abs(eigenvalues[1]! - x! * x! - y! * y!))),
          }),
          holds: [
            { number: 'flat', is: 'below', bound: 1e-10 },
            { number: 'steep', is: 'below', bound: 1e-10 },
          ],
          // The valley lies elsewhere.
          counter: { landscape: { parameters: { t: 2 } } },
        }),
        claim({
          id: '4',
          text: 'For $c=1,2,4,10$ the loss at $(c,1/c)$ is at most {loss}, while the sharpness $c^2+1/c^2$ grows: {one}, {two}, {four}, {ten}.',
          measure: (scene) => ({ at: inValley(scene, [1, 2, 4, 10]) }),
          numbers: ({ at }) => {
            const [one, two, four, ten] = at.map(({ eigenvalues }) => eigenvalues[1]!)
            return { loss: Math.max(...at.map(({ value }) => value)), one: one!, two: two!, four: four!, ten: ten! }
          },
          holds: [
            { number: 'loss', is: 'below', bound: 1e-30 },
            { number: 'one', is: 'within', bound: 2, tolerance: 1e-9 },
            { number: 'two', is: 'within', bound: 4.25, tolerance: 1e-9 },
            { number: 'four', is: 'within', bound: 16.0625, tolerance: 1e-9 },
            { number: 'ten', is: 'within', bound: 100.01, tolerance: 1e-9 },
          ],
          counter: { landscape: { parameters: { t: 2 } } },
        }),
      ],
    },
    {
      title: 'Rewired, and the same',
      story:
        'Three tanh units stand between two inputs and two classes. Two of them have changed places in the drawing, each with all its links; swap them again, or choose another unit and flip its sign. The links cross over or change their colours, the loss beside the drawing keeps every digit that counts, and so does what the network says of every point. Race, and play with the trained weights too.',
      scene: {
        landscape: { ...moons, slice: { kind: 'pca', of: 'net' }, domain: { x: [-12, 4], y: [-6, 6] } },
        seed,
        start: { kind: 'initialisation' },
        steps: 2000,
        racers: [{ id: 'net', optimizer: 'adam', lr: 0.05 }],
        view: { height: { scale: 'log' }, twins: [swap(0, 1)], instrument: 'network' },
      },
      highlight: ['network', 'race', 'analysis'],
      claims: [],
    },
    {
      title: 'A mountain between equals',
      story:
        'A layer of $n$ tanh units can be written down in any of $n!$ orders, and each unit with the sign of all its weights changed, since tanh is odd: $n!\\,2^n$ vectors of weights, and one function. The three racers begin as such twins, train alike, and end as twins. The plane goes through their three ends. None is better than another, and yet on the straight line between them the loss climbs a mountain: the mean of two equal networks is not that network.',
      scene: {
        landscape: {
          ...moons,
          slice: {
            kind: 'points',
            points: ['net', 'two units swapped', 'a sign changed'].map((of) => ({ kind: 'end', of })),
          },
          domain: { x: [-0.4, 1.4], y: [-0.4, 1.4] },
        },
        seed,
        start: { kind: 'initialisation' },
        steps: 2000,
        racers: [
          { id: 'net', optimizer: 'adam', lr: 0.05 },
          { id: 'two units swapped', optimizer: 'adam', lr: 0.05, start: twinOfBeginning([swap(0, 1)]) },
          {
            id: 'a sign changed',
            optimizer: 'adam',
            lr: 0.05,
            start: twinOfBeginning([{ kind: 'flip', layer, unit: 2 }]),
          },
        ],
        view: { height: { scale: 'log' }, instrument: 'paths' },
      },
      highlight: ['network', 'race', 'analysis'],
      question: question({
        ask: 'How many other vectors of weights compute exactly the function of this network with three hidden units?',
        choices: ['none', '5', '7', '47'],
        measure: (scene) => ({
          road: connect(scene, { from: Array.from(beginning), to: waysToTwins[0]!, points: 2 }),
        }),
        numbers: ({ road }) => ({ all: Number(road.orbit!.count) }),
        answer: ({ all }) => [1, 6, 8, 48].indexOf(all),
        tell: 'There are {all} in all: six orders times eight choices of signs. This network is one of them.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'There are {count} of them in all. Over every one the loss is the same to within {spread}.',
          measure: (scene) => ({ run: race(alone(scene)) }),
          next: (scene, { run: { racers } }) => ({ roads: roads(scene, lastPoint(racers[0]!)) }),
          numbers: ({ roads: all }) => {
            const losses = [all[0]!.from.loss, ...all.map(({ to }) => to.loss)]
            return { count: Number(all[0]!.orbit!.count), spread: Math.max(...losses) - Math.min(...losses) }
          },
          holds: [
            { number: 'count', is: 'within', bound: 48, tolerance: 0.5 },
            { number: 'spread', is: 'below', bound: 1e-12 },
          ],
          counter: { landscape: { widths: [2, 4, 2], slice: null }, racers: [{ optimizer: 'adam', lr: 0.05 }] },
        }),
        claim({
          id: '3',
          text: 'On the straight way to each of the others the loss rises by {least} at least above the loss at both ends, which is {loss}.',
          measure: (scene) => ({ run: race(alone(scene)) }),
          next: (scene, { run: { racers } }) => ({ roads: roads(scene, lastPoint(racers[0]!)) }),
          numbers: ({ roads: all }) => ({
            least: Math.min(...all.map(({ paths }) => paths[0]!.barrier.height)),
            loss: all[0]!.from.loss,
          }),
          holds: [{ number: 'least', is: 'above', bound: 0.05 }],
          // What has learned next to nothing has nothing to lose.
          counter: { steps: 1 },
          seeds: { count: 20 },
        }),
      ],
      note: 'That a model is not identifiable is often listed among the obstacles of training. The many equal minima have equal cost, so that they do no harm to the value that is reached; they matter to those who average weights or compare them.',
    },
  ],
  links: ['catapult', 'sharp-or-flat', 'mode-connectivity'],
})
