import { race, sharpness } from '../claims/measures'
import { claim, defineScenario, question } from '../claims/scenario'
import { cos, sin } from '../elementary'

/** Two moons of fifty examples each without noise, spaced evenly, and their classes as 1 and -1. */
const PI = 3.141592653589793
const angles = Array.from({ length: 50 }, (_, k) => (PI * k) / 49)
const moons = {
  inputs: [...angles.map((a) => [cos(a), sin(a)]), ...angles.map((a) => [1 - cos(a), 0.5 - sin(a)])],
  targets: [...angles.map(() => 1), ...angles.map(() => -1)],
}

/** From when on the limit is looked at, and at which steps. */
const settled = 500
const looks = Array.from({ length: 23 }, (_, k) => settled + 250 * k)

export default defineScenario({
  id: 'edge-of-stability',
  label: 'X8',
  chapter: 'beyond',
  section: '8.3.1',
  title: 'The edge of stability',
  summary:
    'Gradient descent on a network sharpens the ground under itself until it is at the limit of stability, and goes on there.',
  steps: [
    {
      title: 'At the limit, and yet downhill',
      story:
        'By the theory of quadratics gradient descent is unstable where the sharpness exceeds $2/\\epsilon$. At its initialisation this network is far below that. But training sharpens it, until $\\lambda_{max}\\epsilon/2$ comes up to one, and there, in place of flying apart, it stays about the limit: the loss goes up in single steps again and again, and down over many. The curvature panel measures it along the path.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 16, 16, 1],
          activation: 'tanh',
          loss: 'half-mse',
          data: moons,
          slice: { kind: 'pca', of: 'descent' },
          domain: { x: [-3, 3], y: [-3, 3] },
        },
        start: { kind: 'initialisation' },
        steps: 6000,
        racers: [{ id: 'descent', optimizer: 'sgd', lr: 0.2 }],
        view: { height: { scale: 'log' }, instrument: 'curvature', chart: { quantity: 'loss', scale: 'log', mean: 1 } },
      },
      highlight: ['learning-rate', 'race', 'analysis'],
      question: question({
        ask: 'At the start the sharpness is about a quarter of the limit of stability. Where is it after 6000 steps?',
        choices: ['where it was', 'at the limit, $2/\\epsilon$', 'far beyond it'],
        measure: (scene) => ({ along: sharpness(scene, { steps: [0, scene.steps] }) }),
        numbers: ({ along: { largest } }, { racers }) => {
          const half = (racers[0]!.hyper['lr'] as number) / 2
          return { start: largest[0]! * half, end: largest[1]! * half }
        },
        answer: ({ end }) => (end < 0.6 ? 0 : end < 1.5 ? 1 : 2),
        tell: 'It is {start} of the limit at the start, and {end} of it at the end.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'At the start $\\lambda_{max}\\epsilon/2$ is {start}. Looked at again and again from step 500 to the end, it is between {least} and {most}.',
          measure: (scene) => ({
            along: sharpness(scene, { steps: [0, ...looks.filter((step) => step <= scene.steps)] }),
          }),
          numbers: ({ along: { largest } }, { racers }) => {
            const half = (racers[0]!.hyper['lr'] as number) / 2
            const [start, ...later] = Array.from(largest, (value) => value * half)
            return { start: start!, least: Math.min(...later), most: Math.max(...later) }
          },
          holds: [
            { number: 'start', is: 'below', bound: 0.5 },
            { number: 'least', is: 'at least', bound: 0.85 },
            { number: 'most', is: 'at most', bound: 1.25 },
          ],
          // Slow enough, it never comes to the limit.
          counter: { racers: [{ id: 'descent', optimizer: 'sgd', lr: 0.01 }] },
          seeds: { count: 5 },
          slow: true,
        }),
        claim({
          id: '2',
          text: 'In {rises} of 6000 steps the loss goes up. Over all of them it goes down, from step 500 to the end to {share} of what it was.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const { loss } = racers[0]!
            const rises = loss.reduce((count, value, k) => count + (k > 0 && value > loss[k - 1]! ? 1 : 0), 0)
            return { rises, share: loss.at(-1)! / loss[settled]! }
          },
          holds: [
            { number: 'rises', is: 'at least', bound: 100 },
            { number: 'share', is: 'below', bound: 0.2 },
          ],
          counter: { racers: [{ id: 'descent', optimizer: 'sgd', lr: 0.01 }] },
          seeds: { count: 5 },
          slow: true,
        }),
      ],
      note: 'The limit is one of a quadratic, and no law of what a network does. At larger rates some runs drift below it later, and some explode: of those nothing is claimed.',
    },
  ],
  links: ['catapult', 'sharp-or-flat'],
  sources: [
    'J. Cohen, S. Kaur, Y. Li, J. Z. Kolter, A. Talwalkar, Gradient descent on neural networks typically occurs at the edge of stability, ICLR 2021.',
  ],
})
