import { claim, defineScenario, question } from '../claims/scenario'
import { race } from '../claims/measures'
import type { MeasuredRacer } from '../claims/measurement'
import { lastLoss, stepsBelow } from '../claims/of-races'
import { withParameter } from '../claims/with-parameter'
import { cos, sin } from '../elementary'
import type { Scene } from '../scene/scene'

/** A degree in radians. */
const degree = 0.017453292519943295

/** The scene with its valley turned, and its start turned with it. */
function turned(scene: Scene, degrees: number): Scene {
  const angle = degrees * degree
  const start = [cos(angle) - sin(angle), sin(angle) + cos(angle)]
  return { ...withParameter(scene, 'a', angle), start }
}

/** The largest difference of two racers' losses over the rows, as a share of the loss. */
function unlike({ loss }: MeasuredRacer, other: MeasuredRacer): number {
  return loss.reduce((most, each, row) => Math.max(most, Math.abs(each - other.loss[row]!) / each), 0)
}

export default defineScenario({
  id: 'adam-and-rotation',
  label: 'X10',
  chapter: 'adaptive',
  section: '8.5.3',
  title: 'Adam does not like it turned',
  summary:
    'Turn a valley, and gradient descent goes on as before; a rule with a rate for each coordinate loses its way.',
  steps: [
    {
      title: 'Turn the valley',
      story:
        'The slider *a* turns the valley about the minimum. Gradient descent knows no axes: its path turns along, step by step. Adam and AdaGrad scale each coordinate by itself, which is a choice of axes, and the rotation takes that away from them. A few degrees already cost them dear.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'u = x*cos(a)+y*sin(a); v = y*cos(a)-x*sin(a); (u^2+1000*v^2)/2',
          parameters: { a: { value: 0.2617993877991494, min: 0, max: 1.5707963267948966 } },
          domain: { x: [-2, 2], y: [-2, 2] },
        },
        start: [0.7071067811865476, 1.224744871391589],
        steps: 3000,
        racers: [
          { id: 'AdaGrad', optimizer: 'adagrad', lr: 0.5 },
          { id: 'Adam', optimizer: 'adam', lr: 0.01 },
          { id: 'gradient descent', optimizer: 'sgd', lr: 2 / 1001 },
        ],
        view: {
          elevation: 85,
          height: { scale: 'log' },
          trail: 12,
          chart: { quantity: 'loss', scale: 'log', againstScale: 'log' },
        },
      },
      highlight: ['parameters', 'race'],
      question: question({
        ask: 'The valley is turned by an eighth of a circle, and the start with it. Which of the three notices nothing?',
        choices: ['Adam', 'AdaGrad', 'gradient descent'],
        measure: (scene) => ({ straight: race(turned(scene, 0)), turned: race(turned(scene, 45)) }),
        numbers: ({ straight, turned: after }) => {
          const [adagrad, adam, plain] = straight.racers.map((racer, k) => unlike(racer, after.racers[k]!))
          return { adagrad: adagrad!, adam: adam!, plain: plain! }
        },
        answer: ({ adagrad, adam, plain }) => (adam < 1e-6 ? 0 : adagrad < 1e-6 ? 1 : plain < 1e-6 ? 2 : 0),
        tell: 'Step by step its loss is the same to within {plain} of itself.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'On the axes the loss falls below a millionth at step {adagrad} with AdaGrad and {adam} with Adam. Turned by 5 degrees AdaGrad needs {adagradFew}, and Adam comes no lower than {adamFew} in all 3000 steps; turned by an eighth of a circle they come no lower than {adagradHalf} and {adamHalf}.',
          measure: (scene) => ({ runs: [0, 5, 45].map((degrees) => race(turned(scene, degrees))) }),
          numbers: ({ runs }) => {
            const [straight, few, half] = runs
            const least = ({ loss }: MeasuredRacer): number => loss.reduce((a, b) => Math.min(a, b))
            return {
              adagrad: stepsBelow(straight!.racers[0]!, 1e-6),
              adam: stepsBelow(straight!.racers[1]!, 1e-6),
              adagradFew: stepsBelow(few!.racers[0]!, 1e-6),
              adamFew: least(few!.racers[1]!),
              adagradHalf: least(half!.racers[0]!),
              adamHalf: least(half!.racers[1]!),
            }
          },
          holds: [
            { number: 'adagrad', is: 'within', bound: 18 },
            { number: 'adam', is: 'within', bound: 322 },
            { number: 'adagradFew', is: 'at least', bound: 180 },
            { number: 'adamFew', is: 'at least', bound: 1e-6 },
            { number: 'adagradHalf', is: 'at least', bound: 1e-6 },
            { number: 'adamHalf', is: 'at least', bound: 1e-6 },
          ],
          counter: { landscape: { expression: 'u = x*cos(a)+y*sin(a); v = y*cos(a)-x*sin(a); (u^2+v^2)/2' } },
        }),
        claim({
          id: '2',
          text: 'Gradient descent has the same losses at every angle, to within {unlike} of themselves, and ends at {loss}.',
          measure: (scene) => ({ straight: race(turned(scene, 0)), turned: race(turned(scene, 45)) }),
          numbers: ({ straight, turned: after }) => ({
            unlike: unlike(straight.racers[2]!, after.racers[2]!),
            loss: lastLoss(after.racers[2]!),
          }),
          holds: [{ number: 'unlike', is: 'below', bound: 1e-6 }],
          // Clipped coordinate by coordinate it has a choice of axes too.
          counter: {
            racers: [
              { optimizer: 'adagrad', lr: 0.5 },
              { optimizer: 'adam', lr: 0.01 },
              { optimizer: 'sgd', lr: 2 / 1001, clip: { kind: 'value', value: 10 } },
            ],
          },
        }),
      ],
      note: 'It is often said that adaptive rules cure ill-conditioning. They cure ill-*scaled coordinates*. Where the steep direction runs between the axes, a diagonal scaling has nothing to hold on to.',
    },
  ],
  links: ['adaptive-rates', 'adam-fails'],
})
