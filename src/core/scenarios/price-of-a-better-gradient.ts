import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasurementTable } from '../claims/measurement'
import { gradientNoise } from '../claims/measures'
import { standardError } from '../analysis/noise/standard-error'
import type { Scene } from '../scene/scene'

type Noise = MeasurementTable['gradient-noise']['result']

/** The noise at (0, 0) of batches of these sizes. */
const noiseOf = (scene: Scene, sizes: readonly number[], draws: number) =>
  gradientNoise(scene, { at: [0, 0], batch: sizes[0]!, draws, sizes })

/** Of large batches, which take long. */
const largeNoise = (scene: Scene) => noiseOf(scene, [100, 5000, 10000], 400)

/** The root mean square error of batches of a size. */
function errorOf({ sizes, withReplacement, withoutReplacement }: Noise, size: number, replaces: boolean): number {
  return (replaces ? withReplacement : withoutReplacement)[sizes.indexOf(size)]!
}

/** What a hundred times the work buys. */
function ratio(noise: Noise) {
  const [small, large] = [100, 10000].map((size) => errorOf(noise, size, true))
  return { small: small!, large: large!, times: small! / large! }
}

/**
 * Of a claim's counter: errors of so heavy a tail that one example has most of the variance. Hardly a small batch sees
 * it, so that the mean over the draws is not what the law says.
 */
const heavyTailed = { landscape: { expression: '(u*x + v*y - (u - 2*v + exp(6*n)))^2/2' } }

export default defineScenario({
  id: 'price-of-a-better-gradient',
  label: 'S4',
  chapter: 'learning',
  section: '8.1.3',
  title: 'The price of a better gradient',
  summary: 'A hundred times the work makes the estimate of a gradient ten times better.',
  steps: [
    {
      title: 'One over the square root',
      story:
        'The gradient over 10000 examples is their mean, and a batch of $n$ of them is an estimate of it. Variances of independent terms add, $\\mathrm{Var}(\\frac1n\\sum_i g_i)=\\sigma^2/n$, so the estimate misses by about $SE(\\hat\\mu_n)=\\sigma/\\sqrt n$. The cloud shows gradients of batches at the start, about the true one. Make the batch four times as large, and the cloud is half as wide.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(u*x + v*y - (u - 2*v + 0.5*n))^2/2',
          domain: { x: [-2, 4], y: [-5, 1] },
          examples: {
            u: { kind: 'normal', mean: 0, deviation: 1, count: 10000 },
            v: { kind: 'normal', mean: 0, deviation: 1, count: 10000 },
            n: { kind: 'normal', mean: 0, deviation: 1, count: 10000 },
          },
        },
        start: [0, 0],
        steps: 60,
        measure: { every: 5 },
        batch: { sampler: 'with-replacement', size: 16 },
        racers: [
          { id: 'batches of 16', optimizer: 'sgd', lr: 0.1 },
          { id: 'batches of 256', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'with-replacement', size: 256 } },
        ],
        view: { instrument: 'noise', surfaceExamples: 500 },
      },
      highlight: ['analysis', 'batch'],
      question: question({
        ask: 'The batch grows from 100 to 10000 examples. By what factor does the error of its gradient fall?',
        choices: ['2', '10', '100'],
        measure: (scene) => ({ noise: largeNoise(scene) }),
        numbers: ({ noise }) => ratio(noise),
        answer: ({ times }) => (times < 4 ? 0 : times < 30 ? 1 : 2),
        tell: 'The error falls from {small} to {large}, by a factor of {times}. The other factor of ten is the price.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Against the batch size, both in logarithms, the error falls with a slope of {slope}.',
          measure: (scene) => ({ noise: noiseOf(scene, [1, 4, 16, 64, 256, 1024], 1000) }),
          numbers: ({ noise }) => ({ slope: noise.fitted.exponent }),
          holds: [{ number: 'slope', is: 'within', bound: -0.5, tolerance: 0.02 }],
          counter: heavyTailed,
        }),
        claim({
          id: '2',
          text: 'From 100 to 10000 examples, drawn with replacement, the error falls from {small} to {large}: by a factor of {times}.',
          slow: true,
          measure: (scene) => ({ noise: largeNoise(scene) }),
          numbers: ({ noise }) => ratio(noise),
          holds: [{ number: 'times', is: 'within', bound: 10, tolerance: 0.7 }],
          counter: heavyTailed,
        }),
      ],
      note: 'The rule needs terms that are independent and of equal variance. A batch whose examples come from one corner of the data, as when they are sorted, has neither.',
    },
    {
      title: 'Without replacement',
      story:
        'A batch in which no example comes twice knows more than one in which some do. Its error is smaller by $\\sqrt{(N-n)/(N-1)}$: hardly at all while the batch is a small part of the data, and by all of it once the batch is everything. That factor is why sampling without replacement loses nothing, and why the whole data set has no noise at all.',
      scene: {
        change: {
          batch: { sampler: 'reshuffle', size: 5000 },
          racers: [
            { id: 'half of the data', optimizer: 'sgd', lr: 0.1 },
            { id: 'all of them', optimizer: 'sgd', lr: 0.1, batch: { sampler: 'full' } },
          ],
        },
      },
      highlight: ['analysis', 'batch'],
      claims: [
        claim({
          id: '3',
          text: 'Half of the data, drawn without replacement, misses by {half}, which is {share} times what $\\frac{\\sigma}{\\sqrt n}\\sqrt{(N-n)/(N-1)}$ says; all of the data miss by {all}.',
          slow: true,
          measure: (scene) => ({ noise: largeNoise(scene) }),
          numbers({ noise }) {
            const half = errorOf(noise, 5000, false)
            const law = standardError(noise.variance, 5000, noise.examples, false)
            return { half, share: half / law, all: errorOf(noise, 10000, false) }
          },
          holds: [
            { number: 'share', is: 'within', bound: 1, tolerance: 0.08 },
            { number: 'all', is: 'below', bound: 1e-12 },
          ],
          counter: {
            landscape: {
              examples: { u: { count: 20000 }, v: { count: 20000 }, n: { count: 20000 } },
            },
          },
        }),
      ],
    },
  ],
  links: ['batch-sizes', 'rates'],
  sources: ['W. G. Cochran, Sampling Techniques, 3rd ed., 1977, theorem 2.2.'],
})
