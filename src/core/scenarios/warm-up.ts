import { places, race } from '../claims/measures'
import type { MeasuredRacer } from '../claims/measurement'
import { leavingOf } from '../claims/of-places'
import { farthest, lastLoss, pointAfter, pointAt } from '../claims/of-races'
import { claim, defineScenario, question } from '../claims/scenario'
import type { Scene } from '../scene/scene'

const runs = 100
/** Beyond the ridge, which is at x = 0.101, between the two valleys. */
const across = 0.2

/** When a racer of each seed is first across the ridge. */
const crossings = (scene: Scene) => places(scene, { seeds: runs, leaving: { of: 'x', is: 'above', bound: across } })

/** The scene with another standard deviation of its noise. */
const withNoise = (scene: Scene, scale: number): Scene => ({ ...scene, noise: { kind: 'gaussian', scale } })

/** How far apart two racers are at most after each of the first steps. */
function gap(a: MeasuredRacer, b: MeasuredRacer, steps: number): number {
  const apart = Array.from({ length: steps }, (_, k) => {
    const [p, q] = [pointAfter(a, k + 1), pointAfter(b, k + 1)]
    return Math.max(...p.map((coordinate, i) => Math.abs(coordinate - q[i]!)))
  })
  return Math.max(...apart)
}

const ramp = (warmup: number) => ({ id: 'constant', warmup })

export default defineScenario({
  id: 'warm-up',
  label: 'X13',
  chapter: 'adaptive',
  section: '8.5',
  title: 'Warm up first',
  summary:
    'The first steps of an adaptive rule are its boldest and its least informed. A learning rate that rises from almost nothing keeps them short.',
  steps: [
    {
      title: 'A ramp in place of a launch',
      story:
        'RAdam takes its first five steps unadapted, and on a steep landscape that launches it. Here the rate is not lower, it only comes later: over a warm-up of $W$ steps it grows in equal parts, $\\epsilon_t=\\epsilon\\,t/W$, and then stays. The whole of it is there only once the unadapted steps are over. What these feel is the slope of the ramp, $\\epsilon/W$, and so a larger rate asks for a longer one.',
      scene: {
        landscape: { kind: 'catalog', id: 'himmelblau' },
        start: [-1, 1],
        steps: 200,
        stop: { escape: 1e6 },
        racers: [
          { id: '0.1 at once', optimizer: 'radam', lr: 0.1, line: 'dotted' },
          { id: '0.1 over 5 steps', optimizer: 'radam', lr: 0.1, schedule: ramp(5) },
          { id: '0.4 over 20 steps', optimizer: 'radam', lr: 0.4, schedule: ramp(20) },
          { id: '0.4 over 10 steps', optimizer: 'radam', lr: 0.4, schedule: ramp(10), line: 'dotted' },
        ],
        view: { chart: { quantity: 'parameter-norm', scale: 'log' }, instrument: 'step' },
      },
      highlight: ['schedule', 'learning-rate', 'race'],
      claims: [
        claim({
          id: '1',
          text: 'With the whole rate at once RAdam is given up as diverged after step {end}. With the same rate over 5 steps it is never farther than {farthest} from the origin, and ends in a minimum, at a loss of {loss}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [cold, warm] = racers
            return {
              end: cold!.outcome === 'diverged' ? cold!.steps : Infinity,
              farthest: farthest(warm!),
              loss: lastLoss(warm!),
            }
          },
          holds: [
            { number: 'end', is: 'at most', bound: 5 },
            { number: 'farthest', is: 'below', bound: 6 },
            { number: 'loss', is: 'below', bound: 1e-3 },
          ],
          // A warm-up of two steps is over before RAdam adapts.
          counter: {
            racers: [
              { optimizer: 'radam', lr: 0.1 },
              { optimizer: 'radam', lr: 0.1, schedule: ramp(2) },
            ],
          },
        }),
        claim({
          id: '2',
          text: 'Four times the rate over four times the steps is the same start: after each of the first 5 steps the two are at most {gap} apart. Four times the rate over only twice the steps is thrown {thrown} from the origin.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [, warm, long, short] = racers
            return { gap: gap(warm!, long!, 5), thrown: farthest(short!), long: farthest(long!) }
          },
          holds: [
            { number: 'gap', is: 'below', bound: 1e-9 },
            { number: 'long', is: 'below', bound: 6 },
            { number: 'thrown', is: 'above', bound: 1e5 },
          ],
          // The longer ramp a little too short.
          counter: {
            racers: [
              { optimizer: 'radam', lr: 0.1 },
              { optimizer: 'radam', lr: 0.1, schedule: ramp(5) },
              { optimizer: 'radam', lr: 0.4, schedule: ramp(19) },
              { optimizer: 'radam', lr: 0.4, schedule: ramp(10) },
            ],
          },
        }),
      ],
    },
    {
      title: 'Woken by a whisper',
      story:
        'Two racers lie at the bottom of the deeper of two valleys, where there is nothing to do. All they feel is a little noise. But Adam divides its first gradient by its own size: whatever it is, the step is as long as the rate in every coordinate, and the noise says only to which side. The steps after it lean on that first one. With a warm-up the same noise fills the average of squares while the steps are still short.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '(x^2-1)^2/4+0.1*x+y^2/2',
          domain: { x: [-2.5, 2.5], y: [-2, 2] },
        },
        // The deeper minimum, to six digits.
        start: [-1.04668, 0],
        steps: 200,
        noise: 0.1,
        racers: [
          { id: 'at once', optimizer: 'adam', lr: 1 },
          { id: 'over 10 steps', optimizer: 'adam', lr: 1, schedule: ramp(10) },
        ],
        view: { chart: { quantity: 'step-length', scale: 'log' }, instrument: 'step' },
      },
      highlight: ['noise', 'schedule', 'seed'],
      question: question({
        ask: 'Without a warm-up many runs are thrown across the ridge. The noise is made ten times weaker. How many of 100 runs still cross?',
        choices: ['none', 'about one in ten of those that did', 'more than half of those that did'],
        measure: (scene) => ({ loud: crossings(scene), quiet: crossings(withNoise(scene, 0.01)) }),
        numbers: ({ loud, quiet }) => ({ loud: leavingOf(loud, 0).left, quiet: leavingOf(quiet, 0).left }),
        answer: ({ loud, quiet }) => (quiet === 0 ? 0 : quiet < 0.3 * loud ? 1 : 2),
        tell: 'It was {loud}, and is {quiet}. The first step is as long as before: the noise tosses the coin, and the rate throws.',
      }),
      claims: [
        claim({
          id: '3',
          text: 'The first step goes {cold} along $x$, as far as the rate says, and in a tenth of the noise still {quiet}. With the warm-up it goes {warm}.',
          measure: (scene) => ({ run: race(scene), calm: race(withNoise(scene, 0.01)) }),
          numbers({ run, calm }) {
            const first = (racer: MeasuredRacer) => Math.abs(pointAfter(racer, 1)[0]! - pointAt(racer, 0)[0]!)
            const [cold, warm] = run.racers
            return { cold: first(cold!), quiet: first(calm.racers[0]!), warm: first(warm!) }
          },
          seeds: { count: 20 },
          holds: [
            { number: 'cold', is: 'within', bound: 1, tolerance: 1e-3 },
            { number: 'quiet', is: 'within', bound: 1, tolerance: 1e-2 },
            { number: 'warm', is: 'within', bound: 0.1, tolerance: 1e-3 },
          ],
          // Plain descent heeds how large a gradient is.
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 1 },
              { optimizer: 'sgd', lr: 1, schedule: ramp(10) },
            ],
          },
        }),
        claim({
          id: '4',
          text: 'Of 100 runs {cold} are thrown across the ridge, none of them later than step {last}. Of those with a warm-up {warm} ever cross, though after the first 10 of 200 steps the rate is the same.',
          measure: (scene) => ({ all: crossings(scene) }),
          numbers({ all }) {
            const [cold, warm] = [leavingOf(all, 0), leavingOf(all, 1)]
            return { cold: cold.left, last: cold.last, warm: warm.left }
          },
          holds: [
            { number: 'cold', is: 'at least', bound: 40 },
            { number: 'last', is: 'below', bound: 50 },
            { number: 'warm', is: 'at most', bound: 2 },
          ],
          // At half the rate the first step falls short of the ridge.
          counter: {
            racers: [
              { optimizer: 'adam', lr: 0.5 },
              { optimizer: 'adam', lr: 0.5, schedule: ramp(10) },
            ],
          },
        }),
      ],
      note: 'It is often said that Adam needs no warm-up, because none of its steps is much longer than the rate. But in the first ones that is no bound: it is the length. Later, where noise outweighs slope, gradients cancel in the average and the steps are far shorter. Nor is a warm-up the only cure; a lower rate is another, which is then low throughout.',
    },
  ],
  links: ['learning-rate-decay'],
  sources: [
    'L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, On the variance of the adaptive learning rate and beyond, ICLR 2020.',
    'J. Ma, D. Yarats, On the adequacy of untuned warmup for adaptive optimization, AAAI 2021.',
  ],
})
