import { claim, defineScenario, question } from '../claims/scenario'
import { race } from '../claims/measures'
import type { MeasuredRace, MeasuredRacer } from '../claims/measurement'
import { median } from '../claims/median'
import { lastLoss, pointAt, stepsBelow } from '../claims/of-races'
import { sceneOf } from '../claims/scenes'
import { hypotenuse } from '../linalg/hypotenuse'
import { withParameter } from '../claims/with-parameter'
import type { Scene } from '../scene/scene'

/** How far two paths in the plane are apart at most. */
function farthest(one: MeasuredRacer, other: MeasuredRacer): number {
  return [...one.step.keys()].reduce((most, row) => {
    const [a, b] = [pointAt(one, row), pointAt(other, Math.min(row, other.step.length - 1))]
    const apart = hypotenuse(a[0]! - b[0]!, a[1]! - b[1]!)
    return apart <= most ? most : apart
  }, 0)
}

/** The lengths of a racer's steps along x. */
function stepsAlongX(racer: MeasuredRacer): readonly number[] {
  return [...racer.step.keys()].slice(1).map((row) => Math.abs(pointAt(racer, row)[0]! - pointAt(racer, row - 1)[0]!))
}

/** The least loss that a racer has had. */
function leastLoss({ loss }: MeasuredRacer): number {
  return loss.reduce((least, each) => Math.min(least, each), Infinity)
}

/** The angle of the turned valley, pi / 4. */
const eighth = 0.7853981633974483

const valleyRacers = [
  { id: 'AdaGrad', optimizer: 'adagrad', lr: 0.5 },
  { id: 'Adam', optimizer: 'adam', lr: 0.01 },
  { id: 'gradient descent', optimizer: 'sgd', lr: 2 / 1001 },
]

const relu = {
  kind: 'network',
  widths: [2, 16, 16, 16, 16, 16, 16, 2],
  activation: 'relu',
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 200, noise: 0.15 },
}
const plainLandscape = sceneOf({ landscape: relu }).landscape

/** The scene with the network as it is without its normalisations. */
function unnormalised(scene: Scene): Scene {
  const { landscape } = scene
  if (landscape.kind !== 'network' || plainLandscape.kind !== 'network') return scene
  return { ...scene, landscape: { ...plainLandscape, seed: landscape.seed } }
}

/** 1 where a racer has learned the data, else 0: one whose units are dead, or that has left the finite numbers. */
const hasLearned = (racer: MeasuredRacer): number => (racer.outcome !== 'non-finite' && lastLoss(racer) < 0.1 ? 1 : 0)

/** The gradient at the start, by the first step of gradient descent. */
function firstGradient({ racers: [racer] }: MeasuredRace, lr: number): Float64Array {
  const [before, after] = [pointAt(racer!, 0), pointAt(racer!, 1)]
  return before.map((entry, i) => (entry - after[i]!) / lr)
}

/** Weights of the first layer, 16 units of two inputs, and its parameters: a bias each follows. */
const [firstWeights, firstLayer] = [16 * 2, 16 * 2 + 16]

export default defineScenario({
  id: 'adaptive-rates',
  label: 'S24',
  chapter: 'adaptive',
  section: '8.5',
  title: 'A rate for each parameter',
  summary: 'Adam and its kin divide by the gradients’ own size: blind to the scale of the loss, and to nothing else.',
  steps: [
    {
      title: 'A thousand times the loss',
      story:
        'Adaptive rules divide each coordinate’s step by a running root mean square of its gradients, $\\hat m/(\\sqrt{\\hat v}+\\delta)$. A factor on the loss stands above and below the line and drops out. Plain descent and momentum take the factor as a thousandfold learning rate. Drag the slider *c*, and see who notices.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'c*((1-x)^2+100*(y-x^2)^2)',
          parameters: { c: { value: 1, min: 0.001, max: 1000 } },
          domain: { x: [-2, 2], y: [-1, 3] },
        },
        start: [-1.5, 2],
        steps: 500,
        racers: [
          { id: 'gradient descent', optimizer: 'sgd', lr: 0.001 },
          { id: 'momentum', optimizer: 'momentum', lr: 0.001, momentum: 0.9 },
          { id: 'Adam', optimizer: 'adam', lr: 0.01 },
        ],
        view: { height: { scale: 'log' }, instrument: 'step', step: { of: 'Adam' } },
      },
      highlight: ['parameters', 'racers'],
      question: question({
        ask: 'The loss is multiplied by 1000, and nothing else is changed. Whose path changes?',
        choices: ['nobody’s', 'everybody’s', 'gradient descent’s and momentum’s', 'Adam’s'],
        measure: (scene) => ({
          once: race(withParameter(scene, 'c', 1)),
          more: race(withParameter(scene, 'c', 1000)),
        }),
        numbers: ({ once, more }) => {
          const [plain, heavy, adam] = once.racers.map((racer, k) => farthest(racer, more.racers[k]!))
          return { plain: plain!, heavy: heavy!, adam: adam! }
        },
        answer: ({ plain, heavy, adam }) => {
          const [isPlain, isHeavy, isAdam] = [plain, heavy, adam].map((apart) => !(apart < 1e-3))
          if (isPlain && isHeavy) return isAdam ? 1 : 2
          return isAdam ? 3 : 0
        },
        tell: 'Adam’s two paths stay within {adam} of each other. The others are thrown off the map.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'On the loss and on 1000 times the loss Adam’s paths are {apart} apart at most. Its first step is the learning rate times the sign of the gradient, in each coordinate to within {error}.',
          measure: (scene) => ({ once: race(scene), more: race(withParameter(scene, 'c', 1000)) }),
          numbers: ({ once, more }) => {
            const racer = once.racers[2]!
            const [before, after] = [pointAt(racer, 0), pointAt(racer, 1)]
            const errors = [0, 1].map((i) => Math.abs(Math.abs(after[i]! - before[i]!) - 0.01))
            return { apart: farthest(racer, more.racers[2]!), error: Math.max(errors[0]!, errors[1]!) }
          },
          holds: [
            { number: 'apart', is: 'below', bound: 1e-6 },
            { number: 'error', is: 'below', bound: 1e-9 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.001 },
              { optimizer: 'momentum', lr: 0.001, momentum: 0.9 },
              { id: 'Adam', optimizer: 'adam', lr: 0.01, eps: 1 },
            ],
          },
        }),
      ],
    },
    {
      title: 'Remember all, or forget',
      story:
        'On a slope that never changes the two oldest adaptive rules part ways. AdaGrad adds up all squares it has ever seen, so its steps shrink as $\\epsilon/\\sqrt t$ for good. RMSProp averages and forgets, and so keeps walking at its learning rate; only its first step is too long, since its average begins at zero. That is what Adam’s bias correction mends.',
      scene: {
        landscape: { kind: 'expression', expression: 'x', domain: { x: [-6, 1], y: [-2, 2] } },
        start: [0, 0],
        steps: 400,
        racers: [
          { id: 'AdaGrad', optimizer: 'adagrad', lr: 0.1, start: [0, 0.5] },
          { id: 'RMSProp', optimizer: 'rmsprop', lr: 0.01, alpha: 0.9, start: [0, -0.5] },
        ],
        view: { chart: { quantity: 'step-length', scale: 'log' }, instrument: 'step' },
      },
      highlight: ['racers', 'chart'],
      claims: [
        claim({
          id: '2',
          text: 'AdaGrad’s step t is $\\epsilon/\\sqrt t$ to within {error}. RMSProp’s first step is {first} long and its last {last}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [adagrad, rmsprop] = racers.map(stepsAlongX)
            const errors = adagrad!.map((length, t) => Math.abs(length - 0.1 / Math.sqrt(t + 1)))
            return {
              error: errors.reduce((a, b) => Math.max(a, b), 0),
              first: rmsprop![0]!,
              last: rmsprop!.at(-1)!,
            }
          },
          holds: [
            { number: 'error', is: 'below', bound: 1e-8 },
            { number: 'first', is: 'within', bound: 0.0316228, tolerance: 1e-6 },
            { number: 'last', is: 'within', bound: 0.01, tolerance: 1e-6 },
          ],
          counter: { landscape: { expression: 'x^2/2' }, start: [0.5, 0] },
        }),
      ],
    },
    {
      title: 'A valley along the axes',
      story:
        'A valley a thousand times steeper across than along, laid out along the axes. A rate for each coordinate is just what it needs: AdaGrad sees two numbers of very different size and gives each its own rate. The two directions look alike to it, and it walks straight home. Then the same valley is turned by an eighth of a circle.',
      scene: {
        landscape: {
          kind: 'expression',
          expression: 'u = x*cos(a)+y*sin(a); v = y*cos(a)-x*sin(a); (u^2+1000*v^2)/2',
          parameters: { a: { value: 0, min: 0, max: 1.5707963267948966 } },
          domain: { x: [-2, 2], y: [-2, 2] },
        },
        start: [1, 1],
        steps: 3000,
        racers: valleyRacers,
        view: {
          height: { scale: 'log' },
          elevation: 60,
          trail: 12,
          chart: { quantity: 'loss', scale: 'log', againstScale: 'log' },
          instrument: 'step',
        },
      },
      highlight: ['parameters', 'race'],
      claims: [],
    },
    {
      title: 'The same valley, turned',
      story:
        'Nothing has changed but the point of view: same curvatures, same distance, same start relative to the valley. Gradient descent does not notice. The adaptive rules see two coordinates with equal gradients and so give them equal rates; of the valley they know nothing any more. Their gift is for scales *of coordinates*, and not for curvature in general.',
      scene: {
        change: {
          landscape: { parameters: { a: { value: eighth } } },
          start: [0, 1.4142135623730951],
        },
      },
      highlight: ['parameters', 'race'],
      claims: [
        claim({
          id: '3',
          text: 'Along the axes AdaGrad’s loss falls below a millionth at step {adagrad} and Adam’s at step {adam}. Turned by an eighth of a circle neither gets there in 3000 steps: they come no lower than {adagradTurned} and {adamTurned}.',
          measure: (scene) => ({
            straight: race({ ...withParameter(scene, 'a', 0), start: [1, 1] }),
            turned: race(scene),
          }),
          numbers: ({ straight, turned }) => ({
            adagrad: stepsBelow(straight.racers[0]!, 1e-6),
            adam: stepsBelow(straight.racers[1]!, 1e-6),
            adagradTurned: leastLoss(turned.racers[0]!),
            adamTurned: leastLoss(turned.racers[1]!),
          }),
          holds: [
            { number: 'adagrad', is: 'within', bound: 18 },
            { number: 'adam', is: 'within', bound: 322 },
            { number: 'adagradTurned', is: 'at least', bound: 1e-6 },
            { number: 'adamTurned', is: 'at least', bound: 1e-6 },
          ],
          counter: { landscape: { parameters: { a: { value: 0 } } }, start: [1, 1] },
        }),
      ],
    },
    {
      title: 'Normalise, and raise the rate',
      story:
        'Batch normalisation makes a layer’s output blind to the scale of its weights: $J(aW)=J(W)$. Then $\\nabla J(aW)=\\nabla J(W)/a$, so weights that have grown large slow themselves down. Seven layers deep, the normalised network learns at rates at which its plain twin is thrown off or dies. Look at the loss over the learning rate, with the switch on and off.',
      scene: {
        landscape: { ...relu, batchNorm: true },
        steps: 300,
        racers: [
          { id: 'rate 1', optimizer: 'sgd', lr: 1 },
          { id: 'rate 2', optimizer: 'sgd', lr: 2 },
        ],
        view: {
          chart: { quantity: 'loss', scale: 'log' },
          instrument: 'sweep',
          sweep: { x: { hyperparameter: 'lr', ends: [0.01, 4] }, values: 8 },
        },
      },
      highlight: ['network', 'learning-rate', 'analysis'],
      claims: [
        claim({
          id: '4',
          text: 'At rate 2 normalised networks come to a loss below 0.1 ({normalised} of {tried}), and plain ones do not ({plain}). At rate 1 it is {normalisedAtOne} against {plainAtOne}.',
          slow: true,
          measure: (scene) => {
            const recorded = { ...scene, record: scene.steps }
            return { normalised: race(recorded), plain: race(unnormalised(recorded)) }
          },
          numbers: ({ normalised, plain }) => ({
            tried: 1,
            normalised: hasLearned(normalised.racers[1]!),
            plain: hasLearned(plain.racers[1]!),
            normalisedAtOne: hasLearned(normalised.racers[0]!),
            plainAtOne: hasLearned(plain.racers[0]!),
          }),
          holds: [
            { number: 'normalised', is: 'at least', bound: 'tried' },
            { number: 'plain', is: 'at most', bound: 0 },
            { number: 'normalisedAtOne', is: 'at least', bound: 'tried' },
            { number: 'plainAtOne', is: 'below', bound: 'tried' },
          ],
          // At a moderate rate plain networks learn too.
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.3 },
              { optimizer: 'sgd', lr: 0.3 },
            ],
          },
          seeds: { count: 10 },
          together(ofSeeds) {
            const count = (of: (numbers: (typeof ofSeeds)[number]) => number): number =>
              ofSeeds.reduce((sum, numbers) => sum + of(numbers), 0)
            return {
              tried: ofSeeds.length,
              normalised: count(({ normalised }) => normalised),
              plain: count(({ plain }) => plain),
              normalisedAtOne: count(({ normalisedAtOne }) => normalisedAtOne),
              plainAtOne: count(({ plainAtOne }) => plainAtOne),
            }
          },
        }),
        claim({
          id: '5',
          text: 'With the first layer’s weights and biases ten times as large the loss changes by no more than {change}, and the gradient of a weight there becomes {ratio} times smaller (the median of the layer and the seeds).',
          measure: (scene) => ({ run: race({ ...scene, steps: 1, racers: scene.racers.slice(0, 1) }) }),
          next: (scene, { run }) => ({
            scaled: race({
              ...scene,
              steps: 1,
              racers: scene.racers.slice(0, 1).map((racer) => ({
                ...racer,
                start: [...pointAt(run.racers[0]!, 0)].map((entry, i) => (i < firstLayer ? 10 * entry : entry)),
              })),
            }),
          }),
          numbers: ({ run, scaled }, { racers }) => {
            const lr = racers[0]!.hyper['lr'] as number
            const [once, ten] = [run, scaled].map((each) => firstGradient(each, lr).subarray(0, firstWeights))
            const ratios = [...once!].map((entry, i) => entry / ten![i]!)
            const [before, after] = [run, scaled].map((each) => each.racers[0]!.loss[0]!)
            return { change: Math.abs(after! - before!), ratio: median(ratios) }
          },
          holds: [
            { number: 'change', is: 'below', bound: 1e-3 },
            { number: 'ratio', is: 'within', bound: 10, tolerance: 0.01 },
          ],
          counter: { landscape: { batchNorm: false } },
          seeds: { count: 10 },
          together: (ofSeeds) => ({
            change: ofSeeds.reduce((most, { change }) => Math.max(most, change), 0),
            ratio: median(ofSeeds.map(({ ratio }) => ratio)),
          }),
        }),
      ],
    },
  ],
  links: ['adam-and-rotation', 'adam-fails', 'radam-launch'],
})
