import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasuredRacer } from '../claims/measurement'
import { race, surface } from '../claims/measures'
import { lastLoss, lastPoint, pointAt } from '../claims/of-races'
import { redrawn } from '../claims/redrawn'
import { normalDistribution } from '../elementary'
import { hypotenuse } from '../linalg/hypotenuse'
import { exampleTable } from '../objectives/example-table'
import type { Scene } from '../scene/scene'

/** Six points of two classes, h = 1 and -1. */
const points = {
  a: [2, 1, 1.5, -2, -1, -0.5],
  b: [1, 2, 0.5, -1, -1.5, -2],
  h: [1, 1, 1, -1, -1, -1],
}

type Vectors = readonly (readonly [x: number, y: number])[]

/** h times the point, of every example of a scene with columns as above: its margin is w'z. */
function signedPoints({ landscape }: Scene): Vectors {
  const [a, b, h] = exampleTable(landscape.examples!, ['a', 'b', 'h']).columns
  return Array.from(h!, (sign, i) => [sign * a![i]!, sign * b![i]!] as const)
}

/** The least of w'z / |w|: negative as long as there is a mistake. */
function leastMargin(points: Vectors, w: ArrayLike<number>): number {
  const margins = points.map(([a, b]) => a * w[0]! + b * w[1]!)
  return Math.min(...margins) / hypotenuse(w[0]!, w[1]!)
}

/**
 * The largest that the least margin can be. Where it is largest, w lies along a point, or at right angles to the
 * difference of two whose margins are the same.
 */
function largestMargin(points: Vectors): number {
  const equal = points.flatMap(([a, b]) => points.map(([c, d]) => [b - d, c - a] as const))
  const along = [...points, ...equal, ...equal.map(([x, y]) => [-x, -y] as const)]
  return Math.max(...along.filter(([x, y]) => x !== 0 || y !== 0).map((w) => leastMargin(points, w)))
}

/** The first row of a racer without a mistake; -1 where there is none. */
function firstRight(racer: MeasuredRacer, points: Vectors): number {
  return racer.step.findIndex((_, row) => leastMargin(points, pointAt(racer, row)) > 0)
}

/** How a racer comes to make no mistake, and what becomes of it then. */
function path(racer: MeasuredRacer, points: Vectors) {
  const row = firstRight(racer, points)
  const [loss, end] = [racer.loss[row]!, lastLoss(racer)]
  return {
    step: racer.step[row]!,
    ...{ loss, end, times: loss / end },
    margin: leastMargin(points, pointAt(racer, row)),
    marginAt100: leastMargin(points, pointAt(racer, 100)),
    marginAtEnd: leastMargin(points, lastPoint(racer)),
    largest: largestMargin(points),
  }
}

/** Classes about (1, 1/2) and its opposite. */
const [middleX, middleY, deviation] = [1, 0.5, 0.4]

/** The share of mistakes of w among all that such classes may ever give: Phi(-w'c / (deviation |w|)). */
function testError(w: ArrayLike<number>): number {
  return normalDistribution(-(middleX * w[0]! + middleY * w[1]!) / (deviation * hypotenuse(w[0]!, w[1]!)))
}

/** Of the clouds' columns, which are drawn about 0, those of the points themselves. */
function cloudPoints({ landscape }: Scene): Vectors {
  const [u, v, h] = exampleTable(landscape.examples!, ['u', 'v', 'h']).columns
  return Array.from(h!, (sign, i) => [middleX + sign * u![i]!, middleY + sign * v![i]!] as const)
}

const signs = Array.from({ length: 20 }, (_, i) => (i < 10 ? 1 : -1))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export default defineScenario({
  id: 'surrogate',
  label: 'S2',
  chapter: 'learning',
  section: '8.1.2',
  title: 'The surrogate',
  summary: 'The loss that counts mistakes gives descent nothing to follow, so we lower another one in its place.',
  steps: [
    {
      title: 'A staircase',
      story:
        'Six points of two classes are to be told apart by the sign of $w^\\top x$. What we care about is the share of mistakes, the 0-1 loss $\\mathbf 1[m\\le 0]$ of the margin $m=y\\,w^\\top x$. As a function of $w$ it is a staircase: every step is level, and its gradient is zero wherever there is one. The racer stands on a high step, and has no way of knowing where the lower ones are.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'h*(a*x + b*y) <= 0',
          domain: { x: [-3, 3], y: [-3, 3] },
          examples: points,
        },
        start: [-2, 2],
        steps: 5000,
        racers: [{ id: '0-1 loss', optimizer: 'sgd', lr: 0.5 }],
        view: { instrument: 'surrogates', surrogates: { margin: 'h*(a*x + b*y)' } },
      },
      highlight: ['landscape', 'race'],
      claims: [
        claim({
          id: '1',
          text: 'At {places} places of a grid the share of mistakes takes {levels} values, all of them sixths; its gradient is nowhere larger than {slope}, and in 5000 steps the racer moves {moved}.',
          measure: (scene) => ({ run: race(scene), grid: surface(scene, { resolution: 51 }) }),
          numbers({ run, grid: { values, gradients } }) {
            const [x, y] = lastPoint(run.racers[0]!)
            const [fromX, fromY] = pointAt(run.racers[0]!, 0)
            return {
              places: values.length,
              levels: new Set(values).size,
              offStep: values.reduce((most, value) => Math.max(most, Math.abs(6 * value - Math.round(6 * value))), 0),
              slope: gradients!.reduce((most, each) => Math.max(most, Math.abs(each)), 0),
              moved: hypotenuse(x! - fromX!, y! - fromY!),
            }
          },
          holds: [
            { number: 'offStep', is: 'at most', bound: 1e-12 },
            { number: 'slope', is: 'at most', bound: 0 },
            { number: 'moved', is: 'at most', bound: 0 },
          ],
          // The same staircase, its edges rounded off.
          counter: { landscape: { expression: 'sigmoid(-4*h*(a*x + b*y))' } },
        }),
      ],
      note: 'It is often said that the 0-1 loss cannot be used *because it is not differentiable*. The rectifier and the hinge are not differentiable either, at a point, and train very well. What is in the way is that the derivative is zero wherever it exists.',
    },
    {
      title: 'A bound from above',
      story:
        'In place of the step we take a slope. The logarithmic loss of one example, $\\log_2(1+e^{-m})$, falls with the margin $m$ all the way, and lies on or above the 0-1 loss everywhere, so whoever makes it small makes few mistakes. It is convex, and it never quite vanishes. In natural logarithms, as it is mostly written, it is the same loss in another unit, but no longer an upper bound: at $m=0$ it is $\\ln 2$, and a mistake there costs 1.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'log(1+exp(-x))/log(base)',
          dimension: 1,
          parameters: { base: { value: 2, min: 1.5, max: 4 } },
          domain: { x: [-10, 10] },
        },
        start: [-8],
        steps: 200,
        racers: [{ id: 'margin', optimizer: 'sgd', lr: 0.5 }],
        view: { instrument: 'surrogates' },
      },
      highlight: ['parameters', 'landscape'],
      claims: [
        claim({
          id: '2',
          text: 'Over margins from -10 to 10 the loss in base 2 is never below that of the step: the least difference is {least}. In natural logarithms the difference at 0 is {natural}.',
          measure: (scene) => ({
            chosen: surface(scene, { resolution: 201 }),
            natural: surface(withBase(scene, 2.718281828459045), { resolution: 201 }),
          }),
          numbers: ({ chosen, natural }) => ({
            least: Math.min(...aboveStep(chosen.values)),
            natural: aboveStep(natural.values)[100]!,
          }),
          holds: [
            { number: 'least', is: 'at least', bound: 0 },
            { number: 'natural', is: 'below', bound: 0 },
          ],
          counter: { landscape: { parameters: { base: { value: 3, min: 1.5, max: 4 } } } },
        }),
      ],
      note: 'Cross-entropy is at times called a smooth *approximation* of the 0-1 loss. It is none: a mistake with a margin of $-10$ costs 1 by the one and more than ten times that by the other, and there is no end to it. It is a surrogate, and in base 2 a convex upper bound.',
    },
    {
      title: 'It does not stop at the last mistake',
      story:
        'The six points again, and the mean of $\\log(1+e^{-m})$ over them. Now there is a slope everywhere, and the same descent from the same start soon makes no mistake. And then? The loss is not zero yet, and never will be: it goes on to turn the line and to lengthen $w$, and pushes the two classes apart.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'log(1+exp(-h*(a*x + b*y)))',
          domain: { x: [-3, 3], y: [-3, 3] },
          examples: points,
        },
        start: [-2, 2],
        steps: 5000,
        racers: [{ id: 'cross-entropy', optimizer: 'sgd', lr: 0.5 }],
        view: {
          instrument: 'surrogates',
          surrogates: { margin: 'h*(a*x + b*y)' },
          chart: { quantity: 'loss', second: 'gradient-norm', scale: 'log', secondScale: 'log', againstScale: 'log' },
        },
      },
      highlight: ['race', 'chart'],
      question: question({
        ask: 'The last mistake is put right after a few steps. What does the loss do then?',
        choices: ['it stays as it is', 'it falls a little further', 'it falls more than a thousandfold'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run }, scene) => path(run.racers[0]!, signedPoints(scene)),
        answer: ({ times }) => (times < 1.01 ? 0 : times < 1000 ? 1 : 2),
        tell: 'At step {step}, without a mistake left, the loss is {loss}. After 5000 steps it is {end}: {times} times less, in search of a margin that it already had no need of.',
      }),
      claims: [
        claim({
          id: '3',
          text: 'The first step without a mistake is {step}, with a loss of {loss}; at the end the loss is {end}. The least margin grows from {margin} to {marginAt100} at step 100 and {marginAtEnd} at the end. The largest there is, {largest}, it has not reached.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run }, scene) => path(run.racers[0]!, signedPoints(scene)),
          holds: [
            { number: 'step', is: 'within', bound: 4, tolerance: 0 },
            { number: 'loss', is: 'within', bound: 0.20668, tolerance: 1e-4 },
            { number: 'end', is: 'within', bound: 0.000156, tolerance: 1e-6 },
            { number: 'margin', is: 'within', bound: 0.062, tolerance: 1e-4 },
            { number: 'marginAt100', is: 'within', bound: 0.929, tolerance: 1e-4 },
            { number: 'marginAtEnd', is: 'within', bound: 1.2972, tolerance: 1e-4 },
            { number: 'marginAtEnd', is: 'below', bound: 'largest' },
          ],
          // The hinge stops where every margin is 1.
          counter: { landscape: { expression: 'max(0, 1-h*(a*x + b*y))' } },
        }),
      ],
    },
    {
      title: 'What the pushing is good for',
      story:
        'Two clouds of ten points, about $(1,\\frac12)$ and its opposite. Soon the line between them makes no mistake on these twenty, and descent goes on as before. On all the points that these clouds might have given, which nobody has shown it, it now makes far fewer mistakes than when it made none on its own. Here the share of those mistakes is known exactly: it is $\\Phi\\big(-w^\\top c/(\\sigma\\|w\\|)\\big)$.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'log(1+exp(-h*((h+u)*x + (h/2+v)*y)))',
          domain: { x: [-3, 9], y: [-3, 9] },
          examples: {
            u: { kind: 'normal', mean: 0, deviation, count: 20 },
            v: { kind: 'normal', mean: 0, deviation, count: 20 },
            h: signs,
          },
        },
        start: [-2, 2],
        steps: 5000,
        racers: [{ id: 'cross-entropy', optimizer: 'sgd', lr: 0.1 }],
        view: {
          instrument: 'surrogates',
          surrogates: { margin: 'h*((h+u)*x + (h/2+v)*y)' },
          chart: { quantity: 'loss', second: 'gradient-norm', scale: 'log', secondScale: 'log', againstScale: 'log' },
        },
      },
      highlight: ['race'],
      claims: [
        claim({
          id: '4',
          text: 'In the mean over data sets the test error is {first} where the training error first is 0 and {end} after 5000 steps: {times} times less. It is no worse in a share of {notWorse} of them.',
          seeds: { count: 64 },
          measure: (scene) => ({ run: race(redrawn(scene)) }),
          numbers({ run }, scene) {
            const racer = run.racers[0]!
            const row = firstRight(racer, cloudPoints(redrawn(scene)))
            const first = row < 0 ? NaN : testError(pointAt(racer, row))
            const end = row < 0 ? NaN : testError(lastPoint(racer))
            return { first, end, times: first / end, notWorse: Number(end <= first) }
          },
          together(ofSeeds) {
            const separable = ofSeeds.filter(({ first }) => !Number.isNaN(first))
            const [first, end] = [mean(separable.map((each) => each.first)), mean(separable.map((each) => each.end))]
            return { first, end, times: first / end, notWorse: mean(separable.map((each) => each.notWorse)) }
          },
          holds: [
            { number: 'times', is: 'at least', bound: 5 },
            { number: 'notWorse', is: 'at least', bound: 0.9 },
          ],
          // Stopped soon after the last mistake of most data sets.
          counter: { steps: 100 },
        }),
      ],
      note: 'It *may* help, and here, with a linear model, it does. Of a network trained on two moons the same gain was too small to be told from chance.',
    },
  ],
  links: ['where-to-begin', 'learning-is-not-optimization'],
})

function withBase(scene: Scene, base: number): Scene {
  return { ...scene, landscape: { ...scene.landscape, parameters: { base } } }
}

/** How far the first row of a grid over margins from -10 to 10 lies above the 0-1 loss. */
function aboveStep(values: Float64Array): readonly number[] {
  return Array.from({ length: 201 }, (_, i) => values[i]! - (i <= 100 ? 1 : 0))
}
