import type { MeasuredRacer } from '../claims/measurement'
import { probe, race } from '../claims/measures'
import { lastLoss, lastPoint, pointAt } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import { hypotenuse } from '../linalg/hypotenuse'

/** How far apart two of the last points lie, counted from the end. */
function apart(racer: MeasuredRacer, earlier: number): number {
  const [last, before] = [lastPoint(racer), pointAt(racer, -1 - earlier)]
  return hypotenuse(last[0]! - before[0]!, last[1]! - before[1]!)
}

export default defineScenario({
  id: 'beyond-the-limit',
  label: 'X3',
  chapter: 'algorithms',
  section: '8.3.1',
  title: 'Just above the limit',
  summary: 'A hair beyond 2/λ gradient descent does not explode. It circles a minimum that it cannot enter.',
  steps: [
    {
      title: 'Circling',
      story:
        'At a minimum whose largest curvature is $\\lambda$, gradient descent can settle only if $\\epsilon<2/\\lambda$. Three learning rates lie within a few hundredths of that limit, one below and two above. Linear theory says that the others fly apart, and near the minimum they do; but farther out the bowl is not a quadratic, and it bends them back. So they go to and fro between two sides of it for ever.',
      scene: {
        landscape: { kind: 'catalog', id: 'himmelblau', domain: { x: [-1, 5], y: [-1, 5] } },
        start: [0, 0],
        steps: 20000,
        racers: [
          { id: 'below', optimizer: 'sgd', lr: 0.024 },
          { id: 'just above', optimizer: 'sgd', lr: 0.0245 },
          { id: 'above', optimizer: 'sgd', lr: 0.025 },
        ],
        view: {
          chart: { quantity: 'loss', scale: 'log' },
          instrument: 'cross-section',
          crossSection: { at: [3, 2], along: 'greatest-eigenvector', reach: 0.8 },
        },
      },
      highlight: ['learning-rate', 'race', 'chart'],
      locked: ['start'],
      question: question({
        ask: 'The limit at this minimum lies between learning rates of 0.024 and 0.0245. At 0.025, what becomes of gradient descent?',
        choices: ['it converges, more slowly', 'it circles', 'it explodes'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const racer = racers[2]!
          return { loss: lastLoss(racer), swing: apart(racer, 1), finite: racer.outcome === 'max-steps' ? 1 : 0 }
        },
        answer: ({ loss, finite }) => (finite === 0 ? 2 : loss < 1e-9 ? 0 : 1),
        tell: 'It is at a loss of {loss} after all its steps, and each of the last ones is {swing} long.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Below the limit the loss comes down to {below}; just above it stays at {above}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({ below: lastLoss(racers[0]!), above: lastLoss(racers[1]!) }),
          holds: [
            { number: 'below', is: 'below', bound: 1e-20 },
            { number: 'above', is: 'above', bound: 0.1 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.024 },
              { optimizer: 'sgd', lr: 0.024 },
              { optimizer: 'sgd', lr: 0.024 },
            ],
          },
        }),
        claim({
          id: '2',
          text: 'Above it two points take turns: every second one is the same to within {repeat}, the others are {swing} away.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({ repeat: apart(racers[2]!, 2), swing: apart(racers[2]!, 1) }),
          holds: [
            { number: 'repeat', is: 'below', bound: 1e-9 },
            { number: 'swing', is: 'above', bound: 0.5 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.02 },
              { optimizer: 'sgd', lr: 0.02 },
              { optimizer: 'sgd', lr: 0.02 },
            ],
          },
        }),
        claim({
          id: '3',
          text: 'The limit at the minimum is {limit}: one of the three rates lies below, two above.',
          measure: (scene) => ({ at: probe(scene, [3, 2]) }),
          numbers: ({ at }, { racers }) => {
            const limit = 2 / at.eigenvalues[1]!
            const rates = racers.map(({ hyper }) => hyper['lr'] as number)
            return { limit, below: rates.filter((lr) => lr < limit).length, all: rates.length }
          },
          holds: [
            { number: 'limit', is: 'within', bound: 0.024306, tolerance: 1e-6 },
            { number: 'below', is: 'within', bound: 1, tolerance: 0.5 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.025 },
              { optimizer: 'sgd', lr: 0.026 },
            ],
          },
        }),
      ],
    },
  ],
  links: ['edge-of-stability', 'catapult'],
})
