import { claim, defineScenario } from '../claims/scenario'
import { race } from '../claims/measures'
import { mean } from '../claims/mean'
import { ofAverage } from '../claims/of-averages'

export default defineScenario({
  id: 'averaging',
  label: 'X12',
  chapter: 'beyond',
  section: '8.7.3',
  title: 'The average of a cloud',
  summary: 'Every point of a noisy run is far off, and their mean is not.',
  steps: [
    {
      title: 'Wide cloud, sharp mean',
      story:
        'At a constant rate the racer wanders through its cloud for ever. Polyak and Ruppert’s remedy needs no smaller rate, only a running mean of the points, begun once the start is forgotten. Errors to the left cancel errors to the right. After $n$ steps the mean is as good as the best that any rule could make of these gradients: about $\\sigma^2/(\\lambda^2 n)$.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+y^2)/2', domain: { x: [-6, 6], y: [-6, 6] } },
        start: [5, 5],
        steps: 4000,
        noise: 1,
        racers: [
          { id: 'last point', optimizer: 'sgd', lr: 0.1 },
          { id: 'with average', optimizer: 'asgd', lr: 0.1, lambd: 0, alpha: 0, t0: 1000 },
        ],
        view: {
          domain: { x: [-1, 1], y: [-1, 1] },
          elevation: 80,
          companions: true,
          trail: 200,
          chart: { quantity: 'parameter-norm', scale: 'log' },
        },
      },
      highlight: ['racers', 'view'],
      claims: [
        claim({
          id: '1',
          text: 'Over the seeds the mean of the points since step 1000 has mean square error {averaged}, the last point {single}, {times} times as much.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ofAverage(racers[0]!, 1000),
          holds: [{ number: 'times', is: 'above', bound: 50 }],
          counter: { landscape: { expression: '(x^2+y^2)/2000' } },
          seeds: { count: 50 },
          together(ofSeeds) {
            const averaged = mean(ofSeeds.map((each) => each.averaged))
            const single = mean(ofSeeds.map((each) => each.single))
            return { averaged, single, times: single / averaged }
          },
        }),
      ],
    },
  ],
  links: [],
})
