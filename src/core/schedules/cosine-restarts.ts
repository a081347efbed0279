import { part, stepCount } from '../annealing/common-hyperparameters'
import { halfCosine } from '../annealing/half-cosine'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'cosine-restarts',
  title: 'Cosine with warm restarts',
  description:
    'Cosine decay that starts over again and again, each time as long or longer: a rise of the rate lets the point leave a basin, a fall lets it settle in the next.',
  tex: '\\eta_t = \\eta\\Big(r + \\frac{1-r}{2}\\Big(1 + \\cos\\frac{\\pi\\, t_i}{T_i}\\Big)\\Big), \\qquad T_i = T_0\\, m^i, \\quad t_i = t - 1 - \\sum_{j<i} T_j',
  citation:
    'I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, arXiv:1608.03983, eq. (5). Semantics: PyTorch CosineAnnealingWarmRestarts.',
  robbinsMonro: {
    holds: false,
    why: 'The whole rate comes back at every restart, and half of the steps of each cycle have at least half of it: the sum of squares is infinite.',
  },
  hyperparameters: {
    t0: stepCount('T_0', 'The number of steps until the first restart.', 50),
    tMult: {
      kind: 'number',
      description: 'How many times as long each cycle is as the one before it.',
      symbol: 'm',
      default: 1,
      min: 1,
      max: 100,
      integer: true,
      scale: 'linear',
      usual: [1, 4],
      rangeSource: 'PyTorch: a whole number from 1',
    },
    minFactor: part('r', 'What is left of the rate at the end of each cycle.', 0),
  },
  factor({ step }, { t0, tMult, minFactor }) {
    let since = step - 1
    let length = t0
    if (tMult === 1) since %= t0
    while (since >= length) {
      since -= length
      length *= tMult
    }
    return halfCosine(since / length, minFactor)
  },
})
