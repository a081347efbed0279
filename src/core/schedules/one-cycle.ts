import { span, spanOf } from '../annealing/common-hyperparameters'
import { halfCosine } from '../annealing/half-cosine'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'one-cycle',
  title: 'One cycle',
  description:
    'The learning rate climbs from a small one to the whole rate and then falls far below where it began, once in the whole race. The large rates in the middle cross plateaus and saddles; the small ones at the end settle.',
  tex: '\\eta_t = \\eta\\,\\big(f_i + (f_{i+1}-f_i)\\, a(x_t)\\big), \\quad (f_i) = \\Big(\\frac1d,\\; 1,\\; \\frac1{d\\,e}\\Big), \\quad a(x) = \\frac{1-\\cos\\pi x}{2} \\text{ or } x, \\quad x_t \\in [0,1] \\text{ in phase } i',
  citation:
    'L. N. Smith, N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates, 2018, arXiv:1708.07120, section 3. Semantics: PyTorch OneCycleLR with max_lr the racer’s rate: phases end at steps pT, (2pT − 1 with three phases,) and T. After step T, where PyTorch refuses, the rate stays.',
  robbinsMonro: {
    holds: false,
    why: 'After its cycle the rate is constant and above 0: the sum of squares is infinite.',
  },
  hyperparameters: {
    totalSteps: span('T'),
    pctStart: {
      kind: 'number',
      description: 'The part of the cycle in which the rate climbs.',
      symbol: 'p',
      default: 0.3,
      min: 0,
      max: 1,
      scale: 'linear',
      usual: [0.05, 0.95],
      rangeSource: 'PyTorch',
    },
    divFactor: {
      kind: 'number',
      description: 'How many times smaller than the whole rate the first one is.',
      symbol: 'd',
      default: 25,
      min: 1,
      max: 1e6,
      scale: 'log',
      usual: [1, 1000],
      rangeSource: 'PyTorch; below 1 the rate would begin by falling',
    },
    finalDivFactor: {
      kind: 'number',
      description: 'How many times smaller than the first rate the last one is.',
      symbol: 'e',
      default: 1e4,
      min: 1,
      max: 1e12,
      scale: 'log',
      usual: [1, 1e6],
      rangeSource: 'PyTorch; below 1 the rate would end above where it began',
    },
    annealStrategy: {
      kind: 'choice',
      description: 'Whether the rate moves along half a cosine wave or on a line.',
      symbol: 'a',
      default: 'cos',
      options: ['cos', 'linear'],
    },
    threePhase: {
      kind: 'boolean',
      description: 'Comes back to the first rate as slowly as it climbed, and only then falls to the last.',
      symbol: '\\mathrm{threePhase}',
      default: false,
    },
  },
  factor({ step, steps }, { totalSteps, pctStart, divFactor, finalDivFactor, annealStrategy, threePhase }) {
    const last = spanOf(totalSteps, steps) - 1
    const first = 1 / divFactor
    const final = first / finalDivFactor
    const now = Math.min(step - 1, last)
    const move = (from: number, to: number, begin: number, end: number): number => {
      const x = end > begin ? (now - begin) / (end - begin) : 1
      // Half a wave from 1 down to 0, stretched between the two.
      const left = annealStrategy === 'cos' ? halfCosine(x, 0) : 1 - x
      return to + (from - to) * left
    }
    const top = pctStart * (last + 1) - 1
    if (now <= top) return move(first, 1, 0, top)
    const back = threePhase ? 2 * top : top
    if (threePhase && now <= back) return move(1, first, top, back)
    return move(threePhase ? first : 1, final, back, last)
  },
})
