import { probe, race } from '../claims/measures'
import { lastLoss, lastPoint } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'

/** The rates, the first below 2 / lambda at the minimum nearby. */
const rates = [0.12, 0.13, 0.15, 0.18, 0.2, 0.22, 0.24]

export default defineScenario({
  id: 'catapult',
  label: 'X5',
  chapter: 'beyond',
  section: '8.2.2',
  title: 'The catapult',
  summary:
    'Too large a learning rate for a sharp minimum throws descent out of it, and lets it settle where the valley is flatter.',
  steps: [
    {
      title: 'Thrown to where it is flat',
      story:
        'All racers begin beside the sharp end of the valley $w_1w_2=1$, where the curvature across it is about sixteen. The first learning rate is below $2/\\lambda$ there, and simply settles. The others are above: their loss rises at first, by as much as a thousand times, and the swinging shortens the weights, which flattens the valley under them. As soon as $w_1^2+w_2^2<2/\\epsilon$ they settle too, at a minimum as good as the first and less sharp.',
      scene: {
        landscape: { kind: 'catalog', id: 'two-layer-linear', domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] } },
        start: [4, 0.3],
        steps: 2000,
        racers: rates.map((lr) => ({ id: `lr ${lr}`, optimizer: 'sgd', lr })),
        view: {
          overlay: 'greatest-eigenvalue',
          chart: { quantity: 'loss', scale: 'log', againstScale: 'log' },
          instrument: 'taylor',
          taylor: { at: { of: 'lr 0.2' } },
        },
      },
      highlight: ['learning-rate', 'race', 'chart'],
      question: question({
        ask: 'At a learning rate of 0.2 the loss begins to rise. What comes of it?',
        choices: [
          'it diverges',
          'it circles',
          'it converges, to a flatter minimum',
          'it converges, to a sharper minimum',
        ],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const racer = racers[4]!
          const [x, y] = lastPoint(racer)
          return {
            start: racer.loss[0]!,
            peak: Math.max(...racer.loss),
            end: lastLoss(racer),
            sharpness: x! * x! + y! * y!,
          }
        },
        answer: ({ end, sharpness }) => (!(end < 100) ? 0 : end > 1e-9 ? 1 : sharpness < 15.98 ? 2 : 3),
        tell: 'From {start} the loss rises to {peak} and then comes down to {end}, where the sharpness is {sharpness}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'The rate of 0.12, below the limit, ends at a sharpness of {settled}. Every larger one converges too, to a loss of {worst} at most, and at a sharpness of {sharpest} or less, never above $2/\\epsilon$ (closest: {closest} of it).',
          measure: (scene) => ({ run: race(scene) }),
          next: (scene, { run: { racers } }) => ({
            ends: racers.map((racer) => probe(scene, Array.from(lastPoint(racer)))),
          }),
          numbers: ({ run: { racers }, ends }, scene) => {
            const sharpness = ends.map(({ eigenvalues }) => eigenvalues[1]!)
            const shares = sharpness.map((value, i) => (value * (scene.racers[i]!.hyper['lr'] as number)) / 2)
            return {
              settled: sharpness[0]!,
              worst: Math.max(...racers.map(lastLoss)),
              sharpest: Math.max(...sharpness.slice(1)),
              closest: Math.max(...shares),
            }
          },
          holds: [
            { number: 'settled', is: 'within', bound: 15.975, tolerance: 0.001 },
            { number: 'worst', is: 'below', bound: 1e-20 },
            { number: 'sharpest', is: 'below', bound: 15.98 },
            { number: 'closest', is: 'at most', bound: 1 },
          ],
          // Beyond 4 / lambda it is thrown too far to come back.
          counter: { racers: rates.map((lr) => ({ optimizer: 'sgd', lr: 3 * lr })) },
        }),
        claim({
          id: '2',
          text: 'With every rate above the limit the loss rises first: the least of them takes it to {least} times, the largest to {most} times what it was.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const rises = racers.slice(1).map(({ loss }) => Math.max(...loss) / loss[0]!)
            return { least: Math.min(...rises), most: Math.max(...rises) }
          },
          holds: [
            { number: 'least', is: 'above', bound: 1.1 },
            { number: 'most', is: 'above', bound: 100 },
          ],
          counter: { racers: rates.map(() => ({ optimizer: 'sgd', lr: 0.05 })) },
        }),
      ],
      note: 'A larger learning rate does not end at a flatter minimum each time: how far the throw goes is chaotic. What holds is the bound, since descent can settle only where $\\epsilon\\lambda\\le2$.',
    },
  ],
  links: ['sharp-or-flat', 'edge-of-stability'],
})
