import { claim, defineScenario, question } from '../claims/scenario'
import { drag, ensemble, race } from '../claims/measures'
import { mean } from '../claims/mean'
import { pointAt, stepsUntil } from '../claims/of-races'
import type { MeasuredRacer } from '../claims/measurement'
import { powInteger } from '../elementary'
import { euclideanNorm } from '../linalg/euclidean-norm'
import type { SceneText } from '../claims/scenario'

/** The lengths of a racer's steps along x, the first at 0. */
function speeds(racer: MeasuredRacer): readonly number[] {
  return [...racer.step.keys()].slice(1).map((row) => Math.abs(pointAt(racer, row)[0]! - pointAt(racer, row - 1)[0]!))
}

/** The step from which on |x| stays below a bound; NaN where it does not. */
function settledAt(racer: MeasuredRacer, bound: number): number {
  const last = racer.step.findLastIndex((_, row) => Math.abs(pointAt(racer, row)[0]!) >= bound)
  return racer.step[last + 1] ?? NaN
}

/** How often x changes its sign before it is lost in rounding. */
function crossings(racer: MeasuredRacer): number {
  const seen = [...racer.step.keys()].map((row) => pointAt(racer, row)[0]!).filter((x) => Math.abs(x) > 1e-12)
  return seen.filter((x, k) => k > 0 && x * seen[k - 1]! < 0).length
}

const coefficients = [0.5, 0.9, 0.99]
/** Those of the oscillator: none, too little, critical, too much, far too much, no friction. */
const dampings = [0, 0.5, 0.81, 0.9, 0.99, 1]

/** Rates on both sides of the limit, 2 + 2 mu at mu = 0.9. */
const [below, above] = [3.79, 3.81]

const heavy = (lr: number, momentum: number, id = `momentum ${momentum}`): SceneText => ({
  id,
  optimizer: 'momentum',
  lr,
  momentum,
})

/** epsilon sigma^2 (1 + mu) / ((1 - mu)(2 (1 + mu) - epsilon lambda)) at noise and curvature 1. */
const floorOf = (lr: number, mu: number): number => (lr * (1 + mu)) / ((1 - mu) * (2 * (1 + mu) - lr))

export default defineScenario({
  id: 'momentum',
  label: 'S22',
  chapter: 'algorithms',
  section: '8.3.2',
  title: 'A ball with mass',
  summary: 'Momentum adds up what gradients agree on and cancels what they do not: faster, later, and louder.',
  steps: [
    {
      title: 'On a steady slope',
      story:
        'The velocity keeps a share $\\alpha$ of itself at each step and takes in the new gradient: $v\\leftarrow\\alpha v-\\epsilon g$, $\\theta\\leftarrow\\theta+v$. On a plane that tilts alike everywhere it grows to a terminal speed of $\\epsilon\\|g\\|/(1-\\alpha)$. The nearer $\\alpha$ is to one, the faster in the end, and the longer until then.',
      scene: {
        landscape: { kind: 'expression', expression: 'x', domain: { x: [-35, 1], y: [-9, 9] } },
        start: [0, 0],
        steps: 3000,
        stop: { escape: 1e9 },
        racers: coefficients.map((momentum, k) => ({ ...heavy(0.01, momentum), start: [0, 4 - 4 * k] })),
        view: { forces: true, chart: { quantity: 'step-length', scale: 'log' } },
      },
      highlight: ['momentum', 'chart'],
      question: question({
        ask: 'Momentum goes from 0.9 to 0.99. How much faster does the ball become, and how long does it take to become so?',
        choices: [
          '10 % faster, after as many steps',
          'ten times faster, after ten times the steps',
          'ten times faster, after as many steps',
        ],
        measure: (scene) => ({ run: race(scene) }),
        numbers: ({ run: { racers } }) => {
          const [before, after] = racers.slice(1).map((racer) => {
            const all = speeds(racer)
            return { speed: all.at(-1)!, step: 1 + all.findIndex((speed) => speed >= 0.95 * all.at(-1)!) }
          })
          return {
            faster: after!.speed / before!.speed,
            later: after!.step / before!.step,
            stepBefore: before!.step,
            stepAfter: after!.step,
          }
        },
        answer: ({ faster, later }) => (faster < 3 ? 0 : later > 3 ? 1 : 2),
        tell: 'It becomes {faster} times faster, and has all but a twentieth of that at step {stepAfter} instead of {stepBefore}.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'Step t is $\\epsilon\\,(1-\\alpha^t)/(1-\\alpha)$ long, to within {error}: in the end {slow}, {fast} and {fastest}, of which all but a twentieth is reached at steps {slowStep}, {fastStep} and {fastestStep}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const all = racers.map(speeds)
            const errors = all.flatMap((ofRacer, k) => {
              const mu = coefficients[k]!
              return ofRacer.map((speed, t) => Math.abs(speed - (0.01 * (1 - powInteger(mu, t + 1))) / (1 - mu)))
            })
            const terminal = coefficients.map((mu) => 0.01 / (1 - mu))
            const steps = all.map((ofRacer, k) => 1 + ofRacer.findIndex((speed) => speed >= 0.95 * terminal[k]!))
            return {
              error: errors.reduce((a, b) => Math.max(a, b), 0),
              slow: all[0]!.at(-1)!,
              fast: all[1]!.at(-1)!,
              fastest: all[2]!.at(-1)!,
              slowStep: steps[0]!,
              fastStep: steps[1]!,
              fastestStep: steps[2]!,
            }
          },
          holds: [
            { number: 'error', is: 'below', bound: 1e-9 },
            { number: 'slow', is: 'within', bound: 0.02, tolerance: 1e-9 },
            { number: 'fast', is: 'within', bound: 0.1, tolerance: 1e-9 },
            { number: 'fastest', is: 'within', bound: 1, tolerance: 1e-9 },
            { number: 'slowStep', is: 'within', bound: 5 },
            { number: 'fastStep', is: 'within', bound: 29 },
            { number: 'fastestStep', is: 'within', bound: 299 },
          ],
          counter: {
            landscape: { expression: 'x^2/2' },
            start: [1, 0],
            racers: coefficients.map((mu) => heavy(0.01, mu)),
          },
        }),
      ],
      note: 'The velocity is often called a moving *average* of gradients. It is a decaying *sum*, whose weights add up to $1/(1-\\alpha)$: that is where the gain of ten comes from. A true average, the rule *heavy ball* here, has no such gain. And ten times is the terminal speed under a steady force, not a promise of tenfold progress.',
    },
    {
      title: 'Along a narrow valley',
      story:
        'In the valley with condition number 100 gradient descent must be careful across and so is slow along. Momentum cancels the zigzag and keeps what all steps agree on. With the best rate and $\\alpha=\\Big(\\frac{\\sqrt\\kappa-1}{\\sqrt\\kappa+1}\\Big)^2$ it is the *root* of the condition number that counts.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+100*y^2)/2', domain: { x: [-1.5, 1.5], y: [-1.5, 1.5] } },
        start: [1, 1],
        steps: 800,
        racers: [{ id: 'gradient descent', optimizer: 'sgd', lr: 2 / 101 }, heavy(4 / 121, 81 / 121, 'momentum')],
        view: { height: { scale: 'log' }, trail: 12, chart: { quantity: 'loss', scale: 'log', againstScale: 'log' } },
      },
      highlight: ['momentum', 'race'],
      claims: [
        claim({
          id: '2',
          text: 'Each at its best, gradient descent takes {plain} steps to within a millionth of the minimum, and momentum {heavy}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: ({ run: { racers } }) => {
            const [plain, weighted] = racers.map((racer) => stepsUntil(racer, (theta) => euclideanNorm(theta) < 1e-6))
            return { plain: plain!, heavy: weighted! }
          },
          holds: [
            { number: 'plain', is: 'within', bound: 709 },
            { number: 'heavy', is: 'within', bound: 95 },
          ],
          counter: { landscape: { expression: '(x^2+y^2)/2' } },
        }),
      ],
    },
    {
      title: 'How much friction?',
      story:
        'As mechanics: a force $-\\nabla J$ pulls, and a drag proportional to the velocity brakes. With little momentum there is so much drag that the ball creeps; with much it swings to and fro. Between the two lies critical damping, $\\alpha=(1-\\sqrt{\\epsilon\\lambda})^2$: the fastest way in without overshooting. Without any drag it never comes to rest.',
      scene: {
        landscape: { kind: 'expression', expression: 'x^2/2', dimension: 1, domain: { x: [-1.5, 1.5] } },
        start: [1],
        steps: 10000,
        racers: dampings.map((momentum) => heavy(0.01, momentum)),
        view: { forces: true, chart: { quantity: 'parameter-norm', scale: 'linear', againstScale: 'log' } },
      },
      highlight: ['momentum', 'chart'],
      claims: [
        claim({
          id: '3',
          text: 'It takes {none} steps without momentum to stay within a thousandth, {half} at 0.5, {critical} at the critical 0.81, {more} at 0.9 and {most} at 0.99. Up to the critical one the ball never crosses the middle; in 3000 steps it does so {crossed} times at 0.9 and {crossedMost} times at 0.99.',
          measure: (scene) => ({ run: race({ ...scene, steps: 3000 }) }),
          numbers: ({ run: { racers } }) => {
            const [none, half, critical, more, most] = racers.map((racer) => settledAt(racer, 1e-3))
            const crossed = racers.map(crossings)
            return {
              none: none!,
              half: half!,
              critical: critical!,
              more: more!,
              most: most!,
              early: crossed[0]! + crossed[1]! + crossed[2]!,
              crossed: crossed[3]!,
              crossedMost: crossed[4]!,
            }
          },
          holds: [
            { number: 'none', is: 'within', bound: 688 },
            { number: 'half', is: 'within', bound: 336 },
            { number: 'critical', is: 'within', bound: 88 },
            { number: 'more', is: 'within', bound: 124 },
            { number: 'most', is: 'within', bound: 1354 },
            { number: 'early', is: 'at most', bound: 0 },
            { number: 'crossed', is: 'within', bound: 14 },
            { number: 'crossedMost', is: 'within', bound: 96 },
          ],
          counter: { racers: dampings.map((momentum) => heavy(0.1, momentum)) },
        }),
        claim({
          id: '4',
          text: 'Without friction the ball still swings out to {amplitude} in the last thousand of 10000 steps, where it began at 1.',
          measure: (scene) => ({ run: race({ ...scene, racers: scene.racers.slice(5) }) }),
          numbers: ({ run: { racers } }) => {
            const racer = racers[0]!
            const late = [...racer.step.keys()].filter((row) => racer.step[row]! > 9000)
            return {
              amplitude: late.reduce((most, row) => Math.max(most, Math.abs(pointAt(racer, row)[0]!)), 0),
            }
          },
          holds: [{ number: 'amplitude', is: 'at least', bound: 0.99 }],
          counter: { racers: dampings.map((_, k) => heavy(0.01, 0.999, `friction ${k}`)) },
        }),
        claim({
          id: '7',
          text: 'At momentum 0.9 a rate of {low} settles, ending {settled} from the minimum, and one of {high} does not: it ends {lost} away. The limit is $\\epsilon\\lambda<2+2\\alpha$.',
          measure: (scene) => ({
            run: race({
              ...scene,
              steps: 5000,
              record: 100,
              racers: [below, above].map((lr, k) => {
                const racer = scene.racers[3]!
                return { ...racer, id: `limit ${k}`, hyper: { ...racer.hyper, lr } }
              }),
            }),
          }),
          numbers: ({ run: { racers } }) => {
            const [settled, lost] = racers.map((racer) => Math.abs(pointAt(racer, -1)[0]!))
            return { low: below, high: above, settled: settled!, lost: lost! }
          },
          holds: [
            { number: 'settled', is: 'below', bound: 1e-3 },
            { number: 'lost', is: 'above', bound: 100 },
          ],
          counter: { landscape: { expression: '2*x^2' } },
        }),
      ],
    },
    {
      title: 'Why a viscous drag?',
      story:
        'In continuous time momentum is the motion of a particle, $\\ddot x=-\\nabla J(x)-F(\\dot x)$, and the drag $F$ could be any. A drag that grows as the square of the speed, like that of air, is strong at high speed and nearly nothing at low: the particle hardly stops swinging. Dry friction is as strong at rest as in motion: once the slope is too small to overcome it the particle sticks, wherever that is. Viscous drag, $F=\\dot x$, is weak enough to let the slope move it and strong enough to let it rest.',
      scene: {
        landscape: { kind: 'expression', expression: 'x^2/2', dimension: 1, domain: { x: [-1.5, 1.5] } },
        start: [1],
        steps: 3000,
        racers: [heavy(0.01, 0.9)],
        view: { instrument: 'drag', drag: { viscous: 1, quadratic: 1, dry: 0.2, time: 200 } },
      },
      highlight: ['analysis'],
      question: question({
        ask: 'Three particles begin at 1 in the same bowl: one in honey, one in air, one on a rough floor. Which ends at the minimum, at rest?',
        choices: ['the one in honey', 'the one in air', 'the one on the rough floor'],
        measure: (scene) => ({ moved: drag(scene) }),
        numbers: ({ moved: { motions } }) => {
          const [honey, air, floor] = motions.map(({ energy }) => energy.at(-1)!)
          return { honey: honey!, air: air!, floor: floor! }
        },
        answer({ honey, air, floor }) {
          if (honey <= air && honey <= floor) return 0
          return air <= floor ? 1 : 2
        },
        tell: 'The energies left are {honey} in honey, {air} in air, where it still swings, and {floor} on the floor, where it is stuck on the slope.',
      }),
      claims: [
        claim({
          id: '5',
          text: 'At time 200 viscous drag has left an energy of {viscous} and quadratic drag {quadratic}; dry friction has stopped its particle for good at {stuck}, at time {rested}.',
          measure: (scene) => ({ moved: drag(scene) }),
          numbers({ moved: { motions } }) {
            const [viscous, quadratic, dry] = motions
            const stride = dry!.position.length / dry!.energy.length
            return {
              viscous: viscous!.energy.at(-1)!,
              quadratic: quadratic!.energy.at(-1)!,
              stuck: dry!.position.at(-stride)!,
              rested: dry!.restedAt ?? Infinity,
            }
          },
          holds: [
            { number: 'viscous', is: 'below', bound: 1e-20 },
            { number: 'quadratic', is: 'above', bound: 1e-5 },
            { number: 'stuck', is: 'within', bound: 0.2, tolerance: 1e-6 },
            { number: 'rested', is: 'below', bound: 200 },
          ],
          counter: { view: { drag: { viscous: 0.01, quadratic: 1, dry: 0.001, time: 200 } } },
        }),
      ],
      note: 'The usual telling says that viscous drag is weak enough and strong enough, without saying than what. The answer is the pair beside it: drag by the square of the speed is too weak when the particle is slow, dry friction too strong.',
    },
    {
      title: 'It amplifies noise as it amplifies slope',
      story:
        'Noise is a force too. The same sum that turns a steady slope into speed turns a noisy gradient into a wider cloud: its mean square is $\\dfrac{\\epsilon\\,\\sigma^2(1+\\alpha)}{(1-\\alpha)\\,(2(1+\\alpha)-\\epsilon\\lambda)}$, about $1/(1-\\alpha)$ times that of gradient descent at the same rate. To keep the cloud one has to lower the rate, and with it goes most of the gain.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+y^2)/2', domain: { x: [-2, 2], y: [-2, 2] } },
        start: [1, 1],
        steps: 2000,
        noise: 1,
        racers: [0, 0.5, 0.9].map((momentum) => heavy(0.05, momentum)),
        view: {
          overlay: 'seeds',
          trail: 100,
          ensemble: { seeds: 200 },
          chart: { quantity: 'loss', scale: 'log' },
          instrument: 'seeds',
        },
      },
      highlight: ['momentum', 'noise'],
      claims: [
        claim({
          id: '6',
          text: 'Over many runs the clouds have mean squares {none}, {half} and {most} at momentum 0, 0.5 and 0.9, where the formula says {noneSaid}, {halfSaid} and {mostSaid}.',
          measure: (scene) => ({ runs: ensemble({ ...scene, record: 50 }, { seeds: 200 }) }),
          numbers: ({ runs: { racers } }) => {
            const [none, half, most] = racers.map(({ step, mean: losses }) =>
              mean([...losses].filter((_, row) => step[row]! >= 500)),
            )
            const [noneSaid, halfSaid, mostSaid] = [0, 0.5, 0.9].map((mu) => floorOf(0.05, mu))
            return {
              none: none!,
              half: half!,
              most: most!,
              noneSaid: noneSaid!,
              halfSaid: halfSaid!,
              mostSaid: mostSaid!,
              noneRatio: none! / noneSaid!,
              halfRatio: half! / halfSaid!,
              mostRatio: most! / mostSaid!,
            }
          },
          holds: [
            { number: 'noneRatio', is: 'within', bound: 1, tolerance: 0.05 },
            { number: 'halfRatio', is: 'within', bound: 1, tolerance: 0.05 },
            { number: 'mostRatio', is: 'within', bound: 1, tolerance: 0.05 },
          ],
          counter: { noise: 2 },
        }),
      ],
    },
  ],
  links: ['nesterov', 'momentum-and-noise', 'rates'],
})
