import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasuredRacer } from '../claims/measurement'
import { race } from '../claims/measures'
import { median } from '../claims/median'
import { lastLoss } from '../claims/of-races'
import type { Scene } from '../scene/scene'
import { changedScene } from '../claims/scenes'

const lastOf = ({ measured }: MeasuredRacer, name: string): number => measured[name]!.findLast(isThere) ?? NaN
const leastOf = ({ measured }: MeasuredRacer, name: string): number => Math.min(...measured[name]!.filter(isThere))

function isThere(value: number): boolean {
  return !Number.isNaN(value)
}

/** The risk less the training loss at the end. */
const gapOf = (racer: MeasuredRacer): number => lastOf(racer, 'risk') - lastLoss(racer)

/** The scene with twelve examples and the steps that they take. */
const ofTwelve = (scene: Scene): Scene => changedScene(scene, { steps: 4000, landscape: { data: { examples: 12 } } })

export default defineScenario({
  id: 'learning-is-not-optimization',
  label: 'S1',
  chapter: 'learning',
  section: '8.1.1',
  title: 'Learning is not optimization',
  summary: 'We lower the loss on the examples that we have, and care about the loss on those that we have not.',
  steps: [
    {
      title: 'Twelve points',
      story:
        'What we want is a small risk $J^*(\\theta)=\\mathbb E_{(x,y)\\sim p_{data}}L(f(x;\\theta),y)$, an average over all that may ever come. What we have are $m$ examples, and so we lower the empirical risk $J(\\theta)=\\frac1m\\sum_i L(f(x^{(i)};\\theta),y^{(i)})$ and hope. Here twelve points lie about a sine, with noise of variance 0.09, which no network can predict. Watch one curve go to its floor while the other turns and rises.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [1, 32, 32, 1],
          loss: 'mse',
          data: { id: 'sine', examples: 12, noise: 0.3, frequency: 3 },
          slice: { kind: 'pca', of: 'adam' },
          domain: { x: [-16, 4], y: [-6, 5] },
        },
        steps: 4000,
        record: 20,
        measure: { every: 20, what: ['risk'] },
        racers: [{ id: 'adam', optimizer: 'adam', lr: 0.01 }],
        view: {
          height: { scale: 'log' },
          chart: { quantity: 'loss', second: 'risk', scale: 'log', secondScale: 'log' },
        },
      },
      highlight: ['data', 'chart', 'race'],
      question: question({
        ask: 'In the end the training loss is next to nothing. And the risk?',
        choices: ['near 0, like the training loss', 'near the noise, 0.09', 'well above the noise'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => ({ loss: lastLoss(racers[0]!), risk: lastOf(racers[0]!, 'risk') }),
        answer: ({ risk }) => (risk < 0.045 ? 0 : risk < 0.12 ? 1 : 2),
        tell: 'The training loss is {loss}, the risk {risk}. The network has learnt the noise of its twelve points, and pays for it everywhere between them.',
      }),
      claims: [
        claim({
          id: '1a',
          text: 'The training loss ends at {loss}, below the noise; the risk ends at {risk}, {gap} above it.',
          seeds: { count: 40 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            loss: lastLoss(racers[0]!),
            risk: lastOf(racers[0]!, 'risk'),
            gap: gapOf(racers[0]!),
          }),
          holds: [
            { number: 'loss', is: 'below', bound: 0.09 },
            { number: 'gap', is: 'above', bound: 0.05 },
          ],
          counter: { steps: 1000, landscape: { data: { examples: 300 } } },
        }),
        claim({
          id: '1b',
          text: 'In the median over the seeds the risk ends at {ratio} times the least that it was on the way.',
          seeds: { count: 40 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({ ratio: lastOf(racers[0]!, 'risk') / leastOf(racers[0]!, 'risk') }),
          together: (ofSeeds) => ({ ratio: median(ofSeeds.map(({ ratio }) => ratio)) }),
          holds: [{ number: 'ratio', is: 'at least', bound: 1.3 }],
          counter: { steps: 1000, landscape: { data: { examples: 300 } } },
        }),
      ],
    },
    {
      title: 'Three hundred points',
      story:
        'The same network, the same sine, and 300 points in place of twelve. Nothing has changed about the optimizer. But now the examples say nearly all that there is to know, and the two curves come down together and stay together.',
      scene: {
        change: {
          steps: 1000,
          record: 10,
          measure: { every: 20 },
          landscape: { data: { examples: 300 }, domain: { x: [-2, 8], y: [-5, 3] } },
        },
      },
      highlight: ['data', 'chart'],
      claims: [
        claim({
          id: '2',
          text: 'In the median the risk ends {few} above the training loss with twelve points and {many} with these: {times} times as far.',
          seeds: { count: 40 },
          slow: true,
          measure: (scene) => ({ few: race(ofTwelve(scene)), many: race(scene) }),
          numbers({ few, many }) {
            const gaps = { few: gapOf(few.racers[0]!), many: gapOf(many.racers[0]!) }
            return { ...gaps, times: gaps.few / gaps.many }
          },
          together(ofSeeds) {
            const few = median(ofSeeds.map((each) => each.few))
            const many = median(ofSeeds.map((each) => each.many))
            return { few, many, times: few / many }
          },
          holds: [{ number: 'times', is: 'at least', bound: 10 }],
          counter: { landscape: { data: { examples: 30 } } },
        }),
      ],
    },
    {
      title: 'Coin flips, learnt by heart',
      story:
        'Forty points of one cloud, and a label for each by the toss of a coin: there is nothing to be learnt here. A large enough network learns it all the same. The optimizer does its work to perfection, and has learnt nothing that holds for the next toss.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 64, 64, 2],
          loss: 'cross-entropy',
          // Both clusters are one, whose deviation is that of the uniform distribution on [-1, 1].
          data: {
            id: 'blobs',
            classes: 2,
            radius: 0.01,
            noise: 0.577,
            examples: 1040,
            randomLabels: true,
            everywhere: true,
            split: [1 / 26, 0, 25 / 26],
          },
          slice: { kind: 'pca', of: 'adam' },
          domain: { x: [-42, 8], y: [-13, 15] },
        },
        steps: 3000,
        record: 20,
        measure: { every: 20, what: ['accuracy'] },
        racers: [{ id: 'adam', optimizer: 'adam', lr: 0.01 }],
        view: {
          height: { scale: 'log' },
          chart: { quantity: 'accuracy', second: 'test-accuracy', scale: 'linear', secondScale: 'linear' },
        },
      },
      highlight: ['data', 'network', 'chart'],
      claims: [
        claim({
          id: '3',
          text: 'The network is right about {training} % of its forty points, and about {test} % of 1000 fresh coin flips.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            training: 100 * lastOf(racers[0]!, 'accuracy'),
            test: 100 * lastOf(racers[0]!, 'testAccuracy'),
          }),
          holds: [
            { number: 'training', is: 'at least', bound: 100 },
            { number: 'test', is: 'within', bound: 50, tolerance: 6 },
          ],
          // Two units have not the capacity.
          counter: { landscape: { widths: [2, 2, 2] } },
        }),
      ],
      note: 'That a network fits its training set says nothing about what it has understood, and does not need the labels to make sense.',
    },
    {
      title: 'The loss that we lower and the measure that we mean',
      story:
        'We mean the accuracy $P$ and lower the cross-entropy $J$, since $P$ has no gradient. They need not agree. On forty points of two noisy moons the validation loss soon turns and climbs, because the network grows ever surer of its few mistakes. The accuracy hardly notices.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 32, 32, 2],
          loss: 'cross-entropy',
          data: { id: 'moons', noise: 0.25, examples: 440, split: [1 / 11, 10 / 11, 0] },
          slice: { kind: 'pca', of: 'adam' },
          domain: { x: [-22, 5], y: [-6, 7] },
        },
        steps: 4000,
        record: 20,
        measure: { every: 20, what: ['validation', 'accuracy'] },
        racers: [{ id: 'adam', optimizer: 'adam', lr: 0.003 }],
        view: {
          height: { scale: 'log' },
          chart: { quantity: 'validation', second: 'validation-accuracy', scale: 'log', secondScale: 'linear' },
        },
      },
      highlight: ['data', 'chart'],
      claims: [
        claim({
          id: '4',
          text: 'From its best the validation loss grows {growth} times, while the validation accuracy moves by {move}.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers({ run: { racers } }) {
            const { validation, validationAccuracy: accuracy } = racers[0]!.measured
            const least = leastOf(racers[0]!, 'validation')
            const end = lastOf(racers[0]!, 'validationAccuracy')
            const move = end - accuracy![validation!.indexOf(least)]!
            return { growth: lastOf(racers[0]!, 'validation') / least, move, size: Math.abs(move) }
          },
          holds: [
            { number: 'growth', is: 'above', bound: 1.5 },
            { number: 'size', is: 'below', bound: 0.15 },
          ],
          // Stopped before it has grown sure.
          counter: { steps: 200 },
        }),
      ],
    },
  ],
  links: [],
})
