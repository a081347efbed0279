import { claim, defineScenario, question } from '../claims/scenario'
import { race } from '../claims/measures'
import type { MeasuredRacer } from '../claims/measurement'
import { pointAt, rowOf, stepsBelow } from '../claims/of-races'
import { euclideanNorm } from '../linalg/euclidean-norm'
import { hypotenuse } from '../linalg/hypotenuse'

/** The largest |y| of a path after its start. */
function highest(racer: MeasuredRacer): number {
  const rows = [...racer.step.keys()].slice(1)
  return rows.reduce((most, row) => Math.max(most, Math.abs(pointAt(racer, row)[1]!)), 0)
}

const valley = {
  kind: 'expression',
  expression: '(x^2+100*y^2)/2',
  domain: { x: [-1.5, 1.5], y: [-1.5, 1.5] },
}

export default defineScenario({
  id: 'nesterov',
  label: 'S23',
  chapter: 'algorithms',
  section: '8.3.3',
  title: 'Look before you leap',
  summary:
    'Nesterov’s gradient is taken where the velocity will lead: one method, two drawn paths, calmer and less stable.',
  steps: [
    {
      title: 'One method, two paths',
      story:
        'Momentum asks for the slope where it stands; Nesterov’s rule asks where the velocity is about to carry it, at $\\theta+\\alpha v$, and corrects: $v\\leftarrow\\alpha v-\\epsilon\\nabla J(\\theta+\\alpha v)$. PyTorch keeps and draws that look-ahead point itself, $\\tilde\\theta=\\theta+\\alpha v$. So two programs that do the very same thing draw two different paths.',
      scene: {
        landscape: { kind: 'catalog', id: 'rosenbrock' },
        start: [-1.5, 2],
        steps: 500,
        racers: [
          { id: 'as in the book', optimizer: 'nesterov-lookahead', lr: 0.001, momentum: 0.9 },
          { id: 'as in PyTorch', optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
        ],
        view: { height: { scale: 'log' }, companions: true },
      },
      highlight: ['racers', 'momentum'],
      claims: [
        claim({
          id: '1',
          text: 'At all steps PyTorch’s point is the book’s plus $\\alpha v$, to within {error}; the two drawn paths lie up to {apart} apart.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [book, torch] = [racers[0]!, racers[1]!]
            const rows = [...book.step.keys()].slice(1)
            const gaps = rows.map((row) => {
              const [before, now, drawn] = [pointAt(book, row - 1), pointAt(book, row), pointAt(torch, row)]
              const ahead = [0, 1].map((i) => now[i]! + 0.9 * (now[i]! - before[i]!))
              return {
                error: hypotenuse(drawn[0]! - ahead[0]!, drawn[1]! - ahead[1]!),
                apart: hypotenuse(drawn[0]! - now[0]!, drawn[1]! - now[1]!),
              }
            })
            return {
              error: gaps.reduce((most, { error }) => Math.max(most, error), 0),
              apart: gaps.reduce((most, { apart }) => Math.max(most, apart), 0),
            }
          },
          holds: [
            { number: 'error', is: 'below', bound: 1e-10 },
            { number: 'apart', is: 'within', bound: 0.3958, tolerance: 1e-4 },
          ],
          counter: {
            racers: [
              { optimizer: 'nesterov-lookahead', lr: 0.001, momentum: 0.9 },
              { optimizer: 'momentum', lr: 0.001, momentum: 0.9 },
            ],
          },
        }),
      ],
      note: 'The gradient at the look-ahead point is a correction of the *position* at which one asks, not a correction term that is added to the gradient. For noisy gradients it brings no better rate.',
    },
    {
      title: 'It brakes earlier',
      story:
        'Both start at the rim of a narrow valley with the same rate and the same momentum. Momentum rolls through the floor and far up the other side before the slope can stop it. Nesterov’s rule feels the far wall one step sooner, and brakes. In PyTorch’s form the overshoot is smaller still, since what is drawn is the point ahead.',
      scene: {
        landscape: valley,
        start: [1, 1],
        steps: 400,
        racers: [
          { id: 'momentum', optimizer: 'momentum', lr: 0.005, momentum: 0.9 },
          { id: 'Nesterov (PyTorch)', optimizer: 'nesterov', lr: 0.005, momentum: 0.9 },
          { id: 'Nesterov (book)', optimizer: 'nesterov-lookahead', lr: 0.005, momentum: 0.9 },
        ],
        view: { companions: true, chart: { quantity: 'loss', scale: 'log' } },
      },
      highlight: ['racers', 'chart'],
      claims: [
        claim({
          id: '2',
          text: 'After the start momentum swings up to {heavy} across the valley, Nesterov’s rule to {torch} in PyTorch’s form and to {book} in the book’s. At step 50 their losses are {heavyLoss}, {torchLoss} and {bookLoss}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [heavy, torch, book] = racers.map((racer) => ({
              swing: highest(racer),
              loss: racer.loss[rowOf(racer, 50)]!,
            }))
            return {
              heavy: heavy!.swing,
              torch: torch!.swing,
              book: book!.swing,
              heavyLoss: heavy!.loss,
              torchLoss: torch!.loss,
              bookLoss: book!.loss,
            }
          },
          holds: [
            { number: 'heavy', is: 'within', bound: 0.842, tolerance: 1e-3 },
            { number: 'torch', is: 'within', bound: 0.405, tolerance: 1e-3 },
            { number: 'book', is: 'within', bound: 0.5, tolerance: 1e-3 },
            { number: 'heavyLoss', is: 'within', bound: 0.24938, tolerance: 1e-4 },
            { number: 'torchLoss', is: 'within', bound: 4.95e-8, tolerance: 1e-10 },
            { number: 'bookLoss', is: 'within', bound: 8.6e-6, tolerance: 1e-8 },
          ],
          counter: {
            racers: [
              { optimizer: 'momentum', lr: 0.005, momentum: 0.5 },
              { optimizer: 'nesterov', lr: 0.005, momentum: 0.5 },
              { optimizer: 'nesterov-lookahead', lr: 0.005, momentum: 0.5 },
            ],
          },
        }),
      ],
    },
    {
      title: 'The price: a narrower range',
      story:
        'Looking ahead calms the swing, and makes the rule less forgiving. On a quadratic momentum is stable up to $\\epsilon\\lambda_{max}<2+2\\alpha$, Nesterov’s rule only up to $\\frac{2+2\\alpha}{1+2\\alpha}$. At momentum 0.9 that is a limit almost three times lower.',
      scene: {
        landscape: valley,
        start: [1, 1],
        steps: 2000,
        stop: { escape: 1e30 },
        racers: [
          { id: 'Nesterov 0.0133', optimizer: 'nesterov', lr: 0.0133, momentum: 0.9 },
          { id: 'Nesterov 0.0138', optimizer: 'nesterov', lr: 0.0138, momentum: 0.9 },
          { id: 'momentum 0.0138', optimizer: 'momentum', lr: 0.0138, momentum: 0.9 },
          { id: 'momentum 0.0375', optimizer: 'momentum', lr: 0.0375, momentum: 0.9 },
          { id: 'momentum 0.0385', optimizer: 'momentum', lr: 0.0385, momentum: 0.9 },
        ],
        view: {
          chart: { quantity: 'loss', scale: 'log' },
          trail: 12,
          instrument: 'sweep',
          // 1.3571 / 100 and 3.8 / 100 lie between.
          sweep: { x: { hyperparameter: 'lr', ends: [0.01, 0.05] }, values: 64, after: 100 },
        },
      },
      highlight: ['learning-rate', 'race'],
      question: question({
        ask: 'The learning rate is raised, at momentum 0.9 for both. Which of the two diverges first?',
        choices: ['momentum', 'Nesterov’s rule', 'both at the same rate'],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const [nesterov, momentum] = [racers[1]!, racers[2]!].map((racer) => euclideanNorm(pointAt(racer, -1)))
          return { nesterov: nesterov!, momentum: momentum! }
        },
        answer: ({ nesterov, momentum }) => (nesterov > 1 ? (momentum > 1 ? 2 : 1) : 0),
        tell: 'At the rate 0.0138 Nesterov’s racer ends {nesterov} from the minimum, and momentum {momentum}.',
      }),
      claims: [
        claim({
          id: '3',
          text: 'Nesterov’s rule settles at 0.0133, {nesterovIn} from the minimum, and at 0.0138 ends {nesterovOut} away. Momentum settles at 0.0138 and at 0.0375, within {momentumIn}, and at 0.0385 ends {momentumOut} away.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [in1, out1, in2, in3, out2] = racers.map((racer) => euclideanNorm(pointAt(racer, -1)))
            return {
              nesterovIn: in1!,
              nesterovOut: out1!,
              momentumIn: Math.max(in2!, in3!),
              momentumOut: out2!,
            }
          },
          holds: [
            { number: 'nesterovIn', is: 'below', bound: 1e-3 },
            { number: 'nesterovOut', is: 'above', bound: 1e3 },
            { number: 'momentumIn', is: 'below', bound: 1e-3 },
            { number: 'momentumOut', is: 'above', bound: 1e3 },
          ],
          counter: { landscape: { expression: '(x^2+20*y^2)/2' } },
        }),
      ],
    },
    {
      title: 'Not always faster',
      story:
        'With the rate $1/L$ and the momentum that theory gives for condition number 100, $\\alpha=\\frac{\\sqrt\\kappa-1}{\\sqrt\\kappa+1}$, Nesterov’s rule has a guarantee on every strongly convex loss. A guarantee is about the worst case. On this plain quadratic the older heavy ball is a little quicker.',
      scene: {
        landscape: valley,
        start: [1, 1],
        steps: 1000,
        racers: [
          { id: 'gradient descent', optimizer: 'sgd', lr: 0.01 },
          { id: 'momentum', optimizer: 'momentum', lr: 0.01, momentum: 9 / 11 },
          { id: 'Nesterov', optimizer: 'nesterov', lr: 0.01, momentum: 9 / 11 },
        ],
        view: { chart: { quantity: 'loss', scale: 'log' } },
      },
      highlight: ['race', 'chart'],
      claims: [
        claim({
          id: '4',
          text: 'To a loss below a millionth gradient descent takes {plain} steps, momentum {heavy} and Nesterov’s rule {nesterov}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [plain, heavy, nesterov] = racers.map((racer) => stepsBelow(racer, 1e-6))
            return { plain: plain!, heavy: heavy!, nesterov: nesterov! }
          },
          holds: [
            { number: 'plain', is: 'within', bound: 653 },
            { number: 'heavy', is: 'within', bound: 75 },
            { number: 'nesterov', is: 'within', bound: 83 },
          ],
          counter: { landscape: { expression: '(x^2+50*y^2)/2' } },
        }),
      ],
    },
  ],
  links: ['momentum-and-noise', 'rates'],
})
