import { connect, probe, race } from '../claims/measures'
import { lastPoint } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import { sin } from '../elementary'
import type { Scene } from '../scene/scene'

const places = [1, 2, 4, 10]

/** From parameters to those whose hidden units are ten times as large, with the sharpness of both. */
function rescaled(scene: Scene, from: readonly number[]) {
  return connect(scene, { from, to: [{ kind: 'rescale', layer: 0, factor: 10 }], points: 2, sharpness: true })
}

export default defineScenario({
  id: 'sharp-or-flat',
  label: 'X6',
  chapter: 'beyond',
  section: '8.2.2',
  title: 'Sharp or flat?',
  summary:
    'One function, as flat or as sharp as one likes: by itself the curvature at a minimum says nothing of how well a network generalises.',
  steps: [
    {
      title: 'One function, four curvatures',
      story:
        'Flat minima are said to generalise better than sharp ones. Yet all along the valley $w_1w_2=1$ the network is the same, $y=x$, and wrong about the same examples, while its sharpness $c^2+1/c^2$ at $(c,1/c)$ grows as large as one likes. Four racers stand in the valley, each a little beside its floor. They see very different slopes, and compute all but the same function.',
      scene: {
        landscape: { kind: 'catalog', id: 'two-layer-linear', domain: { x: [-1, 11], y: [-1, 2.5] } },
        start: [1, 1.02],
        steps: 300,
        racers: places.map((c) => ({ id: `c = ${c}`, optimizer: 'sgd', lr: 0.01, start: [c, 1.02 / c] })),
        view: {
          overlay: 'greatest-eigenvalue',
          instrument: 'cross-section',
          crossSection: { at: { of: 'c = 10' }, along: 'eigenvectors' },
          chart: { quantity: 'gradient-norm', scale: 'log' },
        },
      },
      highlight: ['start', 'view', 'analysis'],
      claims: [
        claim({
          id: '1',
          text: 'At $c=1,2,4,10$ the product of the weights is 1 to within {off} and the loss at most {loss}; the sharpness is {one}, {two}, {four} and {ten}.',
          measure: (scene) => ({ at: places.map((c) => probe(scene, [c, 1 / c])) }),
          numbers: ({ at }) => {
            const [one, two, four, ten] = at.map(({ eigenvalues }) => eigenvalues[1]!)
            return {
              off: Math.max(...at.map(({ at: [x, y] }) => Math.abs(x! * y! - 1))),
              loss: Math.max(...at.map(({ value }) => value)),
              one: one!,
              two: two!,
              four: four!,
              ten: ten!,
            }
          },
          holds: [
            { number: 'off', is: 'below', bound: 1e-15 },
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
      title: 'A network as sharp as one likes',
      story:
        'It is no oddity of linear units. A rectifier passes a positive factor on, so that the weights into its hidden units can be multiplied by ten and those out of them divided by ten: the network gives the same answers to every question there is. Its training loss is the same, its test loss too, and its Hessian another one. Train it, then ask *Paths* for the twin that is rescaled by ten.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 8, 2],
          activation: 'relu',
          loss: 'cross-entropy',
          data: { id: 'moons', examples: 100, noise: 0.15 },
          slice: { kind: 'pca', of: 'net' },
          domain: { x: [-2, 6], y: [-3, 3] },
        },
        start: { kind: 'initialisation' },
        steps: 1000,
        racers: [{ id: 'net', optimizer: 'adam', lr: 0.01 }],
        view: { height: { scale: 'log' }, instrument: 'paths', chart: { quantity: 'loss', scale: 'log' } },
      },
      highlight: ['network', 'race', 'analysis'],
      question: question({
        ask: 'All weights and biases into the hidden units times 10, those out of them divided by 10. What of the loss and of the sharpness changes?',
        choices: ['both', 'the loss alone', 'the sharpness alone', 'neither'],
        measure: (scene) => ({
          // Any weights will do: as many as 2-8-2 has.
          twin: rescaled(
            scene,
            Array.from({ length: 42 }, (_, k) => sin(1.7 * (k + 1))),
          ),
        }),
        numbers: ({ twin: { from, to } }) => ({
          loss: Math.abs(to.loss / from.loss - 1),
          sharpness: to.sharpness! / from.sharpness!,
        }),
        answer: ({ loss, sharpness }) => {
          const [lossChanges, sharpnessChanges] = [loss > 1e-9, Math.abs(sharpness - 1) > 1e-3]
          return lossChanges ? (sharpnessChanges ? 0 : 1) : sharpnessChanges ? 2 : 3
        },
        tell: 'At weights of no particular kind the loss changes by {loss} of it, the sharpness by the factor {sharpness}.',
      }),
      claims: [
        claim({
          id: '2',
          text: 'Rescaled by ten the trained network has the same loss, to within {change} of it, and a sharpness {times} times as large.',
          measure: (scene) => ({ run: race(scene) }),
          next: (scene, { run: { racers } }) => ({
            twin: rescaled(scene, Array.from(lastPoint(racers[0]!))),
          }),
          numbers: ({ twin: { from, to } }) => ({
            change: Math.abs(to.loss - from.loss) / from.loss,
            times: to.sharpness! / from.sharpness!,
          }),
          holds: [
            { number: 'change', is: 'below', bound: 1e-9 },
            { number: 'times', is: 'above', bound: 5 },
          ],
          // Weight decay tells twins apart.
          counter: { landscape: { l2: 0.01 } },
          seeds: { count: 10 },
        }),
      ],
      note: 'This does not show that flatness is no use: of the minima that noise or large steps reach, flat ones are preferred, and those often generalise. It shows that the number alone is no measure of it, since it depends on how the same function is written down.',
    },
  ],
  links: ['mode-connectivity', 'catapult'],
  sources: ['L. Dinh, R. Pascanu, S. Bengio, Y. Bengio, Sharp minima can generalize for deep nets, ICML 2017.'],
})
