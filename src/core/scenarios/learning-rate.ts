import { question, claim, defineScenario } from '../claims/scenario'
import { race } from '../claims/measures'
import type { MeasuredRacer } from '../claims/measurement'
import { lastLoss, lastPoint, pointAt, rowOf } from '../claims/of-races'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { hypotenuse } from '../linalg/hypotenuse'

/** How far the last two points of a path are apart. */
function lastStep(racer: MeasuredRacer): number {
  const [before, after] = [pointAt(racer, -2), pointAt(racer, -1)]
  return hypotenuse(after[0]! - before[0]!, after[1]! - before[1]!)
}

/** The racer with the least loss in the row of a step; those that have ended before have none there. */
function bestAt(racers: readonly MeasuredRacer[], step: number): number {
  const losses = racers.map((racer) => (racer.steps < step ? Infinity : racer.loss[rowOf(racer, step)]!))
  return losses.indexOf(losses.reduce((least, loss) => (loss < least ? loss : least)))
}

const rates = [0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005]
/** Which of them are compared by name. */
const [stable, bold] = [3, 5]

export default defineScenario({
  id: 'learning-rate',
  label: 'S20',
  chapter: 'algorithms',
  section: '8.3.1',
  title: 'Too low, too high, well chosen',
  summary: 'Four learning rates, four fates: still on the hillside, home, in orbit, gone.',
  steps: [
    {
      title: 'Four rates, four fates',
      story:
        'Everything here is the same but the learning rate. Too small, and the steps run out on the hillside. Too large, and the minimum itself pushes the racer away: gradient descent can come to rest only where $\\epsilon\\,\\lambda_{max}<2$, with $\\lambda_{max}$ the largest curvature there. One of these four rates lies just above that limit, another twice as high.',
      scene: {
        landscape: { kind: 'catalog', id: 'himmelblau' },
        start: [0, 0],
        steps: 1000,
        racers: [
          { id: 'far too low', optimizer: 'sgd', lr: 1e-5 },
          { id: 'well chosen', optimizer: 'sgd', lr: 0.01 },
          { id: 'just too high', optimizer: 'sgd', lr: 0.025 },
          { id: 'far too high', optimizer: 'sgd', lr: 0.05 },
        ],
        view: {
          height: { scale: 'log' },
          criticalPoints: true,
          chart: { quantity: 'loss', scale: 'log', againstScale: 'log' },
        },
      },
      highlight: ['learning-rate', 'race'],
      question: question({
        ask: 'The rate 0.025 is a few per cent above the limit at the minimum ahead. What will that racer do?',
        choices: ['settle in the minimum all the same', 'circle about it for ever', 'be thrown out of the picture'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const racer = racers[2]!
          return { hop: lastStep(racer), distance: euclideanNorm(lastPoint(racer)) }
        },
        answer: ({ hop, distance }) => (!(distance < 100) ? 2 : hop > 1e-3 ? 1 : 0),
        tell: 'It ends hopping to and fro, {hop} at each step: the minimum repels it, and the walls of the valley turn it back.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'At the lowest rate the loss, {start} at the start, has come down to no less than {loss} when the steps are used up.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({ start: racers[0]!.loss[0]!, loss: lastLoss(racers[0]!) }),
          holds: [
            { number: 'loss', is: 'within', bound: 160.67, tolerance: 0.01 },
            { number: 'loss', is: 'below', bound: 'start' },
          ],
          counter: { steps: 5000 },
        }),
        claim({
          id: '2',
          text: 'The well-chosen rate ends at ({x}, {y}) with a loss of {loss}: the minimum, to rounding.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [x, y] = lastPoint(racers[1]!)
            return { x: x!, y: y!, loss: lastLoss(racers[1]!) }
          },
          holds: [
            { number: 'loss', is: 'below', bound: 1e-25 },
            { number: 'x', is: 'within', bound: 3, tolerance: 1e-9 },
            { number: 'y', is: 'within', bound: 2, tolerance: 1e-9 },
          ],
          counter: { steps: 20 },
        }),
        claim({
          id: '3',
          text: 'Just above the limit an orbit of two points attracts the racer: ({lowX}, {lowY}) with a loss of {lowLoss}, ({highX}, {highY}) with {highLoss}, and back again. At twice that rate it is lost at step {lost}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [orbit, gone] = [racers[2]!, racers[3]!]
            // The orbit's lower point first, in the order of x.
            const rows = [-1, -2].map((row) => ({
              theta: pointAt(orbit, row),
              loss: orbit.loss.at(row)!,
            }))
            const [low, high] = rows.sort((a, b) => a.theta[0]! - b.theta[0]!)
            const [now, before] = [lastPoint(orbit), pointAt(orbit, -3)]
            return {
              lowX: low!.theta[0]!,
              lowY: low!.theta[1]!,
              lowLoss: low!.loss,
              highX: high!.theta[0]!,
              highY: high!.theta[1]!,
              highLoss: high!.loss,
              drift: hypotenuse(now[0]! - before[0]!, now[1]! - before[1]!),
              lost: gone.outcome === 'diverged' ? gone.steps : Infinity,
            }
          },
          holds: [
            { number: 'lowX', is: 'within', bound: 2.68325, tolerance: 1e-6 },
            { number: 'lowY', is: 'within', bound: 1.886075, tolerance: 1e-6 },
            { number: 'lowLoss', is: 'within', bound: 4.240552, tolerance: 1e-6 },
            { number: 'highX', is: 'within', bound: 3.234823, tolerance: 1e-6 },
            { number: 'highY', is: 'within', bound: 2.125022, tolerance: 1e-6 },
            { number: 'highLoss', is: 'within', bound: 3.088551, tolerance: 1e-6 },
            { number: 'drift', is: 'below', bound: 1e-9 },
            { number: 'lost', is: 'at most', bound: 8 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 1e-5 },
              { optimizer: 'sgd', lr: 0.01 },
              { optimizer: 'sgd', lr: 0.024 },
              { optimizer: 'sgd', lr: 0.024 },
            ],
          },
        }),
      ],
      note: 'Two marks are often mixed up. Below $2/L$ gradient descent is stable, where $L$ is the largest curvature of the region; $1/L$ is the rate with the best guarantee for a single step. Neither is a speed limit for all landscapes, and on a quadratic the best constant rate, $2/(\\mu+L)$ with the smallest curvature $\\mu$, lies above $1/L$.',
    },
    {
      title: 'A rule of thumb, and where it ends',
      story:
        'A common recipe: watch the first iterations, find the rate that does best, and take one a little higher. It trusts that what works on the slope works in the valley. In this valley the curvature grows on the way, and with it the limit $2/\\lambda_{max}$ shrinks. Seven rates race; look at the order after 100 steps, and again at the end.',
      scene: {
        landscape: { kind: 'catalog', id: 'rosenbrock' },
        start: [-1.2, 1],
        steps: 5000,
        racers: rates.map((lr) => ({ id: String(lr), optimizer: 'sgd', lr })),
        view: {
          height: { scale: 'log' },
          chart: { quantity: 'loss', scale: 'log' },
          trail: 40,
          instrument: 'sweep',
          sweep: { x: { hyperparameter: 'lr', ends: [0.0005, 0.005] }, after: 100 },
        },
      },
      highlight: ['learning-rate', 'analysis'],
      question: question({
        ask: 'Which rate leads after 100 of the 5000 steps?',
        choices: ['the one that wins in the end', 'twice that rate', 'half that rate'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => ({ early: rates[bestAt(racers, 100)]!, late: rates[bestAt(racers, 5000)]! }),
        answer: ({ early, late }) => (early === late ? 0 : early > late ? 1 : 2),
        tell: 'After 100 steps {early} leads, after all of them {late}: the early leader is beyond the limit of the valley that it enters.',
      }),
      claims: [
        claim({
          id: '4',
          text: 'Of the seven rates {early} is best at step 100, with a loss of {earlyLoss} where {late} has {lateThen}. At the end {late} is best with {lateLoss}, and the early leader is far behind.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [leader, winner] = [racers[bold]!, racers[stable]!]
            const at = rowOf(leader, 100)
            return {
              early: rates[bestAt(racers, 100)]!,
              late: rates[bestAt(racers, 5000)]!,
              earlyLoss: leader.loss[at]!,
              lateThen: winner.loss[at]!,
              lateLoss: lastLoss(winner),
              timesWorse: lastLoss(leader) / lastLoss(winner),
            }
          },
          holds: [
            { number: 'early', is: 'within', bound: 0.004, tolerance: 1e-12 },
            { number: 'late', is: 'within', bound: 0.002, tolerance: 1e-12 },
            { number: 'earlyLoss', is: 'below', bound: 'lateThen' },
            { number: 'timesWorse', is: 'above', bound: 100 },
          ],
          counter: { landscape: { kind: 'expression', id: null, expression: '(x-1)^2+100*(y-1)^2' } },
        }),
      ],
      note: 'That one should take a rate above the one that is best at first is a rule of thumb for rates that decay later. With a constant rate it fails wherever the minimum is sharper than the start.',
    },
  ],
  links: ['learning-rate-decay', 'beyond-the-limit', 'edge-of-stability'],
})
