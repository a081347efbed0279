import { race } from '../claims/measures'
import { lastPoint } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'

/** The slopes of the losses that come in turn. */
const slopes = [3, -1, -1]
const [beta2, rate] = [0.1, 0.1]

/**
 * Where Adam without momentum, or AMSGrad, is after steps of the projected form of Reddi et al.: x within [-1, 1], rate
 * divided by sqrt(t), no correction of the average's start.
 */
function projected(steps: number, keepsLargest: boolean): number {
  let [x, average, divisor] = [0, 0, 0]
  for (let t = 1; t <= steps; t++) {
    const slope = slopes[(t - 1) % 3]!
    average = beta2 * average + (1 - beta2) * slope * slope
    divisor = keepsLargest ? Math.max(divisor, average) : average
    x -= ((rate / Math.sqrt(t)) * slope) / Math.sqrt(divisor)
    x = Math.min(1, Math.max(-1, x))
  }
  return x
}

export default defineScenario({
  id: 'adam-fails',
  label: 'X4',
  chapter: 'adaptive',
  section: '8.5.3',
  title: 'Adam goes uphill',
  summary:
    'Three linear losses in turn, whose mean rises. Adam forgets the rare large gradient and climbs; AMSGrad remembers it and descends.',
  steps: [
    {
      title: 'One large slope, two small ones',
      story:
        'The losses $3x$, $-x$ and $-x$ come in turn. Their mean is $x/3$, so that the right way is to the left, without end. Adam divides each gradient by a running root of its square: the large one, when it comes, has just made that root large, and counts for less than it should, while the two small ones that follow are divided by what has already faded. On balance it walks to the right. AMSGrad keeps the largest average that it has seen, so that all three are divided alike.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'h*x',
          dimension: 1,
          examples: { h: slopes },
          domain: { x: [-1100, 800] },
        },
        start: [0],
        steps: 30000,
        record: 30,
        batch: { sampler: 'sequential', size: 1 },
        measure: { every: 30 },
        racers: [
          { id: 'Adam', optimizer: 'adam', lr: rate, betas: [0, beta2] },
          { id: 'AMSGrad', optimizer: 'amsgrad', lr: rate, betas: [0, beta2] },
          { id: 'SGD', optimizer: 'sgd', lr: rate },
        ],
        view: { chart: { quantity: 'loss' }, instrument: 'step' },
      },
      highlight: ['racers', 'batch', 'race'],
      question: question({
        ask: 'Downhill is to the left. Which of the three goes to the right?',
        choices: ['Adam', 'AMSGrad', 'SGD', 'none'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const [adam, amsgrad, sgd] = racers.map((racer) => lastPoint(racer)[0]!)
          return { adam: adam!, amsgrad: amsgrad!, sgd: sgd! }
        },
        answer: ({ adam, amsgrad, sgd }) => {
          const right = [adam, amsgrad, sgd].findIndex((x) => x > 0)
          return right < 0 ? 3 : right
        },
        tell: 'After all steps Adam is at {adam}, AMSGrad at {amsgrad} and SGD at {sgd}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'After 30000 steps Adam has climbed to {adam}; AMSGrad has come down to {amsgrad}, SGD to {sgd}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [adam, amsgrad, sgd] = racers.map((racer) => lastPoint(racer)[0]!)
            return { adam: adam!, amsgrad: amsgrad!, sgd: sgd! }
          },
          holds: [
            { number: 'adam', is: 'above', bound: 100 },
            { number: 'amsgrad', is: 'below', bound: -100 },
            { number: 'sgd', is: 'within', bound: -1000, tolerance: 1 },
          ],
          // With a long memory Adam is right again.
          counter: {
            racers: [
              { optimizer: 'adam', lr: rate, betas: [0, 0.999] },
              { optimizer: 'amsgrad', lr: rate, betas: [0, 0.999] },
              { optimizer: 'sgd', lr: rate },
            ],
          },
        }),
        claim({
          id: '2',
          text: 'In the form of its discoverers, kept within $[-1,1]$ and at a rate that falls like $1/\\sqrt t$, Adam ends at {adam}, the worst place there is, and AMSGrad at {amsgrad}, nearly the best.',
          measure: () => ({}),
          numbers: (_measured, { steps }) => ({ adam: projected(steps, false), amsgrad: projected(steps, true) }),
          holds: [
            { number: 'adam', is: 'above', bound: 0.99 },
            { number: 'amsgrad', is: 'below', bound: -0.99 },
          ],
          counter: { steps: 10 },
        }),
      ],
    },
  ],
  links: ['adaptive-rates', 'radam-launch'],
  sources: ['S. J. Reddi, S. Kale, S. Kumar, On the convergence of Adam and beyond, ICLR 2018.'],
})
