import { claim, defineScenario, question } from '../claims/scenario'
import { ensemble } from '../claims/measures'
import type { MeasuredEnsemble } from '../claims/measurement'
import { mean } from '../claims/mean'

/** E x^2 of each racer once the start is forgotten; both coordinates are a run of their own. */
function clouds({ racers }: MeasuredEnsemble): readonly number[] {
  return racers.map(({ step, mean: losses }) => mean([...losses].filter((_, row) => step[row]! >= 500)))
}

export default defineScenario({
  id: 'momentum-and-noise',
  label: 'X11',
  chapter: 'algorithms',
  section: '8.3.2',
  title: 'Momentum in a storm',
  summary: 'Three rules at one rate in the same noise: who rattles most, and what Nesterov’s look-ahead takes off.',
  steps: [
    {
      title: 'The same gusts for all',
      story:
        'Three racers get the very same noisy gradients at the very same rate. Momentum sums up about ten of them, and its cloud is about ten times as large. Nesterov’s form brakes earlier and so rattles a little less. Neither comes near plain descent, which is why a rate that suits the one does not suit the other.',
      scene: {
        landscape: { kind: 'expression', expression: '(x^2+y^2)/2', domain: { x: [-2, 2], y: [-2, 2] } },
        start: [1, 1],
        steps: 2000,
        noise: 1,
        racers: [
          { id: 'gradient descent', optimizer: 'sgd', lr: 0.05 },
          { id: 'momentum', optimizer: 'momentum', lr: 0.05, momentum: 0.9 },
          { id: 'Nesterov', optimizer: 'nesterov', lr: 0.05, momentum: 0.9 },
        ],
        view: { elevation: 70, trail: 100, chart: { quantity: 'parameter-norm', scale: 'log' } },
      },
      highlight: ['momentum', 'noise'],
      question: question({
        ask: 'All three run at the same rate in the same noise. How much larger is the cloud of momentum 0.9 than that of plain descent?',
        choices: ['not at all: averaging calms noise', 'about three times', 'about ten times'],
        measure: (scene) => ({ runs: ensemble({ ...scene, record: 50 }, { seeds: 200 }) }),
        numbers: ({ runs }) => {
          const [plain, heavy] = clouds(runs)
          return { plain: plain!, heavy: heavy!, times: heavy! / plain! }
        },
        answer: ({ times }) => (times < 1.5 ? 0 : times < 6 ? 1 : 2),
        tell: 'The mean square goes from {plain} to {heavy}, {times} times as much.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'The mean square of the cloud is {plain} for gradient descent, {heavy} for momentum and {nesterov} for Nesterov’s form.',
          measure: (scene) => ({ runs: ensemble({ ...scene, record: 50 }, { seeds: 200 }) }),
          numbers: ({ runs }) => {
            const [plain, heavy, nesterov] = clouds(runs)
            return {
              plain: plain!,
              heavy: heavy!,
              nesterov: nesterov!,
              times: heavy! / plain!,
              share: nesterov! / heavy!,
            }
          },
          holds: [
            { number: 'plain', is: 'within', bound: 0.02564, tolerance: 0.0013 },
            { number: 'heavy', is: 'within', bound: 0.25333, tolerance: 0.0127 },
            { number: 'nesterov', is: 'within', bound: 0.191, tolerance: 0.01 },
            { number: 'times', is: 'within', bound: 10, tolerance: 1 },
            { number: 'share', is: 'below', bound: 0.85 },
          ],
          counter: {
            racers: [
              { optimizer: 'sgd', lr: 0.05 },
              { optimizer: 'momentum', lr: 0.005, momentum: 0.9 },
              { optimizer: 'nesterov', lr: 0.005, momentum: 0.9 },
            ],
          },
        }),
      ],
    },
  ],
  links: ['averaging'],
})
