import { claim, defineScenario, question } from '../claims/scenario'
import type { MeasuredRacer } from '../claims/measurement'
import { race } from '../claims/measures'

/** Checks of the validation loss that may pass without a better one. */
const patience = 20

/** The row that early stopping goes back to, where every row is a check; the best of all where it never stops. */
function stoppedAt({ measured }: MeasuredRacer): number {
  const validation = measured['validation']!
  let best = 0
  for (let row = 1; row < validation.length && row - best <= patience; row++)
    if (validation[row]! < validation[best]!) best = row
  return best
}

/** What is known where validation says stop, and at the end. */
function compared(racer: MeasuredRacer) {
  const { step, gradientNorm, measured } = racer
  const row = stoppedAt(racer)
  const validation = measured['validation']!
  const [slope, slopeAtEnd] = [gradientNorm[row]!, gradientNorm.at(-1)!]
  const [loss, lossAtEnd] = [validation[row]!, validation.at(-1)!]
  return {
    step: step[row]!,
    ...{ slope, slopeAtEnd, timesSlope: slope / slopeAtEnd },
    ...{ loss, lossAtEnd, timesLoss: lossAtEnd / loss },
  }
}

/** Of a claim's counter: more examples, truly labelled, and a small network. There is little to overfit. */
const littleToOverfit = { landscape: { widths: [2, 4, 2], data: { flipFraction: 0, split: [0.5, 0.5, 0] } } }

export default defineScenario({
  id: 'early-stopping',
  label: 'S3',
  chapter: 'learning',
  section: '8.1.2',
  title: 'Stop on the slope',
  summary: 'Where learning should stop, the training loss is still going downhill.',
  steps: [
    {
      title: 'Two ideas of being finished',
      story:
        'An optimizer is finished when $\\|\\nabla J\\|$ is tiny. A learner is finished when the validation loss has stopped improving, at $t^*=\\arg\\min_t J_{val}(\\theta_t)$. These are different places: at $t^*$ the training loss still has a slope worth walking down, and whoever walks on learns the fifteen flipped labels in a hundred by heart. The chart has the validation loss and the norm of the training gradient over all examples on one clock.',
      scene: {
        landscape: {
          kind: 'network',
          widths: [2, 64, 64, 2],
          loss: 'cross-entropy',
          data: {
            id: 'moons',
            noise: 0.2,
            flipFraction: 0.15,
            everywhere: true,
            examples: 440,
            split: [1 / 11, 10 / 11, 0],
          },
          slice: { kind: 'pca', of: 'adam' },
          domain: { x: [-35, 6], y: [-12, 9] },
        },
        steps: 5000,
        record: 10,
        measure: { every: 10, what: ['validation'] },
        racers: [{ id: 'adam', optimizer: 'adam', lr: 0.001 }],
        view: {
          height: { scale: 'log' },
          chart: {
            quantity: 'validation',
            second: 'gradient-norm',
            scale: 'log',
            secondScale: 'log',
            stops: { patience, gradientNorm: 1e-3 },
          },
        },
      },
      highlight: ['chart', 'race'],
      question: question({
        ask: 'At the best validation loss, how large is the norm of the training gradient, compared with the end?',
        choices: ['about as large', 'ten times as large', '200 times or more'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => compared(racers[0]!),
        answer: ({ timesSlope }) => (timesSlope < 3 ? 0 : timesSlope < 100 ? 1 : 2),
        tell: 'It is {slope} at step {step} and {slopeAtEnd} at the end: {timesSlope} times as large. A large gradient at $t^*$ is no failure of the optimizer.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Where validation says stop, the norm of the training gradient is {slope}, and {timesSlope} times what it is at the end.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => compared(racers[0]!),
          holds: [
            { number: 'timesSlope', is: 'at least', bound: 50 },
            { number: 'slope', is: 'at least', bound: 0.02 },
          ],
          counter: littleToOverfit,
        }),
        claim({
          id: '2',
          text: 'The validation loss is {loss} at step {step} and {lossAtEnd} at the end: {timesLoss} times as large.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => compared(racers[0]!),
          holds: [{ number: 'timesLoss', is: 'at least', bound: 2 }],
          counter: littleToOverfit,
        }),
      ],
      note: 'The gradient that is small at the end, or is not, is that of all training examples. That of a minibatch is never small, since its noise does not go away.',
    },
    {
      title: 'Patience',
      story:
        'So the race is told to stop by itself: it checks the validation loss every ten steps, gives up after twenty checks without a better one, and goes back to the parameters that were best. What is left of the race is short. The training loss it ends with is nothing to be proud of, and its validation loss is the best of all.',
      scene: {
        change: {
          stop: { patience },
          landscape: { domain: { x: [-5, 1], y: [-2, 2] } },
          view: { chart: { stops: null } },
        },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '3',
          text: 'The race ends after {steps} of 5000 steps, and goes back to step {best}.',
          seeds: { count: 20 },
          slow: true,
          measure: (scene) => ({ run: race(scene) }),
          numbers({ run: { racers } }) {
            const { outcome, steps, step } = racers[0]!
            return { steps, best: step[stoppedAt(racers[0]!)]!, early: Number(outcome === 'early-stopped') }
          },
          holds: [
            { number: 'early', is: 'at least', bound: 1 },
            { number: 'best', is: 'below', bound: 500 },
          ],
          counter: littleToOverfit,
        }),
      ],
    },
  ],
  links: ['learning-is-not-optimization'],
  sources: ['I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, algorithm 7.1.'],
})
