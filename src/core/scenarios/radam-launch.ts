import { race } from '../claims/measures'
import { farthest, pointAt } from '../claims/of-races'
import { claim, defineScenario } from '../claims/scenario'
import { euclideanNorm } from '../linalg/euclidean-norm'

export default defineScenario({
  id: 'radam-launch',
  label: 'X2',
  chapter: 'adaptive',
  section: '8.5.3',
  title: 'A cautious start that is none',
  summary:
    'RAdam rectifies Adam’s first steps. The very first five it takes unadapted, and there its limit is that of plain descent.',
  steps: [
    {
      title: 'Five steps without a brake',
      story:
        'Adam’s estimate of the second moment rests on very few gradients at first. RAdam waits until it can be trusted, and until then steps by the bias-corrected momentum alone, without dividing by anything. These are steps of gradient descent, at a learning rate that was chosen for Adam, where a step is about as long as the rate whatever the slope. On a steep landscape five of them are enough to be lost.',
      scene: {
        landscape: { kind: 'catalog', id: 'himmelblau' },
        start: [-1, 1],
        steps: 50,
        stop: { escape: 1e6 },
        racers: [
          { id: 'RAdam, 0.1', optimizer: 'radam', lr: 0.1 },
          { id: 'Adam, 0.1', optimizer: 'adam', lr: 0.1 },
          { id: 'RAdam, 0.05', optimizer: 'radam', lr: 0.05 },
          { id: 'Adam, 0.05', optimizer: 'adam', lr: 0.05 },
        ],
        view: { chart: { quantity: 'parameter-norm', scale: 'log' }, instrument: 'step' },
      },
      highlight: ['racers', 'learning-rate', 'race'],
      claims: [
        claim({
          id: '1',
          text: 'At a learning rate of 0.1 RAdam is {one}, {two} and {three} from the origin after its first steps, and given up as diverged after step {end}. Adam never has a coordinate beyond {adam}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [radam, adam] = racers
            const [one, two, three] = [1, 2, 3].map((row) => euclideanNorm(pointAt(radam!, row)))
            return {
              one: one!,
              two: two!,
              three: three!,
              end: radam!.outcome === 'diverged' ? radam!.steps : Infinity,
              adam: Math.max(...adam!.theta.map(Math.abs)),
            }
          },
          holds: [
            { number: 'one', is: 'within', bound: 6.45, tolerance: 0.01 },
            { number: 'two', is: 'within', bound: 18, tolerance: 0.1 },
            { number: 'three', is: 'within', bound: 758, tolerance: 5 },
            { number: 'end', is: 'at most', bound: 5 },
            { number: 'adam', is: 'below', bound: 3.5 },
          ],
          counter: {
            racers: [0, 1].map(() => ({ optimizer: 'adam', lr: 0.1 })),
          },
        }),
        claim({
          id: '2',
          text: 'At half the rate RAdam survives: it is never farther than {farthest} from the origin.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            farthest: farthest(racers[2]!),
            steps: racers[2]!.steps,
          }),
          holds: [
            { number: 'farthest', is: 'below', bound: 6 },
            { number: 'steps', is: 'at least', bound: 50 },
          ],
          counter: {
            racers: [0, 1, 2].map(() => ({ optimizer: 'radam', lr: 0.1 })),
          },
        }),
      ],
    },
  ],
  links: ['warm-up', 'adam-fails'],
})
