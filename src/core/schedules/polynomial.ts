import { pow } from '../elementary'
import { span, spanOf } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'polynomial',
  title: 'Polynomial decay',
  description:
    'The learning rate falls to zero as a power of the time that is left: power 1 is a line, larger powers fall early and end gently.',
  tex: '\\eta_t = \\eta\\,\\Big(1 - \\frac{\\min(t-1,\\, \\tau)}{\\tau}\\Big)^{p}',
  citation:
    'W. Liu, A. Rabinovich, A. C. Berg, ParseNet: Looking Wider to See Better, 2015, arXiv:1506.04579, section 4. Semantics: PyTorch PolynomialLR; its default power is 1.',
  robbinsMonro: { holds: false, why: 'The rate is 0 from step tau + 1 on, so the sum of rates is finite.' },
  hyperparameters: {
    totalIters: span('\\tau'),
    power: {
      kind: 'number',
      description: 'How the rate bends: 1 is a line, more falls early, less falls late.',
      symbol: 'p',
      default: 2,
      min: 0,
      max: 100,
      exclusiveMin: true,
      scale: 'linear',
      usual: [0.1, 5],
      rangeSource: 'at 0 the rate would not fall',
    },
  },
  factor({ step, steps }, { totalIters, power }) {
    const tau = spanOf(totalIters, steps)
    return pow(1 - Math.min(step - 1, tau) / tau, power)
  },
})
