import { connect, race } from '../claims/measures'
import { lastLoss, lastPoint } from '../claims/of-races'
import { claim, defineScenario } from '../claims/scenario'
import type { Scene } from '../scene/scene'

/** The second network begins by a seed so much larger than the first. */
const apart = 100

/** The scene's two networks, with initialisations of its seed. */
function pairOf(scene: Scene): Scene {
  const racers = scene.racers.slice(0, 2).map((racer, k) => ({
    ...racer,
    start: { kind: 'initialisation', seed: scene.seed + k * apart },
  }))
  return { ...scene, racers, record: scene.steps }
}

export default defineScenario({
  id: 'mode-connectivity',
  label: 'X7',
  chapter: 'beyond',
  section: '8.2.2',
  title: 'A bent road between minima',
  summary:
    'On the straight line between two trained networks stands a mountain. A curve with a single bend walks round it.',
  steps: [
    {
      title: 'Round the mountain',
      story:
        'Two networks of one kind are trained on the same data from different weights, and both learn it. The mean of their weights has learned nothing: on the straight line between them the loss is as high as before training. But there are many dimensions to go round in. A quadratic Bézier curve $(1-t)^2a+2t(1-t)m+t^2b$, whose middle point $m$ is trained to make the loss small all along, joins them through low ground.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 32, 32, 2],
          activation: 'tanh',
          loss: 'cross-entropy',
          data: { id: 'moons', examples: 200, noise: 0.15 },
          slice: {
            kind: 'points',
            points: [
              { kind: 'end', of: 'a' },
              { kind: 'end', of: 'b' },
              { kind: 'start', of: 'a' },
            ],
          },
          domain: { x: [-0.3, 1.3], y: [-0.3, 1.3] },
        },
        start: { kind: 'initialisation' },
        steps: 1500,
        record: 10,
        racers: [
          { id: 'a', optimizer: 'adam', lr: 0.01 },
          { id: 'b', optimizer: 'adam', lr: 0.01, start: { kind: 'initialisation', seed: apart } },
        ],
        view: { height: { scale: 'log' }, instrument: 'paths', chart: { quantity: 'loss', scale: 'log' } },
      },
      highlight: ['network', 'race', 'analysis'],
      claims: [
        claim({
          id: '1',
          text: 'The straight line rises by {straight}, the curve by {curve}: {times} times less.',
          measure: (scene) => ({ run: race(pairOf(scene)) }),
          next: (scene, { run: { racers } }) => ({
            roads: connect(scene, {
              from: Array.from(lastPoint(racers[0]!)),
              to: Array.from(lastPoint(racers[1]!)),
              paths: ['bezier'],
              points: 61,
              search: { steps: 2000, lr: 0.01 },
            }),
          }),
          numbers: ({ roads: { paths } }) => {
            const [straight, curve] = paths.map(({ barrier }) => barrier.height)
            // Where neither rises, neither is the better road.
            const times = straight === curve ? 1 : straight! / curve!
            return { straight: straight!, curve: curve!, times }
          },
          holds: [{ number: 'times', is: 'at least', bound: 5 }],
          // One hidden unit comes out as itself or as its mirror image, and between these there is no way round.
          counter: { landscape: { widths: [2, 1, 2] } },
          seeds: { count: 10 },
          slow: true,
        }),
        claim({
          id: '2',
          text: 'Both networks have learned the data: their losses are {a} and {b}.',
          measure: (scene) => ({ run: race(pairOf(scene)) }),
          numbers: ({ run: { racers } }) => ({ a: lastLoss(racers[0]!), b: lastLoss(racers[1]!) }),
          holds: [
            { number: 'a', is: 'below', bound: 0.05 },
            { number: 'b', is: 'below', bound: 0.05 },
          ],
          counter: { steps: 10 },
        }),
      ],
    },
  ],
  links: ['identifiability', 'sharp-or-flat'],
  sources: [
    'T. Garipov, P. Izmailov, D. Podoprikhin, D. Vetrov, A. G. Wilson, Loss surfaces, mode connectivity, and fast ensembling of DNNs, NeurIPS 2018.',
  ],
})
