import { rateLine } from '../analysis/rates/rate-line'
import { claim, defineScenario, question } from '../claims/scenario'
import { ensemble, race } from '../claims/measures'
import type { MeasuredEnsemble, MeasuredRacer } from '../claims/measurement'
import { log } from '../elementary'
import type { Scene } from '../scene/scene'

/** The power of k by which the losses of a racer fall, over the steps from one to another. */
function powerOf({ step, loss }: MeasuredRacer, from: number, to: number): number {
  return rateLine(step, loss, step.length, 'power', [from, to])?.slope ?? NaN
}

/** Steps a factor of two apart, up to the last. */
function doublings(from: number, to: number): readonly number[] {
  return from > to ? [] : [from, ...doublings(2 * from, to)]
}

/** The mean loss of the first racer of many races, at some steps; both coordinates are a run of their own. */
function meansAt({ racers: [racer] }: MeasuredEnsemble, steps: readonly number[]): readonly number[] {
  return steps.map((step) => racer!.mean[racer!.step.indexOf(step)]!)
}

/** The power of k by which these means fall. */
function powerOfMeans(runs: MeasuredEnsemble, steps: readonly number[]): number {
  return rateLine(steps, meansAt(runs, steps), steps.length, 'power', [0, Infinity])?.slope ?? NaN
}

const manyRuns = (scene: Scene) => ensemble({ ...scene, record: 100 }, { seeds: 100 })

/** The chart of the excess error, on a logarithmic scale. */
const excess = { quantity: 'excess', best: { value: 0 }, scale: 'log' } as const

/** It over the logarithm of the steps, with a power fitted over some of them. */
const onLogs = (fit: readonly [from: number, to: number]) => ({ ...excess, againstScale: 'log', fit })

/** Places at which the mean of many runs is looked at. */
const kinkSteps = doublings(100, 25600)
const bowlSteps = doublings(100, 10000)

export default defineScenario({
  id: 'rates',
  label: 'S21',
  chapter: 'algorithms',
  section: '8.3.1',
  title: 'How fast is fast?',
  summary: 'Excess error against steps: a straight line on one paper or the other tells which law an optimizer obeys.',
  steps: [
    {
      title: 'Convex, and no more: 1/k',
      story:
        'What counts is the *excess* error $J(\\theta_k)-\\min J$. On a smooth convex loss gradient descent promises $k\\,(J_k-J^*)\\le\\|\\theta_0-\\theta^*\\|^2/2\\epsilon$, a law of $O(1/k)$: ten times the steps, a tenth of the error. The logistic loss meets it to the letter, though its minimum lies at infinity. On paper with two logarithmic axes such a law is a straight line, and its slope is the power.',
      scene: {
        landscape: { kind: 'expression', expression: 'log(1+exp(-x))', dimension: 1, domain: { x: [-2, 10] } },
        start: [0],
        steps: 10000,
        racers: [{ id: 'gradient descent', optimizer: 'sgd', lr: 1 }],
        view: { chart: onLogs([1000, 10000]) },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '1',
          text: 'From step 1000 to 10000 the error falls as k to the power {power}, and k times the error comes to {product}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const racer = racers[0]!
            return { power: powerOf(racer, 1000, 10000), product: racer.step.at(-1)! * racer.loss.at(-1)! }
          },
          holds: [
            { number: 'power', is: 'within', bound: -1, tolerance: 0.02 },
            { number: 'product', is: 'within', bound: 1, tolerance: 0.01 },
          ],
          counter: { landscape: { expression: 'log(1+exp(-x)) + 0.1*x^2 - 0.559' } },
        }),
      ],
      note: 'The promise is about the *excess* error of the *training* loss. The generalization error of an estimate cannot fall faster than $O(1/k)$ in the number of examples, whatever the optimizer does.',
    },
    {
      title: 'A flat minimum',
      story:
        'At a minimum like $x^4/4$ the curvature vanishes just where it is needed. The error still falls faster than $1/k$: for $|x|^p$ as the power $p/(p-2)$ of $1/k$. The promise is a ceiling and not a forecast.',
      scene: {
        landscape: { kind: 'expression', expression: 'x^4/4+y^2/2', domain: { x: [-1.5, 1.5], y: [-1.5, 1.5] } },
        start: [1, 1],
        steps: 10000,
        racers: [{ id: 'gradient descent', optimizer: 'sgd', lr: 0.1 }],
        view: { chart: onLogs([1000, 10000]) },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '2',
          text: 'k times the error never exceeds {most}, where the promise is {promise}; from step 1000 on the error falls as k to the power {power}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const racer = racers[0]!
            const products = racer.loss.map((loss, row) => loss * racer.step[row]!)
            const [x, y] = racer.theta
            return {
              most: products.reduce((a, b) => Math.max(a, b)),
              promise: (x! * x! + y! * y!) / (2 * 0.1),
              power: powerOf(racer, 1000, 10000),
            }
          },
          holds: [
            { number: 'most', is: 'at most', bound: 'promise' },
            { number: 'power', is: 'within', bound: -2, tolerance: 0.02 },
          ],
          counter: { landscape: { expression: 'x^6/6+y^2/2' } },
        }),
      ],
    },
    {
      title: 'Curved everywhere: a factor a step',
      story:
        'A strongly convex loss is curved everywhere, and a step takes off a constant share of the error. Now the straight line appears with only the error on a logarithmic axis. In optimization this is called *linear* convergence: a fixed number of steps for each further digit.',
      scene: {
        landscape: { kind: 'expression', expression: 'x^2/2+0.05*y^2', domain: { x: [-1.5, 1.5], y: [-1.5, 1.5] } },
        start: [1, 1],
        steps: 200,
        racers: [{ id: 'gradient descent', optimizer: 'sgd', lr: 1 }],
        view: { chart: { ...excess, fit: [1, 200] } },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '3',
          text: 'The logarithm of the error falls by {fall} at every step, to within {spread}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const { step, loss } = racers[0]!
            // The first step has removed all that is steep.
            const fall = -(rateLine(step, loss, step.length, 'geometric', [1, step.at(-1)!])?.slope ?? NaN)
            const logs = [...loss.subarray(1)].map(log)
            const falls = logs.slice(1).map((value, k) => logs[k]! - value)
            return { fall, spread: falls.reduce((most, each) => Math.max(most, Math.abs(each - fall)), 0) }
          },
          holds: [
            { number: 'fall', is: 'within', bound: 0.210721, tolerance: 1e-6 },
            { number: 'spread', is: 'below', bound: 1e-6 },
          ],
          counter: { racers: [{ optimizer: 'sgd', lr: 0.5 }] },
        }),
      ],
    },
    {
      title: 'With noise, on a kink',
      story:
        'Now the gradient is noisy, and the loss is $|x|+|y|$, convex and no more. The rate has to fall as $1/\\sqrt t$, and the error falls no faster: $O(1/\\sqrt k)$. No cleverness with the same gradients does better in the worst case; but each of these steps costs one example, and not all of them.',
      scene: {
        landscape: { kind: 'expression', expression: 'abs(x)+abs(y)', domain: { x: [-4, 4], y: [-4, 4] } },
        start: [3, 3],
        steps: 25600,
        record: 10,
        noise: 1,
        racers: [{ id: 'noisy', optimizer: 'sgd', lr: 1, schedule: { id: 'inverse-square-root' } }],
        view: { chart: onLogs([100, 25600]) },
      },
      highlight: ['noise', 'schedule', 'chart'],
      question: question({
        ask: 'Ten times as many noisy steps: how much smaller is the error?',
        choices: ['about 10 times', 'about 3 times', 'hardly smaller at all'],
        measure: (scene) => ({ runs: manyRuns(scene) }),
        numbers: ({ runs }) => {
          const [before, after] = meansAt(runs, [2500, 25000])
          return { before: before!, after: after!, times: before! / after! }
        },
        answer: ({ times }) => (times > 6 ? 0 : times > 1.8 ? 1 : 2),
        tell: 'The mean error goes from {before} to {after}: {times} times smaller, about the square root of ten.',
      }),
      claims: [
        claim({
          id: '4',
          text: 'Over 200 runs the mean error falls as k to the power {power}.',
          measure: (scene) => ({ runs: manyRuns(scene) }),
          numbers: ({ runs }) => ({ power: powerOfMeans(runs, kinkSteps) }),
          holds: [{ number: 'power', is: 'within', bound: -0.5, tolerance: 0.05 }],
          counter: { landscape: { expression: '(x^2+y^2)/2' }, racers: [{ optimizer: 'sgd', lr: 0.1 }] },
        }),
      ],
    },
    {
      title: 'With noise, in a bowl',
      story:
        'Curvature helps a noisy racer too: in a bowl it may take the rate $1/t$, and its error falls as $O(1/k)$, here as $1/2k$ exactly. Yet no curvature makes it geometric. It is the noise that sets the pace.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+y^2)/2', domain: { x: [-4, 4], y: [-4, 4] } },
        start: [3, 3],
        steps: 10000,
        record: 10,
        noise: 1,
        racers: [{ id: 'noisy', optimizer: 'sgd', lr: 1, schedule: { id: 'inverse-time' } }],
        view: { chart: onLogs([100, 10000]) },
      },
      highlight: ['noise', 'schedule', 'chart'],
      claims: [
        claim({
          id: '5',
          text: 'Over 2000 runs the mean error of a coordinate falls as k to the power {power}; at the last of these steps it is {share} of $1/2k$.',
          measure: (scene) => ({ runs: ensemble({ ...scene, record: 100 }, { seeds: 1000 }) }),
          numbers: ({ runs }) => {
            const last = bowlSteps.at(-1)!
            return { power: powerOfMeans(runs, bowlSteps), share: meansAt(runs, [last])[0]! * last }
          },
          holds: [
            { number: 'power', is: 'within', bound: -1, tolerance: 0.05 },
            { number: 'share', is: 'within', bound: 1, tolerance: 0.1 },
          ],
          counter: { racers: [{ optimizer: 'sgd', lr: 0.1 }] },
          slow: true,
        }),
      ],
      note: 'The rates are often quoted without their company: $O(1/k)$ and $O(1/\\sqrt k)$ are those of *convex* losses, without and with noise; strongly convex ones have a geometric rate and $O(1/k)$. Nesterov’s $O(1/k^2)$ is one of full gradients alone.',
    },
  ],
  links: ['learning-rate-decay', 'nesterov'],
})
