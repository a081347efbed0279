import { placeMoments } from '../analysis/ensemble/place-moments'
import { places } from '../claims/measures'
import { leavingOf } from '../claims/of-places'
import { claim, defineScenario, question } from '../claims/scenario'
import type { Scene } from '../scene/scene'

const landscape = {
  kind: 'expression',
  expression: 'x^4/4 - x^2/2 + y^2/2',
  domain: { x: [-1.8, 1.8], y: [-1.2, 1.2] },
} as const

/** 2 T / lr at T = 1e-4 and lr = 0.1: what noise of the gradient has for variance, to give Langevin's kicks. */
const variance = 0.002

/** The coldest last, whose path is drawn above the others. */
const temperatures = [0.2, 0.1, 0.05, 0.02]

const runs = 1000
const manyRuns = 4000

/** Where a run has surely crossed the pass. */
const bar = 0.9

/** When a racer of each seed is first more than a half beside the ridge. */
const leaves = (scene: Scene) => places(scene, { seeds: runs, leaving: { of: 'x', is: 'beyond', bound: 0.5 } })

export default defineScenario({
  id: 'noise-leaves-saddles',
  label: 'S13',
  chapter: 'challenges',
  section: '8.2.3',
  title: 'Noise that blows the right way',
  summary:
    'A little noise takes descent off a saddle quickly, if it has a part along the way out. Out of a minimum it takes far longer.',
  steps: [
    {
      title: 'A first push',
      story:
        'Langevin dynamics adds a random kick to every step of descent, $\\theta\\leftarrow\\theta-\\epsilon g+\\sqrt{2\\epsilon T}\\,\\xi$, where the temperature $T$ says how hard. All racers start exactly on the ridge above the pass. Kicks of every direction carry a little of the unstable one, and as soon as there is any, the saddle itself does the rest, at its own rate. Kicks along $y$, however many, never do.',
      scene: {
        landscape,
        start: [0, 1],
        steps: 1000,
        racers: [
          { id: 'in all directions', optimizer: 'sgd', lr: 0.1, noise: covariance(variance) },
          { id: 'along y alone', optimizer: 'sgd', lr: 0.1, noise: covariance(0) },
          { id: 'without noise', optimizer: 'sgd', lr: 0.1 },
        ],
        view: {
          overlay: 'seeds',
          criticalPoints: true,
          ensemble: { seeds: runs, leaving: { of: 'x', is: 'beyond', bound: 0.5 } },
          chart: { quantity: 'loss' },
          instrument: 'seeds',
        },
      },
      highlight: ['noise', 'seed', 'race'],
      question: question({
        ask: 'Noise of the same strength, but along y alone. How many of 1000 runs leave the pass in 1000 steps?',
        choices: ['all', 'about half', 'a few', 'none'],
        measure: (scene) => ({ all: leaves(scene) }),
        numbers: ({ all }) => ({ runs, along: leavingOf(all, 1).left, everywhere: leavingOf(all, 0).left }),
        answer: ({ along }) => (along > 900 ? 0 : along > 250 ? 1 : along > 0 ? 2 : 3),
        tell: 'With noise along y alone {along} of {runs} leave; with noise in all directions {everywhere}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'With noise in all directions {left} of 1000 runs are away by step 200, half of them by step {median}, the last at step {last}. {right} % go to the right.',
          measure: (scene) => ({ all: leaves(scene) }),
          numbers: ({ all }) => {
            const { left, up, median, last } = leavingOf(all, 0, 200)
            return { left, median, last, right: (100 * up) / left }
          },
          holds: [
            { number: 'left', is: 'at least', bound: 1000 },
            { number: 'right', is: 'within', bound: 50, tolerance: 6 },
          ],
          counter: { racers: [{ optimizer: 'sgd', lr: 0.1, noise: covariance(0) }] },
        }),
        claim({
          id: '2',
          text: 'With noise along $y$ alone {left} of 1000 leave, and none is farther than {farthest} beside the ridge.',
          measure: (scene) => ({ all: leaves(scene) }),
          numbers: ({ all }) => {
            const { places: at } = all.racers[1]!
            return {
              left: leavingOf(all, 1).left,
              farthest: at.reduce((most, x, k) => (k % 2 === 0 ? Math.max(most, Math.abs(x)) : most), 0),
            }
          },
          holds: [
            { number: 'left', is: 'at most', bound: 0 },
            { number: 'farthest', is: 'at most', bound: 0 },
          ],
          counter: { start: [1e-6, 1] },
        }),
      ],
    },
    {
      title: 'Over the pass, against the slope',
      story:
        'To come out of a minimum is another matter: there is no unstable direction that helps, and the noise has to do all the climbing. Four temperatures start in the left minimum, with the pass $\\Delta J=\\frac{1}{4}$ above it. The time that one waits to be across grows like $e^{\\Delta J/T}$: at twice the temperature a hopeless wait becomes a short one. Within its basin meanwhile a run spreads about the minimum, the farther the hotter.',
      scene: {
        change: {
          start: [-1, 0],
          steps: 3000,
          racers: temperatures.map((temperature) => ({
            id: `T = ${temperature}`,
            optimizer: 'sgld',
            // Basin's sgld steps by half its rate.
            lr: 0.1,
            gamma: 0,
            temperature,
          })),
          record: 10,
          view: { trail: 40, ensemble: { leaving: { is: 'above', bound: bar } } },
        },
      },
      highlight: ['racers', 'seed', 'race'],
      claims: [
        claim({
          id: '3',
          text: 'Of 1000 runs {cold} % have been across, at $x$ above {bar}, within 3000 steps at the lowest temperature; then {cool} %, {warm} % and {hot} %.',
          measure: (scene) => ({
            all: places(scene, { seeds: runs, leaving: { of: 'x', is: 'above', bound: bar } }),
          }),
          numbers: ({ all }) => {
            const [hot, warm, cool, cold] = temperatures.map((_, racer) => (100 * leavingOf(all, racer).left) / runs)
            return { bar, cold: cold!, cool: cool!, warm: warm!, hot: hot! }
          },
          holds: [
            { number: 'cold', is: 'below', bound: 2 },
            { number: 'cool', is: 'above', bound: 10 },
            { number: 'cool', is: 'below', bound: 30 },
            { number: 'warm', is: 'above', bound: 75 },
            { number: 'hot', is: 'above', bound: 99 },
          ],
          counter: { start: [1, 0] },
          slow: true,
        }),
        claim({
          id: '4',
          text: 'Along $y$ the variance of {manyRuns} runs is $T/(1-\\epsilon/2)$, to within {off} of it at worst: {cold}, {cool}, {warm} and {hot}.',
          // A few hundred steps are many times what y takes to forget its start.
          measure: (scene) => ({ all: places({ ...scene, steps: 300 }, { seeds: manyRuns }) }),
          numbers: ({ all: { racers, step } }, scene) => {
            const spreads = racers.map(
              ({ places: at }) => placeMoments(at, 2 * manyRuns * (step.length - 1), manyRuns).covariance[2],
            )
            const shares = spreads.map((spread, k) => {
              const { lr, temperature } = scene.racers[k]!.hyper as Readonly<Record<string, number>>
              return Math.abs((spread * (1 - lr! / 4)) / temperature! - 1)
            })
            const [hot, warm, cool, cold] = spreads
            return { manyRuns, off: Math.max(...shares), cold: cold!, cool: cool!, warm: warm!, hot: hot! }
          },
          holds: [{ number: 'off', is: 'below', bound: 0.1 }],
          // Twice the curvature, half the variance.
          counter: { landscape: { expression: 'x^4/4 - x^2/2 + y^2' } },
          slow: true,
        }),
      ],
      note: 'It is often said that noise gets descent off saddles *and out of local minima*, as if that were one thing. They are two time scales: off a saddle in a time that grows like a logarithm, out of a minimum in one that grows exponentially with the height of the pass over the temperature.',
    },
  ],
  links: ['newton-at-saddles', 'batch-sizes'],
})

/** Noise of the gradient along y, and along x of this variance. */
function covariance(alongX: number) {
  return {
    kind: 'covariance',
    covariance: [
      [alongX, 0],
      [0, variance],
    ],
  }
}
