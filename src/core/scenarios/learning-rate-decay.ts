import { claim, defineScenario, question } from '../claims/scenario'
import { ensemble, race } from '../claims/measures'
import type { MeasuredEnsemble } from '../claims/measurement'
import { mean } from '../claims/mean'
import { ofAverage } from '../claims/of-averages'
import { lastPoint } from '../claims/of-races'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { noNoise } from '../race/noise'
import type { Scene } from '../scene/scene'

/** The race over seeds, both of whose coordinates are a run of their own: E x^2 is the mean loss. */
const manyRuns = (scene: Scene) => ensemble({ ...scene, record: 100 }, { seeds: 100 })

/** Where one racer ends, over so many seeds. */
const lastOf = (scene: Scene, racer: number, seeds: number) =>
  ensemble({ ...scene, racers: scene.racers.slice(racer, racer + 1), record: scene.steps }, { seeds })

/** E x^2 of a racer, over the seeds and over the recorded steps from one on. */
function meanSquare({ racers }: MeasuredEnsemble, racer: number, from: number): number {
  const { step, mean: losses } = racers[racer]!
  return mean([...losses].filter((_, row) => step[row]! >= from))
}

/** sigma^2 epsilon / (lambda (2 - epsilon lambda)) at noise and curvature 1. */
const floorAt = (lr: number): number => lr / (2 - lr)

const landscape = {
  kind: 'expression',
  expression: '(x^2+y^2)/2',
  domain: { x: [-6, 6], y: [-6, 6] },
}

export default defineScenario({
  id: 'learning-rate-decay',
  label: 'S19',
  chapter: 'algorithms',
  section: '8.3.1',
  title: 'Why the rate must fall',
  summary:
    'Noise does not vanish at the minimum: a constant rate hovers, a falling one arrives, one that falls too fast stops on the way.',
  steps: [
    {
      title: 'The cloud that never lands',
      story:
        'The gradient vanishes at the minimum; the noise of a batch does not. So at a constant rate $\\epsilon$ the racer never lands: it hovers, at $\\mathbb E\\,x^2\\to\\dfrac{\\epsilon\\,\\sigma^2}{\\lambda\\,(2-\\epsilon\\lambda)}$ for curvature $\\lambda$ and noise $\\sigma$. A smaller rate has a smaller cloud, and takes longer to get there. Without noise the same rule runs straight home.',
      scene: {
        landscape,
        start: [5, 5],
        steps: 4000,
        noise: 1,
        racers: [
          { id: '0.1', optimizer: 'sgd', lr: 0.1 },
          { id: '0.05', optimizer: 'sgd', lr: 0.05 },
          { id: '0.01', optimizer: 'sgd', lr: 0.01 },
          { id: '0.1, no noise', optimizer: 'sgd', lr: 0.1, noise: 0 },
        ],
        view: {
          domain: { x: [-1, 1], y: [-1, 1] },
          elevation: 60,
          overlay: 'seeds',
          trail: 100,
          ensemble: { seeds: 500 },
          chart: { quantity: 'loss', scale: 'log' },
          instrument: 'seeds',
        },
      },
      highlight: ['learning-rate', 'noise', 'chart'],
      question: question({
        ask: 'The learning rate is halved. What becomes of the variance of the cloud?',
        choices: ['it stays as it is', 'it is about halved', 'it is about quartered'],
        measure: (scene) => ({ runs: manyRuns(scene) }),
        numbers: ({ runs }) => {
          const [whole, half] = [meanSquare(runs, 0, 2000), meanSquare(runs, 1, 2000)]
          return { whole, half, ratio: half / whole }
        },
        answer: ({ ratio }) => (ratio > 0.75 ? 0 : ratio > 0.35 ? 1 : 2),
        tell: 'The mean square goes from {whole} to {half}, by a factor of {ratio}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Over 200 runs the cloud at rate 0.1 has mean square {large} where the formula says {largeSaid}; at 0.01 it has {small} where it says {smallSaid}.',
          measure: (scene) => ({ runs: manyRuns(scene) }),
          numbers: ({ runs }) => ({
            large: meanSquare(runs, 0, 2000),
            largeSaid: floorAt(0.1),
            largeRatio: meanSquare(runs, 0, 2000) / floorAt(0.1),
            small: meanSquare(runs, 2, 2000),
            smallSaid: floorAt(0.01),
            smallRatio: meanSquare(runs, 2, 2000) / floorAt(0.01),
          }),
          holds: [
            { number: 'largeRatio', is: 'within', bound: 1, tolerance: 0.1 },
            { number: 'smallRatio', is: 'within', bound: 1, tolerance: 0.1 },
          ],
          counter: { noise: 2 },
        }),
        claim({
          id: '5',
          text: 'Without noise the constant rate 0.1 ends {distance} from the minimum.',
          measure: (scene) => ({ run: race({ ...scene, record: 100 }) }),
          numbers: ({ run: { racers } }) => ({ distance: euclideanNorm(lastPoint(racers[3]!)) }),
          holds: [{ number: 'distance', is: 'below', bound: 1e-100 }],
          counter: { racers: [0.1, 0.05, 0.01, 0.1].map((lr) => ({ optimizer: 'sgd', lr })) },
        }),
      ],
    },
    {
      title: 'How fast may it fall?',
      story:
        'Two sums decide. $\\sum_k\\epsilon_k=\\infty$ lets the racer get anywhere; $\\sum_k\\epsilon_k^2<\\infty$ makes the noise die out. The rate $1/t$ meets both. A geometric decay meets the second and not the first: it stops on the way, noise or no noise. The usual practice is a straight line down to a hundredth of the first rate, then a constant: it meets neither condition in full, and leaves a small cloud.',
      scene: {
        change: {
          racers: [
            { id: '0.1', optimizer: 'sgd', lr: 0.1 },
            { id: '1 / t', optimizer: 'sgd', lr: 1, schedule: { id: 'inverse-time' } },
            { id: '0.5 / √t', optimizer: 'sgd', lr: 0.5, schedule: { id: 'inverse-square-root' } },
            { id: '0.5 · 0.8^t', optimizer: 'sgd', lr: 0.5, schedule: { id: 'exponential', gamma: 0.8 } },
            {
              id: 'linear to 0.001',
              optimizer: 'sgd',
              lr: 0.1,
              schedule: { id: 'linear', totalIters: 1000, endFactor: 0.01 },
            },
          ],
          view: {
            chart: { second: 'learning-rate', secondScale: 'log' },
            instrument: 'schedules',
            scheduleScale: 'log',
          },
        },
      },
      highlight: ['schedule', 'chart'],
      claims: [
        claim({
          id: '2',
          text: 'At the rate $1/t$ the mean square after all 4000 steps is {error}, about one over the number of steps.',
          measure: (scene) => ({ runs: lastOf(scene, 1, 250) }),
          numbers: ({ runs }) => ({ error: meanSquare(runs, 0, 4000) }),
          holds: [{ number: 'error', is: 'below', bound: 1e-3 }],
          // One over the root of the number of steps.
          counter: {
            racers: [0.1, 1].map((lr) => ({ optimizer: 'sgd', lr, schedule: { id: 'inverse-square-root' } })),
          },
        }),
        claim({
          id: '3',
          text: 'Without any noise the geometric decay stops {distance} short of the minimum in each coordinate, which is $5\\prod_k(1-0.5\\cdot0.8^k)$.',
          measure: (scene) => ({ run: race({ ...scene, noise: noNoise, record: 100 }) }),
          numbers: ({ run: { racers } }) => ({ distance: lastPoint(racers[3]!)[0]! }),
          holds: [{ number: 'distance', is: 'within', bound: 0.25540485, tolerance: 1e-9 }],
          counter: {
            racers: [0.1, 1, 0.5, 0.5].map((lr) => ({ optimizer: 'sgd', lr })),
          },
        }),
        claim({
          id: '4',
          text: 'Over 2000 runs the linear decay settles into a cloud of mean square {error}, that of its last rate, which the formula puts at {said}.',
          slow: true,
          measure: (scene) => ({ runs: lastOf(scene, 4, 1000) }),
          numbers: ({ runs }) => {
            const [error, said] = [meanSquare(runs, 0, 4000), floorAt(0.001)]
            return { error, said, ratio: error / said }
          },
          holds: [{ number: 'ratio', is: 'within', bound: 1, tolerance: 0.1 }],
          // It falls to the last step, and faster than the cloud can follow.
          counter: {
            racers: Array.from({ length: 5 }, () => ({
              optimizer: 'sgd',
              lr: 0.1,
              schedule: { id: 'linear', totalIters: 4000, endFactor: 0.01 },
            })),
          },
        }),
      ],
      note: 'It is often said that these two conditions *guarantee* convergence. They are sufficient where the noise has bounded variance, and not necessary: at $0.5/\\sqrt t$ the sum of squares is infinite, and the cloud shrinks all the same, to about $\\epsilon/2$. With the full gradient no decay is needed at all.',
    },
    {
      title: 'Or average',
      story:
        'There is another way to quiet the noise: keep the rate, and average the points. The cloud stays as wide as ever, but its errors point to all sides and cancel. The average of what a constant rate has visited is far nearer to the minimum than any single point.',
      scene: {
        change: {
          racers: [
            { id: 'last point', optimizer: 'sgd', lr: 0.1 },
            { id: 'with average', optimizer: 'asgd', lr: 0.1, lambd: 0, alpha: 0, t0: 1000 },
          ],
          view: {
            elevation: 80,
            companions: true,
            instrument: 'seeds',
            chart: { quantity: 'parameter-norm', second: null, secondScale: null },
          },
        },
      },
      highlight: ['racers', 'chart'],
      claims: [
        claim({
          id: '6',
          text: 'Averaged from step 1000 on, the points have mean square error {averaged}; the points themselves have {single}, {times} times as much.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ofAverage(racers[0]!, 1000),
          holds: [{ number: 'times', is: 'above', bound: 50 }],
          counter: { racers: [{ optimizer: 'sgd', lr: 0.005 }], steps: 1100 },
          seeds: { count: 50 },
          together(ofSeeds) {
            const [averaged, single] = [
              mean(ofSeeds.map((each) => each.averaged)),
              mean(ofSeeds.map((each) => each.single)),
            ]
            return { averaged, single, times: single / averaged }
          },
        }),
      ],
    },
  ],
  links: ['averaging', 'rates'],
})
