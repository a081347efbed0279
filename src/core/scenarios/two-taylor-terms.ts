import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasuredRacer } from '../claims/measurement'
import { probe, race, step } from '../claims/measures'
import { dot } from '../linalg/vector'

/** Racers of gradient descent at these learning rates. */
const atRates = (...rates: readonly number[]) => rates.map((lr) => ({ id: `rate ${lr}`, optimizer: 'sgd', lr }))

/** How the norm of a racer's gradient grows to its largest, and for how many steps from the start its loss falls. */
function growthOf({ loss, gradientNorm, step: steps }: MeasuredRacer) {
  const peak = gradientNorm.reduce((best, norm, row) => (norm > gradientNorm[best]! ? row : best), 0)
  const rise = loss.findIndex((value, row) => row > 0 && !(value < loss[row - 1]!))
  const [start, largest] = [gradientNorm[0]!, gradientNorm[peak]!]
  return {
    start,
    largest,
    times: largest / start,
    peak: steps[peak]!,
    falls: steps[rise < 0 ? steps.length - 1 : rise - 1]!,
  }
}

export default defineScenario({
  id: 'two-taylor-terms',
  label: 'S8',
  chapter: 'challenges',
  section: '8.2.1',
  title: 'What a step gains and what it costs',
  summary:
    'A slope term pays for a step and a curvature term charges for it: why a growing gradient may be no trouble.',
  steps: [
    {
      title: 'Two terms, exactly',
      story:
        'To second order a step of gradient descent changes the loss by $-\\epsilon\\,g^\\top g+\\frac12\\epsilon^2 g^\\top Hg$: a *slope term*, which always gains, and a *curvature term*, which charges for how fast the slope turns. One grows like $\\epsilon$, the other like $\\epsilon^2$, so there is a rate $\\epsilon^*=2\\,g^\\top g/g^\\top Hg$ beyond which the step does harm. On a quadratic there is nothing else, and the sum is the whole truth. The first racer goes just short of that rate, the second well beyond it.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(x^2+100*y^2)/2',
          domain: { x: [-12, 12], y: [-3, 3] },
        },
        start: [10, 1],
        steps: 30,
        racers: [
          { id: 'just short', optimizer: 'sgd', lr: 0.0201 },
          { id: 'beyond', optimizer: 'sgd', lr: 0.03 },
        ],
        view: {
          instrument: 'taylor',
          taylor: { at: [10, 1], lr: 0.0201 },
          model: true,
          trail: 12,
          chart: { quantity: 'loss', scale: 'log', second: 'gradient-norm', secondScale: 'log' },
        },
      },
      highlight: ['learning-rate', 'analysis'],
      claims: [
        claim({
          id: '1',
          text: 'The first step of the slower racer changes the loss by {gain}, that of the faster one by {harm}, and both as the two terms say, to a relative error of {error}. The sign turns at $\\epsilon^*$ = {turning}.',
          measure: (scene) => ({
            short: step(scene, { step: 1 }),
            beyond: step(scene, { racer: 1, step: 1 }),
            start: probe(scene, [10, 1]),
          }),
          numbers({ short, beyond, start: { gradient: g, hessian } }) {
            const along = Float64Array.of(
              hessian[0]! * g[0]! + hessian[1]! * g[1]!,
              hessian[2]! * g[0]! + hessian[3]! * g[1]!,
            )
            const errors = [short, beyond].map(({ taylor }) => Math.abs(taylor.predicted / taylor.actual - 1))
            return {
              gain: short.taylor.actual,
              harm: beyond.taylor.actual,
              error: Math.max(...errors),
              turning: (2 * dot(g, g)) / dot(g, along),
            }
          },
          holds: [
            { number: 'error', is: 'below', bound: 1e-12 },
            { number: 'gain', is: 'within', bound: -0.9848, tolerance: 1e-5 },
            { number: 'harm', is: 'within', bound: 147.045, tolerance: 1e-9 },
            { number: 'turning', is: 'within', bound: 0.02019798, tolerance: 1e-9 },
          ],
          counter: { racers: atRates(0.0203, 0.03) },
        }),
      ],
      note: 'The two terms are often read as a definition: a problem is called ill-conditioned where the curvature term is the larger. But that is a test of one *step*, and a round bowl fails it as well, with a rate large enough. What it says is that this step is too long for the curvature along $g$; the condition number is another matter. What is compared is $\\frac12\\epsilon\\,g^\\top Hg$ with $g^\\top g$, the *squared* norm of the gradient; that $\\epsilon<1$ makes $\\epsilon^2$ the smaller decides nothing.',
    },
    {
      title: 'A model, not a law',
      story:
        'On a curved valley the two terms are only the beginning of a series; what they leave out is of third order, and shrinks a thousandfold when the step shrinks tenfold. For small steps the model is as good as exact. For larger ones it can be wrong about the very sign: here it foresees that the loss will rise at the rate 0.001, and the loss falls.',
      scene: {
        landscape: { kind: 'catalog', id: 'rosenbrock' },
        start: [-1.5, 2],
        steps: 100,
        racers: atRates(0.001, 0.0001, 0.00001),
        view: {
          instrument: 'taylor',
          taylor: { at: [-1.5, 2], lr: 0.001 },
          model: true,
          height: { scale: 'log' },
        },
      },
      highlight: ['learning-rate', 'analysis'],
      claims: [
        claim({
          id: '2',
          text: 'With a tenth of the rate the error of the model is {times} times smaller.',
          measure: (scene) => ({ steps: [1, 2].map((racer) => step(scene, { racer, step: 1 })) }),
          numbers({ steps }) {
            const [larger, smaller] = steps.map(({ taylor: { actual, predicted } }) => Math.abs(actual - predicted))
            return { times: larger! / smaller! }
          },
          holds: [
            { number: 'times', is: 'at least', bound: 800 },
            { number: 'times', is: 'at most', bound: 1200 },
          ],
          // So long a step is beyond the first terms of the series.
          counter: { racers: atRates(0.001, 0.05, 0.005) },
        }),
        claim({
          id: '3',
          text: 'At the rate 0.001 the two terms foresee a change of {predicted}, and the loss in fact changes by {actual}.',
          measure: (scene) => ({ first: step(scene, { step: 1 }) }),
          numbers: ({ first: { taylor } }) => ({ predicted: taylor.predicted, actual: taylor.actual }),
          holds: [
            { number: 'predicted', is: 'above', bound: 0 },
            { number: 'actual', is: 'below', bound: 0 },
            { number: 'predicted', is: 'within', bound: 1.22278, tolerance: 1e-4 },
            { number: 'actual', is: 'within', bound: -1.19408, tolerance: 1e-4 },
          ],
          counter: { racers: atRates(0.0009, 0.0001, 0.00001) },
        }),
      ],
      note: 'That the cost *will* rise once the curvature term exceeds the slope term is true of the quadratic model and not of every loss.',
    },
    {
      title: 'The gradient grows while all goes well',
      story:
        'Two weights in a row, $J=\\frac12(1-w_1w_2)^2$, begin close to the saddle at 0. There the slope is small because the place is flat, and not because the goal is near. As the racer gets away it finds steeper ground, and the norm of the gradient rises step by step, while the loss does nothing but fall. Watch both curves on one clock.',
      scene: {
        landscape: { kind: 'expression', expression: '(1-x*y)^2/2', domain: { x: [-0.5, 2], y: [-0.5, 2] } },
        start: [0.01, 0.02],
        steps: 400,
        racers: atRates(0.05),
        view: {
          instrument: 'taylor',
          taylor: { at: { of: 'rate 0.05' }, lr: 0.05 },
          criticalPoints: true,
          chart: { quantity: 'loss', second: 'gradient-norm', scale: 'linear', secondScale: 'linear' },
        },
      },
      highlight: ['chart', 'race'],
      question: question({
        ask: 'Before this racer arrives, the norm of its gradient grows more than twentyfold. What does the loss do meanwhile?',
        choices: ['it rises', 'it rises and falls in turn', 'it falls at every step'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => growthOf(racers[0]!),
        answer: ({ falls, peak }) => (falls >= peak ? 2 : falls > 0 ? 1 : 0),
        tell: 'The norm grows {times} times, up to step {peak}, and the loss falls at every one of the first {falls} steps. A growing gradient alone is no sign of trouble.',
      }),
      claims: [
        claim({
          id: '4',
          text: 'While the loss falls at every step, the norm of the gradient grows from {start} to {largest}, {times} times as large, at step {peak}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => growthOf(racers[0]!),
          holds: [
            { number: 'falls', is: 'at least', bound: 'peak' },
            { number: 'times', is: 'above', bound: 20 },
            { number: 'peak', is: 'within', bound: 79, tolerance: 0 },
          ],
          counter: { start: [1.8, 0.2] },
        }),
      ],
    },
    {
      title: 'A network that is learning',
      story:
        'The same happens in training. A network that begins with weights close to 0 begins on a plateau about a saddle, where every unit does as little as the next. Once units begin to differ, the gradient grows, and the loss falls all the faster for it. If you had stopped because the gradient was growing, you would have stopped just as learning began.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 16, 16, 2],
          loss: 'cross-entropy',
          data: { id: 'moons', examples: 200, noise: 0.15 },
          init: { id: 'normal', std: 0.1 },
          slice: { kind: 'pca', of: 'rate 0.2' },
          domain: { x: [-2, 9], y: [-3, 2] },
        },
        steps: 2000,
        racers: atRates(0.2),
        view: { chart: { quantity: 'loss', second: 'gradient-norm', scale: 'linear', secondScale: 'log' } },
      },
      highlight: ['chart', 'race'],
      claims: [
        claim({
          id: '5',
          text: 'The norm of the gradient peaks at step {peak}, at {times} times its size at the start, and the loss falls at each of the first {falls} steps.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => growthOf(racers[0]!),
          holds: [
            { number: 'times', is: 'at least', bound: 1.25 },
            { number: 'falls', is: 'at least', bound: 'peak' },
          ],
          // Weights of the usual size begin on no plateau.
          counter: { landscape: { init: { id: 'normal', std: 1 } } },
        }),
      ],
    },
  ],
  links: ['ill-conditioning', 'learning-rate'],
})
