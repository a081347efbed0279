import { findSampler } from '../catalogue/samplers'
import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasurementTable } from '../claims/measurement'
import { ensemble, race } from '../claims/measures'
import { lastPoint, pointAfter, pointAt } from '../claims/of-races'
import { exampleTable } from '../objectives/example-table'
import type { BatchSetting } from '../race/settings'
import type { Scene } from '../scene/scene'

const size = 64

/** What draws the examples of a racer that takes one a step. */
function drawn({ sampler }: BatchSetting, seed: number, examples: number): (step: number) => number {
  const batch = findSampler(sampler)!.create({ seed, size: 1, examples, dropLast: false, batches: [] })
  return (step) => batch(step)![0]!
}

/** The race over seeds, of the loss at the ends of epochs. */
const overSeeds = (scene: Scene, seeds: number) => ensemble({ ...scene, record: size }, { seeds })

/** The mean squared distance from the minimum in the end: 2 (J - min J) / h of the mean of h_i (x - a_i)^2 / 2. */
function squaredErrors({ landscape }: Scene, { racers }: MeasurementTable['ensemble']['result']): readonly number[] {
  const [a, h] = exampleTable(landscape.examples!, ['a', 'h']).columns
  const mean = (of: (a: number, h: number) => number): number =>
    a!.reduce((sum, each, i) => sum + of(each, h![i]!), 0) / a!.length
  const curvature = mean((_, each) => each)
  const minimum = mean((each, weight) => weight * each) / curvature
  const least = mean((each, weight) => (weight * (minimum - each) * (minimum - each)) / 2)
  return racers.map(({ mean: loss }) => (2 * (loss.at(-1)! - least)) / curvature)
}

/** Of each sampler of the scene in its order. */
function compared(scene: Scene, measured: MeasurementTable['ensemble']['result']) {
  const [replaced, once, again] = squaredErrors(scene, measured)
  return { replaced: replaced!, once: once!, again: again!, times: replaced! / again! }
}

/** The mean share of examples that an epoch sees, over a hundred epochs of each of twenty seeds. */
function shareSeen(batch: BatchSetting): number {
  let seen = 0
  for (let seed = 0; seed < 20; seed++) {
    const next = drawn(batch, seed, size)
    for (let epoch = 0; epoch < 100; epoch++)
      seen += new Set(Array.from({ length: size }, (_, k) => next(epoch * size + k + 1))).size
  }
  return seen / (20 * 100 * size)
}

const dataSets = 20_000

/**
 * The mean of (g - J*') J*' at the steps of each epoch, over so many data sets of the scene's kind, in standard errors
 * and as it is: g is the slope (t x - (t + n)) t of one example, J*' = x - 1 that of the mean over all that t and n may
 * be.
 */
function biasByEpoch({ landscape, racers, steps, start }: Scene) {
  const { examples } = landscape
  const [t, n] = [examples!['t']!, examples!['n']!]
  const { batch, hyper } = racers[0]!
  const count = exampleTable({ t }, ['t']).count
  const epochs = Math.floor(steps / count)
  const [sums, squares] = [new Float64Array(epochs), new Float64Array(epochs)]
  for (let seed = 0; seed < dataSets; seed++) {
    const table = exampleTable({ t: { ...t, seed } as typeof t, n: { ...n, seed } as typeof n }, ['t', 'n'])
    const next = drawn(batch!, seed, count)
    let x = (start as readonly number[])[0]!
    for (let epoch = 0; epoch < epochs; epoch++) {
      let sum = 0
      for (let k = 1; k <= count; k++) {
        const i = next(epoch * count + k)
        const [input, noise] = [table.columns[0]![i]!, table.columns[1]![i]!]
        const slope = (input * x - (input + noise)) * input
        sum += (slope - (x - 1)) * (x - 1)
        x -= (hyper['lr'] as number) * slope
      }
      sums[epoch]! += sum / count
      squares[epoch]! += (sum / count) * (sum / count)
    }
  }
  return Array.from(sums, (sum, epoch) => {
    const mean = sum / dataSets
    const error = Math.sqrt((squares[epoch]! / dataSets - mean * mean) / (dataSets - 1))
    return { mean, errors: mean / error }
  })
}

export default defineScenario({
  id: 'order-of-examples',
  label: 'S6',
  chapter: 'learning',
  section: '8.1.3',
  title: 'In which order?',
  summary: 'The same examples at the same rate: how they are drawn decides how near descent comes.',
  steps: [
    {
      title: 'Three ways to draw',
      story:
        'Sixty-four parabolas $f_i=\\frac{h_i}2(x-a_i)^2$, one for every step. Drawn with replacement, an epoch misses a share of $(1-1/n)^n\\approx e^{-1}$ of them and has others twice, and that luck is what moves the racer at the end. Shuffled, every example comes once, and what one of them pushes too far another takes back within the same epoch. It may be one shuffle for all epochs or a fresh one for each.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'h*(x-a)^2/2',
          dimension: 1,
          domain: { x: [-2, 6] },
          examples: {
            h: { kind: 'uniform', min: 0.5, max: 1.5, count: size },
            a: { kind: 'normal', mean: 0, deviation: 1, count: size },
          },
        },
        start: [5],
        steps: 100 * size,
        record: size,
        racers: [
          { id: 'with replacement', optimizer: 'sgd', lr: 0.005, batch: { sampler: 'with-replacement', size: 1 } },
          { id: 'shuffled once', optimizer: 'sgd', lr: 0.005, batch: { sampler: 'shuffle-once', size: 1 } },
          { id: 'shuffled anew', optimizer: 'sgd', lr: 0.005, batch: { sampler: 'reshuffle', size: 1 } },
        ],
        view: { chart: { quantity: 'best-distance', against: 'epoch', scale: 'log' }, instrument: 'examples' },
      },
      highlight: ['batch', 'race', 'chart'],
      question: question({
        ask: 'The same data, the same rate. Which order ends nearest to the minimum?',
        choices: ['with replacement', 'one shuffle for all epochs', 'a fresh shuffle for each epoch'],
        measure: (scene) => ({ measured: overSeeds(scene, 20) }),
        numbers: ({ measured }, scene) => compared(scene, measured),
        answer: ({ replaced, once, again }) => (replaced < Math.min(once, again) ? 0 : once < again ? 1 : 2),
        tell: 'The mean squared error is {replaced} with replacement, {once} with one shuffle and {again} with a fresh one for each epoch: {times} times better than with replacement.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Over 200 seeds the mean squared error after 100 epochs is {replaced} with replacement, {once} shuffled once and {again} shuffled anew: {times} times less.',
          slow: true,
          measure: (scene) => ({ measured: overSeeds(scene, 200) }),
          numbers: ({ measured }, scene) => compared(scene, measured),
          holds: [
            { number: 'times', is: 'at least', bound: 20 },
            { number: 'again', is: 'below', bound: 'once' },
            { number: 'once', is: 'below', bound: 'replaced' },
          ],
          counter: {
            racers: ['with-replacement', 'shuffle-once', 'with-replacement'].map((sampler, i) => ({
              id: `${i + 1}`,
              optimizer: 'sgd',
              lr: 0.005,
              batch: { sampler, size: 1 },
            })),
          },
        }),
        claim({
          id: '2',
          text: 'An epoch with replacement sees a share of {seen} of the examples; $1-(1-1/64)^{64}$ is {law}.',
          measure: () => ({}),
          numbers(_measured, { racers }) {
            let missed = 1
            for (let k = 0; k < size; k++) missed *= 1 - 1 / size
            return { seen: shareSeen(racers[0]!.batch!), law: 1 - missed }
          },
          holds: [{ number: 'seen', is: 'within', bound: 'law', tolerance: 0.005 }],
          counter: {
            racers: [{ id: 'shuffled', optimizer: 'sgd', lr: 0.005, batch: { sampler: 'reshuffle', size: 1 } }],
          },
        }),
      ],
      note: 'Two things go by one name: to shuffle once, and to shuffle for every epoch, which is *random reshuffling*. Both are better than drawing with replacement, and the second is better again.',
    },
    {
      title: 'Sorted data',
      story:
        'Now half of the parabolas have their minimum at $-1$ and half at 1, and they come in that order, as data that were collected class by class do. In every epoch the racer is first dragged to one side and then to the other, by almost all of the way. The minimum of the mean is at 0, where it never rests. One shuffle is enough to end that.',
      scene: {
        change: {
          landscape: {
            expression: '(x-a)^2/2',
            domain: { x: [-1.5, 1.5] },
            examples: { h: null, a: Array.from({ length: size }, (_, i) => (i < size / 2 ? -1 : 1)) },
          },
          start: [0],
          record: 1,
          racers: [
            { id: 'as they stand', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'sequential', size: 1 } },
            { id: 'shuffled anew', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 1 } },
          ],
          view: { trail: size / 2 },
        },
      },
      highlight: ['batch', 'race'],
      claims: [
        claim({
          id: '3',
          text: 'In order, the racer is dragged to {low} in the midst of an epoch and ends it at {high}. Shuffled anew, it ends epochs {spread} from the minimum, in the root mean square.',
          measure: (scene) => ({ run: race(scene) }),
          numbers({ run: { racers } }, { steps }) {
            const ends = Array.from({ length: 90 }, (_, k) => pointAfter(racers[1]!, steps - k * size)[0]!)
            const within = Array.from({ length: size }, (_, k) => pointAt(racers[0]!, -1 - k)[0]!)
            return {
              low: Math.min(...within),
              high: lastPoint(racers[0]!)[0]!,
              spread: Math.sqrt(ends.reduce((sum, x) => sum + x * x, 0) / ends.length),
            }
          },
          holds: [
            { number: 'high', is: 'within', bound: 0.9336, tolerance: 1e-4 },
            { number: 'low', is: 'within', bound: -0.9336, tolerance: 1e-4 },
            { number: 'spread', is: 'within', bound: 0.199, tolerance: 0.06 },
          ],
          counter: {
            racers: [
              { id: 'shuffled once', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'shuffle-once', size: 1 } },
              { id: 'shuffled anew', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 1 } },
            ],
          },
        }),
      ],
    },
    {
      title: 'Only the first pass is honest',
      story:
        'A line through the origin is fitted to ten points, $y=x+n$, that are seen one by one. In the first pass every example is new to the parameters, and its gradient is on average that of the risk, $\\mathbb E[\\hat g_t]=\\nabla J^*(\\theta_t)$. From the second pass on the parameters have met the example before and lean towards its noise. Its gradient no longer tells what a stranger’s would: on average it falls short of $\\nabla J^*$, epoch after epoch a little more.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(t*x - (t + n))^2/2',
          dimension: 1,
          domain: { x: [-0.5, 2] },
          examples: {
            t: { kind: 'normal', mean: 0, deviation: 1, count: 10 },
            n: { kind: 'normal', mean: 0, deviation: 1, count: 10 },
          },
        },
        start: [0],
        steps: 50,
        racers: [{ id: 'shuffled anew', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 1 } }],
      },
      highlight: ['batch', 'data'],
      claims: [
        claim({
          id: '4',
          text: 'Over 20000 data sets the mean of $(\\hat g-\\nabla J^*)\\nabla J^*$ is {first} in the first pass, {firstErrors} standard errors from 0; in the passes after it {second}, {third}, {fourth} and {fifth}, all more than {least} standard errors below 0.',
          slow: true,
          measure: () => ({}),
          numbers(_measured, scene) {
            const [first, ...later] = biasByEpoch(scene)
            const [second, third, fourth, fifth] = later.map(({ mean }) => mean)
            return {
              first: first!.mean,
              firstErrors: Math.abs(first!.errors),
              ...{ second: second!, third: third!, fourth: fourth!, fifth: fifth! },
              least: -Math.max(...later.map(({ errors }) => errors)),
            }
          },
          holds: [
            { number: 'firstErrors', is: 'below', bound: 4 },
            { number: 'least', is: 'above', bound: 5 },
          ],
          // With replacement an example may come again in the first pass.
          counter: {
            racers: [{ id: 'replaced', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'with-replacement', size: 1 } }],
          },
        }),
      ],
      note: 'That the gradient of a batch is an unbiased estimate of the gradient of the generalisation error is true of examples that the parameters have not met. It is not true of later epochs, nor of an epoch that draws with replacement from a finite set.',
    },
  ],
  links: ['batch-sizes'],
})
