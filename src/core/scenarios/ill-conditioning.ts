import { claim, defineScenario, question } from '../claims/scenario'
import { probe, race } from '../claims/measures'
import { lastLoss, lastPoint, pointAfter, pointAt, stepsUntil } from '../claims/of-races'
import { powInteger } from '../elementary'
import { euclideanNorm } from '../linalg/euclidean-norm'
import type { Scene } from '../scene/scene'

/** Places of the racers. */
const [beyond, near, best, inverse] = [0, 1, 2, 3]

/**
 * The race on (x^2 + kappa y^2) / 2 from (1, 1) of two of its racers, at the best constant rate, 2 / (1 + kappa), and
 * at 1 / lambda_max.
 */
function conditioned(scene: Scene, kappa: number) {
  const { landscape, racers } = scene
  const at = (racer: number, lr: number) => ({ ...racers[racer]!, hyper: { ...racers[racer]!.hyper, lr } })
  return race({
    ...scene,
    landscape: { ...landscape, parameters: { kappa } },
    start: [1, 1],
    steps: 20 * kappa,
    racers: [at(best, 2 / (1 + kappa)), at(inverse, 1 / kappa)],
  })
}

/** Whether theta is a millionth as far from the minimum as (1, 1). */
const isShrunk = (theta: Float64Array) => euclideanNorm(theta) <= 1e-6 * Math.sqrt(2)

/** The largest of |a - b| / |b|. */
function largestError(pairs: readonly (readonly [a: number, b: number])[]): number {
  return pairs.reduce((largest, [a, b]) => Math.max(largest, Math.abs(a / b - 1)), 0)
}

export default defineScenario({
  id: 'ill-conditioning',
  label: 'S7',
  chapter: 'challenges',
  section: '8.2.1',
  title: 'A valley that is long and narrow',
  summary: 'The ratio of the largest curvature to the smallest sets how long gradient descent takes.',
  steps: [
    {
      title: 'Too slow along, too fast across',
      story:
        'Along an eigenvector of the Hessian with eigenvalue $\\lambda_i$, each step of gradient descent multiplies the error by $1-\\epsilon\\lambda_i$. The steep direction allows no more than $\\epsilon<2/\\lambda_{max}$, and the shallow one asks for as much as it can get, since there only $\\epsilon\\lambda_{min}$ of the error goes. The best compromise shrinks both by $\\frac{\\kappa-1}{\\kappa+1}$ a step, with $\\kappa=\\lambda_{max}/\\lambda_{min}$. Four learning rates race down one valley with $\\kappa=100$: one at $1/\\lambda_{max}$, two just below the limit, one just beyond it.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(x^2+kappa*y^2)/2',
          parameters: { kappa: { value: 100, min: 1, max: 1000 } },
          domain: { x: [-12, 12], y: [-3, 3] },
        },
        start: [10, 1],
        steps: 300,
        stop: { escape: 1e30 },
        racers: [
          { id: 'beyond the limit', optimizer: 'sgd', lr: 0.021, line: 'dotted' },
          { id: 'near the limit', optimizer: 'sgd', lr: 0.019 },
          { id: 'best', optimizer: 'sgd', lr: 0.019801980198019802 },
          { id: '1 / largest', optimizer: 'sgd', lr: 0.01 },
        ],
        view: {
          instrument: 'taylor',
          taylor: { at: { of: 'best' }, lr: 0.019801980198019802 },
          criticalPoints: true,
          trail: 12,
          chart: { quantity: 'best-distance', scale: 'log' },
        },
      },
      highlight: ['learning-rate', 'parameters', 'race'],
      question: question({
        ask: 'The ratio of the curvatures grows from 100 to 1000. At the best rate for each, how many times more steps does it take to come a million times closer?',
        choices: ['about 3', 'about 10', 'about 100'],
        measure: (scene) => ({ narrow: conditioned(scene, 100), narrower: conditioned(scene, 1000) }),
        numbers: ({ narrow, narrower }) => {
          const [before, after] = [narrow, narrower].map(({ racers }) => stepsUntil(racers[0]!, isShrunk))
          return { before: before!, after: after!, times: after! / before! }
        },
        answer: ({ times }) => (times < 5 ? 0 : times < 30 ? 1 : 2),
        tell: 'It takes {after} steps where it took {before}: {times} times as many. The number of steps is proportional to $\\kappa$.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Just below the limit the racer comes within {distance} of the minimum. Just beyond it $|y|$ grows by a tenth each step, to a relative error of {error}, and the loss reaches {loss}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const { step: steps } = racers[beyond]!
            const growth = Array.from(steps.keys(), (row) => {
              const step = steps[row]!
              return [Math.abs(pointAfter(racers[beyond]!, step)[1]!), powInteger(1.1, step)] as const
            })
            return {
              distance: euclideanNorm(lastPoint(racers[near]!)),
              error: largestError(growth),
              loss: lastLoss(racers[beyond]!),
            }
          },
          holds: [
            { number: 'distance', is: 'below', bound: 0.1 },
            { number: 'error', is: 'below', bound: 1e-10 },
            { number: 'loss', is: 'above', bound: 1e20 },
          ],
          counter: {
            racers: [
              { id: 'below the limit', optimizer: 'sgd', lr: 0.0199 },
              { id: 'near the limit', optimizer: 'sgd', lr: 0.019 },
              { id: 'best', optimizer: 'sgd', lr: 0.019801980198019802 },
              { id: '1 / largest', optimizer: 'sgd', lr: 0.01 },
            ],
          },
        }),
        claim({
          id: '2',
          text: 'At $\\epsilon=2/(1+\\kappa)$ both coordinates shrink alike, by {along} and {across} each step: what one direction gains with another rate, the other loses.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run }) => {
            const racer = run.racers[best]!
            const factors = (axis: number) =>
              Array.from(racer.step.subarray(1), (_, row) =>
                Math.abs(pointAt(racer, row + 1)[axis]! / pointAt(racer, row)[axis]!),
              )
            const [along, across] = [factors(0), factors(1)]
            const factor = 99 / 101
            const deviation = Math.max(...[...along, ...across].map((each) => Math.abs(each - factor)))
            return { along: along.at(-1)!, across: across.at(-1)!, factor, deviation }
          },
          holds: [
            { number: 'along', is: 'within', bound: 'factor', tolerance: 1e-9 },
            { number: 'across', is: 'within', bound: 'factor', tolerance: 1e-9 },
            { number: 'deviation', is: 'below', bound: 1e-9 },
          ],
          counter: { landscape: { parameters: { kappa: { value: 90, min: 1, max: 1000 } } } },
        }),
        claim({
          id: '3',
          text: 'From (1, 1), at the best rate, a millionth of the distance is left after {ten}, {hundred} and {thousand} steps for $\\kappa$ = 10, 100 and 1000. At $1/\\lambda_{max}$ it takes {tenInverse}, {hundredInverse} and {thousandInverse}, nearly twice as many.',
          measure: (scene) => ({ runs: [10, 100, 1000].map((kappa) => conditioned(scene, kappa)) }),
          numbers: ({ runs }) => {
            const [ten, hundred, thousand] = runs.map(({ racers }) => racers.map((each) => stepsUntil(each, isShrunk)))
            return {
              ten: ten![0]!,
              hundred: hundred![0]!,
              thousand: thousand![0]!,
              tenInverse: ten![1]!,
              hundredInverse: hundred![1]!,
              thousandInverse: thousand![1]!,
            }
          },
          holds: [
            { number: 'ten', is: 'within', bound: 69, tolerance: 0 },
            { number: 'hundred', is: 'within', bound: 691, tolerance: 0 },
            { number: 'thousand', is: 'within', bound: 6908, tolerance: 0 },
            { number: 'tenInverse', is: 'within', bound: 128, tolerance: 0 },
            { number: 'hundredInverse', is: 'within', bound: 1341, tolerance: 0 },
            { number: 'thousandInverse', is: 'within', bound: 13463, tolerance: 0 },
          ],
          // With momentum the number of steps no longer grows in proportion to kappa.
          counter: {
            racers: [
              { id: 'beyond the limit', optimizer: 'sgd', lr: 0.021 },
              { id: 'near the limit', optimizer: 'sgd', lr: 0.019 },
              { id: 'best', optimizer: 'momentum', lr: 0.019801980198019802, momentum: 0.7 },
              { id: '1 / largest', optimizer: 'momentum', lr: 0.01, momentum: 0.7 },
            ],
          },
        }),
      ],
      note: 'It is often said that the optimal step is below $1/L$, the inverse of the largest curvature. Descent is stable up to $2/L$; $1/L$ is what guarantees most for a single step when nothing else is known; and on a quadratic the best constant rate, $2/(\\lambda_{min}+\\lambda_{max})$, lies *above* $1/L$. Nor is a small $\\lambda_{min}$ what makes descent "stuck": it is slow there, and goes on.',
    },
    {
      title: 'Steep is not ill-conditioned',
      story:
        'This bowl is ten times steeper than the valley was across, and equally steep all around: $\\lambda_{max}=\\lambda_{min}=1000$, so $\\kappa=1$. One learning rate, $\\epsilon=1/1000$, now suits every direction at once. It is the ratio of the curvatures that hurts, and not their size.',
      scene: {
        change: {
          landscape: { expression: '1000*(x^2+y^2)/2', parameters: null },
          steps: 10,
          racers: [
            { id: 'one step', optimizer: 'sgd', lr: 0.001 },
            { id: 'half the rate', optimizer: 'sgd', lr: 0.0005 },
          ],
          view: { taylor: { at: [10, 1], lr: 0.001 } },
        },
      },
      highlight: ['learning-rate', 'landscape'],
      claims: [
        claim({
          id: '4',
          text: 'With every eigenvalue {curvature} and a condition number of {condition}, the first step ends {distance} from the minimum.',
          measure: (scene) => ({ run: race(scene), start: probe(scene, [10, 1]) }),
          numbers: ({ run, start: { eigenvalues, conditionNumber } }) => ({
            curvature: eigenvalues.at(-1)!,
            condition: conditionNumber,
            distance: euclideanNorm(pointAfter(run.racers[0]!, 1)),
          }),
          holds: [
            { number: 'curvature', is: 'within', bound: 1000, tolerance: 1e-9 },
            { number: 'condition', is: 'within', bound: 1, tolerance: 1e-12 },
            { number: 'distance', is: 'at most', bound: 0 },
          ],
          // As steep as before in one direction, and a hundredth of it in the other.
          counter: { landscape: { expression: '(10*x^2+1000*y^2)/2' } },
        }),
      ],
      note: 'A Hessian is not ill-conditioned because its largest eigenvalue is large, or its smallest near 0: it is their ratio, $\\max|\\lambda|/\\min|\\lambda|$, which is infinite where the Hessian is singular. And a step that is too long for the curvature along it is no sign of ill-conditioning either; it happens on this round bowl with $\\epsilon>2/1000$.',
    },
  ],
  links: [],
  sources: ['Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, theorem 2.1.15.'],
})
