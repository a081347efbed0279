import type { MeasuredRacer } from '../claims/measurement'
import { probe, race } from '../claims/measures'
import { lastPoint, stepsUntil } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import { hypotenuse } from '../linalg/hypotenuse'

const landscape = {
  kind: 'expression',
  expression: 'x^4/4 - x^2/2 + y^2/2',
  domain: { x: [-1.8, 1.8], y: [-1.2, 1.2] },
} as const

/** Whether a racer has left the saddle for a side. */
const hasLeft = (theta: Float64Array) => Math.abs(theta[0]!) > 0.5

/** How far from (x, 0) a racer has ended. */
function distanceTo(x: number, racer: MeasuredRacer): number {
  const end = lastPoint(racer)
  return hypotenuse(end[0]! - x, end[1]!)
}

const descent = { optimizer: 'sgd', lr: 0.1 } as const

/** The rules that meet at the saddle. Newton's own tolerance would end it a step early. */
const rules = [
  { id: 'descent', ...descent },
  { id: 'momentum', optimizer: 'momentum', lr: 0.1, momentum: 0.9 },
  { id: 'Adam', optimizer: 'adam', lr: 0.1 },
  { id: 'Newton', optimizer: 'newton', gtol: 0 },
  { id: 'saddle-free Newton', optimizer: 'saddle-free-newton', gtol: 0 },
] as const

export default defineScenario({
  id: 'saddles',
  label: 'S11',
  chapter: 'challenges',
  section: '8.2.3',
  title: 'Flat, and yet no minimum',
  summary: 'At a saddle the gradient is zero too. Curvature tells it from a minimum, and decides who gets away.',
  steps: [
    {
      title: 'Waiting on the pass',
      story:
        'Five copies of gradient descent start at the same height above a mountain pass. One stands exactly on its ridge, the others beside it, by a hundredth or by far less. All of them slide down to the pass, where the gradient is all but zero. From there the distance to the ridge grows by the factor $1+\\epsilon|\\lambda|$ a step, where $\\lambda<0$ is the curvature across it: to come from $x_0$ to $\\delta$ takes $\\ln(\\delta/x_0)/\\ln(1+\\epsilon|\\lambda|)$ steps. Watch the gradient norm: it sinks on the way to the pass and comes back on the way down, later for those who came closer.',
      scene: {
        landscape,
        start: [0, 1],
        steps: 500,
        racers: [
          { id: 'on the ridge', ...descent },
          { id: 'x = 1e-8', ...descent, start: [1e-8, 1] },
          { id: 'x = 1e-6', ...descent, start: [1e-6, 1] },
          { id: 'x = 1e-4', ...descent, start: [1e-4, 1] },
          { id: 'x = 1e-2', ...descent, start: [1e-2, 1] },
        ],
        view: {
          overlay: 'region',
          criticalPoints: true,
          separatrices: true,
          chart: { quantity: 'gradient-norm', scale: 'log' },
          instrument: 'cross-section',
          crossSection: { at: [0, 0], along: 'eigenvectors' },
        },
      },
      highlight: ['start', 'learning-rate', 'race', 'chart'],
      claims: [
        claim({
          id: '1',
          text: 'The wait is short in the distance to the ridge: {a}, {b}, {c} and {d} steps from 1e-2, 1e-4, 1e-6 and 1e-8. Each time that it is a hundred times smaller costs the same, {least} to {most} steps.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [d, c, b, a] = racers.slice(1, 5).map((racer) => stepsUntil(racer, hasLeft))
            const costs = [b! - a!, c! - b!, d! - c!]
            return { a: a!, b: b!, c: c!, d: d!, least: Math.min(...costs), most: Math.max(...costs) }
          },
          holds: [
            { number: 'a', is: 'within', bound: 43, tolerance: 0.5 },
            { number: 'b', is: 'within', bound: 91, tolerance: 0.5 },
            { number: 'c', is: 'within', bound: 139, tolerance: 0.5 },
            { number: 'd', is: 'within', bound: 188, tolerance: 0.5 },
            // ln 100 / ln 1.1
            { number: 'least', is: 'within', bound: 48.3, tolerance: 1 },
            { number: 'most', is: 'within', bound: 48.3, tolerance: 1 },
          ],
          counter: {
            racers: [0, 1e-8, 1e-6, 1e-4, 1e-2].map((x) => ({ optimizer: 'sgd', lr: 0.05, start: [x, 1] })),
          },
        }),
        claim({
          id: '2',
          text: 'On the ridge and beside it both end without a gradient, of norm {onRidge} and {beside}. The curvatures tell where: {ridgeLeast} and {ridgeGreatest} at the one, {besideLeast} and {besideGreatest} at the other.',
          measure: (scene) => ({ run: race(scene) }),
          next: (scene, { run: { racers } }) => ({
            ends: racers.slice(0, 2).map((racer) => probe(scene, Array.from(lastPoint(racer)))),
          }),
          numbers: ({ run: { racers }, ends: [ridge, beside] }) => ({
            onRidge: racers[0]!.gradientNorm.at(-1)!,
            beside: racers[1]!.gradientNorm.at(-1)!,
            ridgeLeast: ridge!.eigenvalues[0]!,
            ridgeGreatest: ridge!.eigenvalues[1]!,
            besideLeast: beside!.eigenvalues[0]!,
            besideGreatest: beside!.eigenvalues[1]!,
          }),
          holds: [
            { number: 'onRidge', is: 'below', bound: 1e-12 },
            { number: 'beside', is: 'below', bound: 1e-12 },
            { number: 'ridgeLeast', is: 'within', bound: -1, tolerance: 1e-9 },
            { number: 'ridgeGreatest', is: 'within', bound: 1, tolerance: 1e-9 },
            { number: 'besideLeast', is: 'within', bound: 1, tolerance: 1e-9 },
            { number: 'besideGreatest', is: 'within', bound: 2, tolerance: 1e-9 },
          ],
          counter: {
            racers: [
              { ...descent, start: [1e-2, 1] },
              { ...descent, start: [1e-8, 1] },
            ],
          },
        }),
      ],
      note: 'A saddle is often called a minimum to some of its *neighbours* and a maximum to others. It is one along *cross-sections*: a minimum along the eigenvector of the positive curvature, a maximum along the other. Eigenvalues of both signs are enough for a saddle, but not needed: where some are zero, second order cannot tell.',
    },
    {
      title: 'Newton is drawn to it',
      story:
        'Newton’s method divides the gradient by the curvature, $\\theta\\leftarrow\\theta-H^{-1}g$. Where the curvature is negative, this turns the step around: what gradient descent flees from is where Newton wants to go, since all that it looks for is a place with $g=0$. Saddle-free Newton divides by $|\\lambda|$ and keeps the direction downhill. Five rules start from one place, well away from the ridge.',
      scene: {
        change: {
          start: [0.3, 1],
          racers: rules,
          view: { overlay: 'least-eigenvalue', chart: null, crossSection: { at: [0.3, 1], along: 'eigenvectors' } },
        },
      },
      highlight: ['racers', 'start', 'race'],
      question: question({
        ask: 'Which of these five ends on the pass?',
        choices: ['momentum', 'Adam', 'Newton', 'saddle-free Newton'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const [, momentum, adam, newton, free] = racers.map((racer) => Math.abs(lastPoint(racer)[0]!))
          return { momentum: momentum!, adam: adam!, newton: newton!, free: free! }
        },
        answer: ({ momentum, adam, newton, free }) => {
          const from = [momentum, adam, newton, free]
          return from.indexOf(Math.min(...from))
        },
        tell: 'Newton ends {newton} beside the pass; momentum {momentum}, Adam {adam}, saddle-free Newton {free}.',
      }),
      claims: [
        claim({
          id: '3',
          text: 'From the same start Newton is on the pass after {steps} steps, {newton} beside it. Gradient descent ends at $x=1$ to within {descent}, saddle-free Newton to within {free}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            steps: stepsUntil(racers[3]!, ([x]) => Math.abs(x!) < 1e-12),
            newton: distanceTo(0, racers[3]!),
            descent: distanceTo(1, racers[0]!),
            free: distanceTo(1, racers[4]!),
          }),
          holds: [
            { number: 'steps', is: 'at most', bound: 4 },
            { number: 'newton', is: 'below', bound: 1e-12 },
            { number: 'descent', is: 'below', bound: 1e-12 },
            { number: 'free', is: 'below', bound: 1e-12 },
          ],
          // Where the curvature is positive already, Newton finds the minimum too.
          counter: { start: [0.9, 1] },
        }),
      ],
    },
    {
      title: 'Who leaves first',
      story:
        'All start a millionth beside the ridge now. Gradient descent waits until a tiny number has grown large. Momentum collects the same small pushes and so grows faster. Adam looks at the gradient’s sign rather than its size: to it a slope of a millionth is as good as any other.',
      scene: {
        change: {
          start: [1e-6, 1],
          steps: 400,
          racers: rules.slice(0, 3),
          view: { overlay: 'region', instrument: 'step', chart: { quantity: 'gradient-norm', scale: 'log' } },
        },
      },
      highlight: ['racers', 'race'],
      locked: ['start'],
      claims: [
        claim({
          id: '4',
          text: 'To come away from the ridge takes gradient descent {descent} steps, momentum {momentum} and Adam {adam}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [descent, momentum, adam] = racers.map((racer) => stepsUntil(racer, hasLeft))
            return { descent: descent!, momentum: momentum!, adam: adam! }
          },
          holds: [
            { number: 'descent', is: 'within', bound: 139, tolerance: 0.5 },
            { number: 'momentum', is: 'within', bound: 50, tolerance: 0.5 },
            { number: 'adam', is: 'within', bound: 6, tolerance: 0.5 },
          ],
          counter: { start: [1e-2, 1] },
        }),
      ],
    },
  ],
  links: ['noise-leaves-saddles', 'newton-at-saddles', 'degenerate-saddle'],
})
