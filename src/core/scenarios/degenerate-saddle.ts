import { probe, race } from '../claims/measures'
import { lastPoint, pointAfter } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'

export default defineScenario({
  id: 'degenerate-saddle',
  label: 'X9',
  chapter: 'challenges',
  section: '8.2.3',
  title: 'Where second order is silent',
  summary:
    'On a monkey saddle the whole Hessian vanishes: no eigenvalue tells what it is, and descent slows to a crawl.',
  steps: [
    {
      title: 'Three valleys meet',
      story:
        'Three valleys and three ridges meet in one point, a saddle for a rider with a tail. Its gradient is zero, and so is its whole Hessian, so that the signs of the eigenvalues say nothing about it. Gradient descent comes down a ridge of slope $3x^2$ toward it and never passes: its step shrinks with the square of what is left, and after many steps $x_t\\approx1/(3\\epsilon t)$. That is slower than any geometric rate.',
      scene: {
        landscape: { kind: 'catalog', id: 'monkey-saddle' },
        start: [0.5, 0],
        steps: 2000,
        racers: [
          { id: 'descent', optimizer: 'sgd', lr: 0.05 },
          { id: 'a little beside', optimizer: 'sgd', lr: 0.05, start: [0.5, 0.01] },
          { id: 'Newton', optimizer: 'newton' },
        ],
        view: {
          overlay: 'region',
          criticalPoints: true,
          chart: { quantity: 'gradient-norm', scale: 'log' },
          instrument: 'cross-section',
          crossSection: { at: [0, 0], along: 0 },
        },
      },
      highlight: ['race', 'start', 'analysis'],
      question: question({
        ask: 'Along the ridge the distance to the saddle falls. From step 1000 to step 2000 it becomes',
        choices: ['half of it', 'about a thousandth', 'zero to all digits'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const { theta } = racers[0]!
          const [before, after] = [theta[2 * 1000]!, theta[2 * 2000]!]
          return { before, after, ratio: after / before }
        },
        answer: ({ ratio }) => (ratio > 0.1 ? 0 : ratio > 1e-6 ? 1 : 2),
        tell: 'From {before} it comes to {after}, which is {ratio} of it.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'After 2000 steps gradient descent is still {left} from the saddle, {share} of $1/(3\\epsilon t)$.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }, { racers: [first] }) => {
            const { steps } = racers[0]!
            const left = lastPoint(racers[0]!)[0]!
            return { left, share: 3 * (first!.hyper['lr'] as number) * steps * left }
          },
          holds: [{ number: 'share', is: 'within', bound: 1, tolerance: 0.03 }],
          // In the valley there is nothing to wait for.
          counter: { start: [-0.5, 0] },
        }),
        claim({
          id: '2',
          text: 'At the saddle both eigenvalues are zero, {least} and {greatest}, as the gradient is, {slope}: the probe calls it degenerate.',
          measure: (scene) => ({ at: probe(scene, [0, 0]) }),
          numbers: ({ at }) => ({
            least: at.eigenvalues[0]!,
            greatest: at.eigenvalues[1]!,
            slope: Math.abs(at.gradient[0]!) + Math.abs(at.gradient[1]!),
            isDegenerate: at.degenerate === 'monkey saddle' ? 1 : 0,
          }),
          holds: [
            { number: 'least', is: 'within', bound: 0, tolerance: 1e-12 },
            { number: 'greatest', is: 'within', bound: 0, tolerance: 1e-12 },
            { number: 'slope', is: 'at most', bound: 0 },
            { number: 'isDegenerate', is: 'at least', bound: 1 },
          ],
          counter: { landscape: { id: 'simple-saddle' } },
        }),
        claim({
          id: '3',
          text: 'Newton, near a place with a proper Hessian quicker with every step, here only shrinks the distance by the factor {ratio} each time. It ends {left} away, where it finds no gradient any more, and cannot tell that it has found no minimum.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const newton = racers[2]!
            return {
              ratio: pointAfter(newton, 11)[0]! / pointAfter(newton, 10)[0]!,
              left: lastPoint(newton)[0]!,
              isConverged: newton.outcome === 'converged' ? 1 : 0,
            }
          },
          holds: [
            { number: 'ratio', is: 'within', bound: 0.5, tolerance: 1e-9 },
            { number: 'left', is: 'below', bound: 1e-3 },
            { number: 'isConverged', is: 'at least', bound: 1 },
          ],
          // Four valleys: the slope falls with the cube of the distance, and Newton goes a third of the way.
          counter: { landscape: { id: null, kind: 'expression', expression: 'x^4 - 6*x^2*y^2 + y^4' } },
        }),
      ],
      note: 'It is often said that a Hessian *has* eigenvalues of both signs at a saddle. That is enough, but not needed: here all are zero, and $x^4$ has a zero curvature at a minimum. Signs decide only where none of them is zero.',
    },
  ],
  links: ['plateaus'],
})
