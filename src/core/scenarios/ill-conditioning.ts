import { claim, defineScenario, question } from '../claims/scenario'
import { race } from '../claims/measures'
import { lastLoss, lastPoint, stepsUntil } from '../claims/of-races'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { sceneOf } from '../claims/scenes'

const start = { start: [1, 1], stop: { escape: 1e9 } } as const

/** (x^2 + kappa y^2) / 2 from (1, 1), at the best constant rate and at 1 / lambda_max. */
const conditioned = (kappa: number) =>
  sceneOf({
    landscape: { kind: 'expression', expression: `(x^2+${kappa}*y^2)/2`, domain: { x: [-2, 2], y: [-2, 2] } },
    ...start,
    steps: 20 * kappa,
    racers: [
      { id: 'best', optimizer: 'sgd', lr: 2 / (1 + kappa) },
      { id: 'inverse', optimizer: 'sgd', lr: 1 / kappa },
    ],
  })

const shrunk = (theta: Float64Array) => euclideanNorm(theta) <= 1e-6 * Math.sqrt(2)

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
        'Along an eigenvector of the Hessian with eigenvalue $\\lambda_i$ a step of gradient descent multiplies the error by $1-\\epsilon\\lambda_i$. To stay stable it needs $\\epsilon<2/\\lambda_{max}$; to get on along the floor it needs a large $\\epsilon\\lambda_{min}$. Four learning rates race on one quadratic: two below the limit, one at the rate that is best for both directions, one a little beyond.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+100*y^2)/2', domain: { x: [-12, 12], y: [-3, 3] } },
        start: [10, 1],
        steps: 300,
        stop: { escape: 1e30 },
        racers: [
          { id: 'near the limit', optimizer: 'sgd', lr: 0.019 },
          { id: 'best', optimizer: 'sgd', lr: 0.019801980198019802 },
          { id: 'beyond the limit', optimizer: 'sgd', lr: 0.021 },
          { id: '1 / largest', optimizer: 'sgd', lr: 0.01 },
        ],
      },
      highlight: ['learning-rate', 'race'],
      question: question({
        ask: 'The ratio of the curvatures grows from 100 to 1000. At the best rate, how many times more steps does it take?',
        choices: ['about 3', 'about 10', 'about 100'],
        measure: () => ({ narrow: race(conditioned(100)), narrower: race(conditioned(1000)) }),
        numbers: ({ narrow, narrower }) => {
          const [before, after] = [narrow, narrower].map(({ racers }) => stepsUntil(racers[0]!, shrunk))
          return { before: before!, after: after!, times: after! / before! }
        },
        answer: ({ times }) => (times < 5 ? 0 : times < 30 ? 1 : 2),
        tell: 'It takes {after} steps where it took {before}: {times} times as many.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Just below the limit the racer comes within {distance} of the minimum; just beyond it the loss grows to {loss}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            distance: euclideanNorm(lastPoint(racers[0]!)),
            loss: lastLoss(racers[2]!),
          }),
          holds: [
            { number: 'distance', is: 'below', bound: 0.1 },
            { number: 'loss', is: 'above', bound: 1e20 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.001 },
              { optimizer: 'sgd', lr: 0.001 },
              { optimizer: 'sgd', lr: 0.001 },
            ],
          },
        }),
      ],
    },
  ],
  links: [],
})
