import { probe, race, step } from '../claims/measures'
import { lastLoss } from '../claims/of-races'
import type { MeasuredRacer, MeasuredStep } from '../claims/measurement'
import { claim, defineScenario, question } from '../claims/scenario'
import { acos } from '../elementary'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { dot } from '../linalg/vector'
import type { Scene } from '../scene/scene'

/** The lengths of all steps of a racer of which every one was recorded. */
function stepLengths({ theta, dimension, step: steps }: MeasuredRacer): readonly number[] {
  return Array.from({ length: steps.length - 1 }, (_, k) => {
    const [from, to] = [k, k + 1].map((row) => theta.subarray(row * dimension, (row + 1) * dimension))
    return euclideanNorm(from!.map((entry, i) => to![i]! - entry))
  })
}

/** The cosine of the angle between the gradient and what clipping makes of it. */
function turn({ gradients }: MeasuredStep): number {
  const [raw, clipped] = [gradients[0]!.vector, gradients.at(-1)!.vector]
  return dot(raw, clipped) / (euclideanNorm(raw) * euclideanNorm(clipped))
}

/** A loss that shows an unclipped run to have been in vain, and a step longer than any slope of the valley asks for. */
const [bar, far] = [0.02, 0.5]

/** A racer of the scene, as it is and without its clipping, from starts on a line just above the edge. */
function alongTheEdge(scene: Scene) {
  const { clip: _clip, ...unclipped } = scene.racers[1]!
  const racers = [scene.racers[1]!, { ...unclipped, id: 'unclipped' }]
  return Array.from({ length: 41 }, (_, j) => race({ ...scene, start: [4.9 + 0.005 * j, -2.6], racers }))
}

export default defineScenario({
  id: 'cliffs',
  label: 'S15',
  chapter: 'challenges',
  section: '8.2.4',
  title: 'Over the cliff',
  summary:
    'Where one weight acts many times over, the loss has walls. One step from the edge of one can undo all the work.',
  steps: [
    {
      title: 'One step too far',
      story:
        'A recurrent unit feeds its output back to itself fifty times, through one weight $w$ and one bias $b$. Multiplying by the same weight again and again makes $\\partial J/\\partial w$ tiny in one place and gigantic in another, and the border between them is a cliff. All racers start on its edge. The gradient gives a direction there, that of steepest descent for an infinitely short step, and no distance worth following: without clipping the first step flies out of the picture to where nothing slopes any more. Clipping keeps the step short: if $\\|g\\|>v$, take $g\\leftarrow v\\,g/\\|g\\|$.',
      scene: {
        landscape: { kind: 'catalog', id: 'rnn-cliff' },
        start: [5, -2.5],
        steps: 500,
        racers: [
          { id: 'unclipped', optimizer: 'sgd', lr: 0.01 },
          { id: 'clipped by norm', optimizer: 'sgd', lr: 0.05, clip: { kind: 'norm', value: 1 } },
          { id: 'clipped by value', optimizer: 'sgd', lr: 0.05, clip: { kind: 'value', value: 1 } },
        ],
        view: {
          chart: { quantity: 'gradient-norm', scale: 'log', second: 'step-length', secondScale: 'log' },
          instrument: 'throw',
          throw: { of: 'unclipped' },
          trail: 40,
        },
      },
      highlight: ['clip', 'race', 'chart'],
      question: question({
        ask: 'The second racer clips its gradient to norm 1, at a learning rate of 0.05. How far does its first step take it?',
        choices: ['0.05', 'to the minimum', 'about 300', 'about 1500'],
        measure: (scene) => ({ first: step(scene, { racer: 1, step: 1 }), bare: step(scene, { racer: 0, step: 1 }) }),
        numbers: ({ first, bare }) => ({ clipped: euclideanNorm(first.update), unclipped: euclideanNorm(bare.update) }),
        answer: ({ clipped }) => (clipped < 0.1 ? 0 : clipped < 10 ? 1 : clipped < 600 ? 2 : 3),
        tell: 'It ends {clipped} from the start. The unclipped racer, at a fifth of that learning rate, is thrown {unclipped}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Without clipping the first step is {length} long. Then there is no slope any more, {slope}, and the loss stays at {loss}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            length: stepLengths(racers[0]!)[0]!,
            slope: Math.max(...racers[0]!.gradientNorm.subarray(1)),
            loss: lastLoss(racers[0]!),
          }),
          holds: [
            { number: 'length', is: 'within', bound: 313.335, tolerance: 1e-3 },
            { number: 'slope', is: 'below', bound: 1e-12 },
            { number: 'loss', is: 'within', bound: 0.09, tolerance: 1e-12 },
          ],
          counter: { start: [5, -2] },
        }),
        claim({
          id: '2',
          text: 'Clipped by its norm, no step is longer than {longest}, and after 500 steps the loss is below 0.001. How far below, rounding alone decides.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            longest: Math.max(...stepLengths(racers[1]!)),
            loss: lastLoss(racers[1]!),
          }),
          holds: [
            { number: 'longest', is: 'below', bound: 0.05001 },
            { number: 'loss', is: 'below', bound: 1e-3 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.01 },
              { optimizer: 'sgd', lr: 0.05 },
              { optimizer: 'sgd', lr: 0.05 },
            ],
          },
        }),
        claim({
          id: '3',
          text: 'At the start clipping by norm keeps the direction, cosine {norm}. Clipping each coordinate by itself turns it by {degrees}° and leaves a gradient of length {length}.',
          measure: (scene) => ({
            norm: step(scene, { racer: 1, step: 1 }),
            value: step(scene, { racer: 2, step: 1 }),
          }),
          numbers: ({ norm, value }) => ({
            norm: turn(norm),
            degrees: (180 / 3.141592653589793) * acos(turn(value)),
            length: euclideanNorm(value.gradients.at(-1)!.vector),
          }),
          holds: [
            { number: 'norm', is: 'within', bound: 1, tolerance: 1e-12 },
            { number: 'degrees', is: 'within', bound: 18.43, tolerance: 0.01 },
            { number: 'length', is: 'within', bound: 1.4142135623730951, tolerance: 1e-12 },
          ],
          counter: { start: [5, -2] },
        }),
        claim({
          id: '4',
          text: 'From 41 starts along the edge, clipping by norm brings all below a loss of 0.002, at worst to {worst}. Without it {high} stay above {bar}, and {thrown} are thrown farther than {far} in one step.',
          measure: (scene) => ({ runs: alongTheEdge(scene) }),
          numbers: ({ runs }) => ({
            bar,
            far,
            worst: Math.max(...runs.map(({ racers }) => lastLoss(racers[0]!))),
            high: runs.filter(({ racers }) => lastLoss(racers[1]!) > bar).length,
            thrown: runs.filter(({ racers }) => stepLengths(racers[1]!).some((length) => length > far)).length,
          }),
          holds: [
            { number: 'worst', is: 'below', bound: 2e-3 },
            // Three quarters of 41.
            { number: 'high', is: 'at least', bound: 31 },
            { number: 'thrown', is: 'at least', bound: 41 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.01 },
              { optimizer: 'sgd', lr: 0.05 },
              { optimizer: 'sgd', lr: 0.05 },
            ],
          },
        }),
      ],
      note: 'Clipping is often said to reduce the step size, and no more. By norm it keeps the direction; by value it turns it; and the mean of clipped gradients of batches is not the clipped gradient, so that clipping is a bias too. How a single unclipped run goes on is chaotic: it may be watched, but nothing is claimed of it.',
    },
    {
      title: 'The same weight in every layer',
      story:
        'A chain of linear layers that share one weight gives $y=w^tx$ at depth $t$. It is as linear in $x$ as a single layer, and a polynomial of degree $t$ in $w$: below 1 it goes to nothing, above 1 to enormous numbers. The loss $(w^t-1)^2/2$ is therefore a plain that ends at a wall, with the minimum at its foot. Change the depth from 2 to 50 and watch the wall rise.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(x^t-1)^2/2',
          dimension: 1,
          parameters: { t: { value: 20, min: 2, max: 50 } },
          domain: { x: [0.5, 1.25] },
        },
        start: [1.2],
        steps: 500,
        racers: [
          { id: 'on the wall, unclipped', optimizer: 'sgd', lr: 0.001 },
          { id: 'on the wall, clipped', optimizer: 'sgd', lr: 0.001, clip: { kind: 'norm', value: 1 } },
          { id: 'on the plain', optimizer: 'sgd', lr: 0.001, start: [0.8] },
        ],
        view: {
          height: { scale: 'log' },
          chart: { quantity: 'gradient-norm', scale: 'log' },
          instrument: 'step',
        },
      },
      highlight: ['parameters', 'clip', 'race'],
      claims: [
        claim({
          id: '5',
          text: 'At depth 20 the slope is {below} at $w=0.8$ and {above} at $w=1.2$.',
          measure: (scene) => ({ at: [0.8, 1.2].map((w) => probe(scene, [w])) }),
          numbers: ({ at }) => {
            const [below, above] = at.map(({ gradient }) => Math.abs(gradient[0]!))
            return { below: below!, above: above! }
          },
          holds: [
            { number: 'below', is: 'within', bound: 0.28491, tolerance: 1e-5 },
            { number: 'above', is: 'within', bound: 23857.2, tolerance: 0.1 },
          ],
          counter: { landscape: { parameters: { t: 10 } } },
        }),
      ],
      note: 'It is sometimes said that deep networks have cliffs because of their non-linearities. This chain has none in $x$; what is not linear is the loss in the weight that is used again and again. With another weight in each layer depth does far less harm.',
    },
  ],
  links: ['two-taylor-terms'],
})
