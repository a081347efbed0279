import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasuredRacer } from '../claims/measurement'
import { probe, race } from '../claims/measures'
import { median } from '../claims/median'
import { lastPoint, pointAt, stepsUntil } from '../claims/of-races'
import { quadraticExcess } from '../claims/quadratic'
import { redrawn } from '../claims/redrawn'
import { changedScene } from '../claims/scenes'
import type { Scene } from '../scene/scene'

type Excess = (point: ArrayLike<number>) => number

/** A regression on two inputs: x and y are its weights, and 1 and -2 the true ones. */
const regression = (deviation: number, count: number) => ({
  kind: 'expression',
  expression: '(u*x + v*y - (u - 2*v + 0.5*n))^2/2',
  domain: { x: [-1.5, 2.5], y: [-4, 1] },
  examples: {
    u: { kind: 'normal', mean: 0, deviation: 1, count },
    v: { kind: 'normal', mean: 0, deviation, count },
    n: { kind: 'normal', mean: 0, deviation: 1, count },
  },
})

/** The excess loss where a racer is after so many epochs. */
function excessAfter({ examples, ...racer }: MeasuredRacer, epochs: number, count: number, excess: Excess): number {
  return excess(
    pointAt(
      { examples: examples!, ...racer },
      examples!.findLastIndex((seen) => seen <= epochs * count),
    ),
  )
}

/** The mean of the excess loss at the ends of the epochs 21 to 40. */
function lateExcess(racer: MeasuredRacer, count: number, excess: Excess): number {
  const late = Array.from({ length: 20 }, (_, k) => excessAfter(racer, 21 + k, count, excess))
  return late.reduce((sum, each) => sum + each, 0) / late.length
}

/** The race, with examples of its seed, and what makes an excess of a loss. */
const seededRace = (scene: Scene) => ({ run: race(redrawn(scene)), start: probe(redrawn(scene), [0, 0]) })

/** How many examples there are for each of three races. */
const counts = [300, 3000, 30000] as const
/** An excess loss that is worth arriving at. */
const line = 0.02

/** The scene with so many examples, and as many steps as it may take to the line. */
function ofCount(scene: Scene, count: number): Scene {
  const examples = Object.fromEntries(['u', 'v', 'n'].map((name) => [name, { count }]))
  return redrawn(changedScene(scene, { compareBy: 'step', steps: 40, landscape: { examples } }))
}

const racesOfCounts = (scene: Scene, ofCounts: readonly number[] = counts) => ({
  runs: ofCounts.map((count) => race(ofCount(scene, count))),
  starts: ofCounts.map((count) => probe(ofCount(scene, count), [0, 0])),
})

/** Examples that a racer has seen when it is at the line. */
function examplesToLine(racer: MeasuredRacer, excess: Excess): number {
  const step = stepsUntil(racer, (theta) => excess(theta) <= line)
  return racer.examples![racer.step.indexOf(step)] ?? NaN
}

const sharpness = ([x, y]: Float64Array): number => x! * x! + y! * y!

export default defineScenario({
  id: 'batch-sizes',
  label: 'S5',
  chapter: 'learning',
  section: '8.1.3',
  title: 'All, some, or one',
  summary: 'Small batches arrive early and rattle; large ones arrive late and stand still.',
  steps: [
    {
      title: 'A fair clock',
      story:
        'A step with the estimate $\\hat g=\\frac1B\\sum_{i\\in\\mathbb B}\\nabla L_i$ costs $B$ examples, however many there are. So let three racers have the same number of examples and not of steps: one sees all 256 for every step, one 16, one a single one. The small batches are there while the large one has hardly set out. Then look at the end: the large one lies still at the minimum, and the single examples still toss their racer about.',
      scene: {
        landscape: regression(0.3, 256),
        start: [0, 0],
        steps: 40,
        compareBy: 'examples',
        racers: [
          { id: 'all 256', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
          { id: 'batches of 16', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 16 } },
          { id: 'one at a time', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 1 } },
        ],
        view: {
          instrument: 'noise',
          height: { scale: 'log' },
          trail: 200,
          chart: { quantity: 'loss', against: 'examples', scale: 'log' },
        },
      },
      highlight: ['batch', 'chart', 'race'],
      claims: [
        claim({
          id: '1',
          text: 'After one epoch the loss is above its minimum by {all} with all examples a step, {some} with 16 and {one} with one.',
          seeds: { count: 50 },
          measure: (scene) => seededRace(scene),
          numbers({ run: { racers }, start }) {
            const [all, some, one] = racers.map((racer) => excessAfter(racer, 1, 256, quadraticExcess(start)))
            return { all: all!, some: some!, one: one!, half: all! / 2 }
          },
          holds: [{ number: 'some', is: 'below', bound: 'half' }],
          // Two hundred examples a step arrive no sooner than all of them.
          counter: {
            racers: [
              { id: 'all 256', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
              { id: 'batches of 200', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 200 } },
              { id: 'one at a time', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 1 } },
            ],
          },
        }),
        claim({
          id: '2',
          text: 'At the ends of the last twenty epochs the loss is on average {some} above its minimum with batches of 16, and {one} with single examples: {times} times as far.',
          seeds: { count: 50 },
          measure: (scene) => seededRace(scene),
          numbers({ run: { racers }, start }) {
            const [, some, one] = racers.map((racer) => lateExcess(racer, 256, quadraticExcess(start)))
            return { some: some!, one: one!, times: one! / some! }
          },
          holds: [{ number: 'times', is: 'at least', bound: 5 }],
          // A sixteenth of the rate makes up for a sixteenth of the batch.
          counter: {
            racers: [
              { id: 'all 256', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
              { id: 'batches of 16', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 16 } },
              { id: 'one, slowly', optimizer: 'sgd', lr: 0.00625, batch: { sampler: 'reshuffle', size: 1 } },
            ],
          },
        }),
      ],
      note: 'Descent on all examples samples nothing, and *stochastic gradient descent* means by the book a single example, by common usage a batch of any size. Basin says how many. That many quick and rough steps beat few exact ones is so *per example seen*; where a machine computes a large batch as fast as a small one, the clock on the wall may say otherwise.',
    },
    {
      title: 'Ten times the data',
      story:
        'Now collect more. A full gradient over ten times the data costs ten times as much, and tells hardly more about where to go. A batch of sixteen costs what it always did. With enough data a racer may have arrived before it has seen them all once.',
      scene: {
        change: {
          landscape: regression(1, 3000),
          steps: 30,
          racers: [
            { id: 'all 3000', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
            { id: 'batches of 16', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'reshuffle', size: 16 } },
          ],
          view: { surfaceExamples: 500, trail: null },
        },
      },
      highlight: ['batch', 'chart'],
      question: question({
        ask: 'There are ten times as many examples to learn from. How many more of them must the racer with batches of 16 see to come as near to the least loss?',
        choices: ['ten times as many', 'about three times as many', 'no more than before'],
        measure: (scene) => racesOfCounts({ ...scene, racers: scene.racers.slice(1) }, counts.slice(1)),
        numbers({ runs, starts }) {
          const [before, after] = runs.map(({ racers }, i) => examplesToLine(racers[0]!, quadraticExcess(starts[i]!)))
          return { line, before: before!, after: after!, times: after! / before! }
        },
        answer: ({ times }) => (times > 6 ? 0 : times > 2 ? 1 : 2),
        tell: 'To come within {line} of it, it needs {before} of 3000 examples, and {after} of ten times as many. How many it has not looked at makes no difference to it.',
      }),
      claims: [
        claim({
          id: '5',
          text: 'Of a tenth of these 3000 examples, of all of them and of ten times as many, batches of 16 need {few}, {more} and {many} to come within {line} of the least loss, in the median; the full gradient needs {allOfFew}, {allOfMore} and {allOfMany}.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => racesOfCounts(scene),
          numbers({ runs, starts }) {
            const needed = (racer: 0 | 1) =>
              runs.map(({ racers }, i) => examplesToLine(racers[racer]!, quadraticExcess(starts[i]!)))
            return neededOf(needed(1), needed(0))
          },
          together(ofSeeds) {
            const middle = (name: 'few' | 'more' | 'many' | 'allOfFew' | 'allOfMore' | 'allOfMany') =>
              median(ofSeeds.map((numbers) => numbers[name]))
            return neededOf(
              [middle('few'), middle('more'), middle('many')],
              [middle('allOfFew'), middle('allOfMore'), middle('allOfMany')],
            )
          },
          holds: [
            { number: 'spread', is: 'at most', bound: 0.1 },
            { number: 'tenfold', is: 'within', bound: 10, tolerance: 1 },
            { number: 'hundredfold', is: 'within', bound: 100, tolerance: 10 },
          ],
          // Single steps with all the examples in place of batches.
          counter: {
            racers: [
              { id: 'all 3000', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
              { id: 'all of them, too', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
            ],
          },
        }),
      ],
    },
    {
      title: 'What the rattle is good for',
      story:
        'Here the noise does something for us. The loss is $\\frac12(t-w_1w_2)^2$ with a target that is 1 on average and another one at every step, so all of the hyperbola $w_1w_2=1$ is equally good. The exact gradient comes to rest where it starts, on the steep flank. The noisy one obeys $w_1^2-w_2^2\\leftarrow(w_1^2-w_2^2)(1-\\epsilon^2r_t^2)$ with the residual $r_t$ of each step, and so it slides along the valley, to where this is flattest. The colours show the largest eigenvalue, which on the floor is $w_1^2+w_2^2$.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(t - x*y)^2/2',
          domain: { x: [-0.5, 4.5], y: [-1, 3] },
          examples: { t: { kind: 'normal', mean: 1, deviation: 0.5, count: 1000 } },
        },
        start: [4, 0.25],
        steps: 4000,
        racers: [
          { id: 'a target a step', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'fresh', size: 1 } },
          { id: 'the mean of all', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
        ],
        view: { overlay: 'greatest-eigenvalue', trail: 200, chart: { quantity: 'batch-loss' } },
      },
      highlight: ['batch', 'noise', 'view'],
      claims: [
        claim({
          id: '3',
          text: 'After 4000 steps $w_1^2-w_2^2$ is {difference}, and the product of all the factors $1-\\epsilon^2r_t^2$ says so, to a relative error of {error}.',
          seeds: { count: 50 },
          measure: (scene) => ({ run: race(noisyAlone(scene)) }),
          numbers({ run: { racers } }) {
            const racer = racers[0]!
            const imbalance = ([x, y]: Float64Array): number => x! * x! - y! * y!
            // The loss of a step is half its squared residual.
            const factors = racer.batchLoss!.subarray(1).map((loss) => 1 - 0.1 * 0.1 * 2 * loss)
            const foreseen = factors.reduce((product, each) => product * each, imbalance(pointAt(racer, 0)))
            const difference = imbalance(lastPoint(racer))
            return { difference, error: Math.abs(difference / foreseen - 1) }
          },
          holds: [{ number: 'error', is: 'below', bound: 1e-6 }],
          // Momentum adds what the identity knows nothing of.
          counter: {
            racers: [
              { id: 'momentum', optimizer: 'momentum', lr: 0.1, momentum: 0.2, batch: { sampler: 'fresh', size: 1 } },
              { id: 'the mean of all', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
            ],
          },
        }),
        claim({
          id: '4',
          text: 'With one target a step the sharpness $w_1^2+w_2^2$ goes from {before} to {noisy}; with the mean of all it ends at {exact}.',
          seeds: { count: 50 },
          measure: (scene) => ({ run: race(noisyAlone(scene)), exact: race(exactAlone(scene)) }),
          numbers: ({ run, exact }) => ({
            before: sharpness(pointAt(run.racers[0]!, 0)),
            noisy: sharpness(lastPoint(run.racers[0]!)),
            exact: sharpness(lastPoint(exact.racers[0]!)),
          }),
          holds: [
            { number: 'noisy', is: 'below', bound: 4 },
            { number: 'exact', is: 'within', bound: 'before', tolerance: 0.1 },
          ],
          // Targets that are all 1 make no noise.
          counter: { landscape: { examples: { t: { deviation: 0 } } } },
        }),
      ],
      note: 'That the noise of small batches makes networks generalise better is often said. It *may*, and in this valley one sees a way in which it might: it prefers flat places. That flat places generalise better is another claim, and not made here.',
    },
  ],
  links: ['price-of-a-better-gradient', 'sharp-or-flat', 'identifiability'],
})

/** Examples needed with batches and with the full gradient, for each number of examples. */
function neededOf(batches: readonly number[], full: readonly number[]) {
  const [few, more, many] = batches as [number, number, number]
  const [allOfFew, allOfMore, allOfMany] = full as [number, number, number]
  return {
    ...{ line, few, more, many, allOfFew, allOfMore, allOfMany },
    spread: Math.max(few, more, many) / Math.min(few, more, many) - 1,
    tenfold: allOfMore / allOfFew,
    hundredfold: allOfMany / allOfFew,
  }
}

function noisyAlone(scene: Scene): Scene {
  return { ...scene, racers: scene.racers.slice(0, 1) }
}

/** It looks at no chance, and is the same whatever the seed. */
function exactAlone(scene: Scene): Scene {
  return { ...scene, seed: 0, racers: scene.racers.slice(1, 2) }
}
