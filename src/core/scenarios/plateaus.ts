import { race } from '../claims/measures'
import { lastLoss, lastPoint, pointAfter, pointAt, stepsUntil } from '../claims/of-races'
import type { MeasuredRacer } from '../claims/measurement'
import { claim, defineScenario, question } from '../claims/scenario'
import { sceneOf } from '../claims/scenes'
import { sigmoid } from '../elementary'
import { hypotenuse } from '../linalg/hypotenuse'

/** How far a racer has come from its start, in a straight line. */
function moved(racer: MeasuredRacer): number {
  const [from, to] = [pointAt(racer, 0), lastPoint(racer)]
  return hypotenuse(to[0]! - from[0]!, to[1]! - from[1]!)
}

/** The first recorded step at which the loss is below a bound; NaN where it never is. */
function stepsToLoss({ step, loss }: MeasuredRacer, bound: number): number {
  const row = loss.findIndex((value) => value < bound)
  return row < 0 ? NaN : step[row]!
}

/**
 * One sigmoid unit p = sigmoid(x) that is to give 0: by its squared error p^2 / 2 where c is 0, by cross-entropy,
 * -log(1 - p) = softplus(x), where it is 1.
 */
const unit = (c: number) => ({
  landscape: {
    kind: 'expression',
    expression: '(1-c)*sigmoid(x)^2/2 + c*softplus(x)',
    dimension: 1,
    parameters: { c: { value: c, min: 0, max: 1 } },
    domain: { x: [-4, 10] },
  },
  start: [8],
  steps: 1000,
  racers: [{ id: 'descent', optimizer: 'sgd', lr: 1 }],
})

export default defineScenario({
  id: 'plateaus',
  label: 'S14',
  chapter: 'challenges',
  section: '8.2.3',
  title: 'Asleep on a shelf',
  summary:
    'Where the ground is level and high, rules that go by the size of the slope stop. Some of it is the loss’s own fault.',
  steps: [
    {
      title: 'Who crosses',
      story:
        'A narrow pit in a wide shelf: at the start the slope is a millionth and the loss all but the highest there is. Gradient descent steps by $\\epsilon g$, so that it sleeps, and momentum sleeps with it. Adam steps by $\\hat m/(\\sqrt{\\hat v}+\\delta)$, a ratio in which the size of the slope cancels, as long as it is well above $\\delta$: it walks on at its learning rate, however faint the slope. Give it a large $\\delta$ and it sleeps too.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: '1-exp(-(x^2+y^2)/(2*0.5^2))',
          domain: { x: [-3, 3], y: [-3, 3] },
        },
        start: [2, 2],
        steps: 2000,
        racers: [
          { id: 'descent', optimizer: 'sgd', lr: 0.1 },
          { id: 'momentum 0.9', optimizer: 'momentum', lr: 0.1, momentum: 0.9 },
          { id: 'momentum 0.99', optimizer: 'momentum', lr: 0.1, momentum: 0.99 },
          { id: 'Adam', optimizer: 'adam', lr: 0.05 },
          { id: 'Adam, larger eps', optimizer: 'adam', lr: 0.05, eps: 0.01 },
        ],
        view: {
          overlay: 'region',
          chart: {
            quantity: 'gradient-norm',
            scale: 'log',
            second: 'step-length',
            secondScale: 'log',
            againstScale: 'log',
          },
          instrument: 'step',
        },
      },
      highlight: ['racers', 'race', 'chart'],
      question: question({
        ask: 'Which of these racers gets across the shelf and into the pit?',
        choices: ['momentum 0.99', 'Adam', 'Adam with a larger eps', 'all three'],
        measure: (scene) => ({ run: race({ ...scene, steps: 500 }) }),
        numbers: ({ run: { racers } }) => {
          const [, , momentum, adam, blunt] = racers.map(lastLoss)
          return { momentum: momentum!, adam: adam!, blunt: blunt! }
        },
        answer: ({ momentum, adam, blunt }) => {
          const across = [momentum, adam, blunt].map((loss) => loss < 0.01)
          return across.every(Boolean) ? 3 : across.indexOf(true)
        },
        tell: 'After 500 steps Adam is at a loss of {adam}, momentum at {momentum}, Adam with the larger eps at {blunt}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Of 2000 steps gradient descent has moved {moved} in all, and its loss is {descent} still. Momentum 0.99, a hundred times as strong, is at {momentum}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({
            moved: moved(racers[0]!),
            descent: lastLoss(racers[0]!),
            momentum: lastLoss(racers[2]!),
          }),
          holds: [
            { number: 'moved', is: 'below', bound: 1e-3 },
            { number: 'descent', is: 'above', bound: 0.999 },
            { number: 'momentum', is: 'above', bound: 0.999 },
          ],
          counter: { start: [1, 1] },
        }),
        claim({
          id: '2',
          text: 'Adam is in the pit, below a loss of 0.01, at step {steps}; with eps 0.01 it is at {blunt} after 500.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [, , , adam, blunt] = racers
            return {
              steps: stepsToLoss(adam!, 0.01),
              blunt: blunt!.loss[blunt!.step.findLastIndex((step) => step <= 500)]!,
            }
          },
          holds: [
            { number: 'steps', is: 'below', bound: 200 },
            { number: 'blunt', is: 'above', bound: 0.999 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.1 },
              { optimizer: 'momentum', lr: 0.1, momentum: 0.9 },
              { optimizer: 'momentum', lr: 0.1, momentum: 0.99 },
              { optimizer: 'adam', lr: 0.05, eps: 0.001 },
              { optimizer: 'adam', lr: 0.05, eps: 1e-8 },
            ],
          },
        }),
      ],
    },
    {
      title: 'Exactly level',
      story:
        'Cut the top off a bowl and make it level. Out there the slope is not small but exactly zero, and zero stays zero whatever it is multiplied by or divided into. Six rules start on it, and none will ever move. No cleverness of the step helps where the gradient carries no news at all.',
      scene: {
        change: {
          landscape: { expression: 'min(1, x^2+y^2)' },
          steps: 1000,
          racers: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map((optimizer) => ({
            optimizer,
            lr: 0.1,
          })),
          view: { chart: { quantity: 'loss', scale: null, second: null, secondScale: null, againstScale: null } },
        },
      },
      highlight: ['racers', 'race'],
      claims: [
        claim({
          id: '3',
          text: 'Of {racers} rules, in 1000 steps, the one that comes farthest has moved {farthest}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => ({ racers: racers.length, farthest: Math.max(...racers.map(moved)) }),
          holds: [
            { number: 'racers', is: 'at least', bound: 6 },
            { number: 'farthest', is: 'at most', bound: 0 },
          ],
          counter: { start: [0.5, 0.5] },
        }),
      ],
    },
    {
      title: 'A shelf of one’s own making',
      story:
        'One sigmoid unit, $p=\\sigma(w)$, is to say no but is quite sure of yes. Its squared error $p^2/2$ has the slope $p\\cdot p(1-p)$, and since $1-p$ is all but zero the unit that is most wrong learns least: the loss has built a shelf. Cross-entropy, $-\\ln(1-p)$, has the slope $p$, as large as the mistake. Race on the squared error, $c=0$, then drag $c$ to 1, which is cross-entropy.',
      scene: {
        ...unit(0),
        view: {
          instrument: 'step',
          chart: { quantity: 'gradient-norm', scale: 'log' },
        },
      },
      highlight: ['parameters', 'race', 'chart'],
      claims: [
        claim({
          id: '4',
          text: 'With squared error the unit still says {sure} after 1000 steps. With cross-entropy from the same start it is below one half at step {steps}.',
          measure: (scene) => ({ squared: race(scene), entropy: race(sceneOf(unit(1))) }),
          numbers: ({ squared, entropy }) => ({
            sure: sigmoid(pointAfter(squared.racers[0]!, 1000)[0]!),
            steps: stepsUntil(entropy.racers[0]!, ([w]) => w! < 0),
          }),
          holds: [
            { number: 'sure', is: 'above', bound: 0.99 },
            { number: 'steps', is: 'at most', bound: 9 },
          ],
          counter: { landscape: { parameters: { c: 1 } } },
        }),
      ],
    },
  ],
  links: ['surrogate', 'cliffs'],
})
