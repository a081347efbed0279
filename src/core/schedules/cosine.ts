import { part, span, spanOf } from '../annealing/common-hyperparameters'
import { halfCosine } from '../annealing/half-cosine'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'cosine',
  title: 'Cosine decay',
  description:
    'The learning rate falls along half a cosine wave: slowly at first, fast in the middle, and gently to its end. Few settings, hard to get wrong.',
  tex: '\\eta_t = \\eta\\Big(r + \\frac{1-r}{2}\\Big(1 + \\cos\\frac{\\pi\\min(t-1,\\, \\tau)}{\\tau}\\Big)\\Big)',
  citation:
    'I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, arXiv:1608.03983, eq. (5), without restarts. PyTorch’s CosineAnnealingLR is the same until step tau + 1, where it rises again; this one stays.',
  robbinsMonro: {
    holds: false,
    why: 'From step tau + 1 on the rate is constant: if it is 0 the sum of rates is finite, and else that of their squares is infinite.',
  },
  hyperparameters: {
    tMax: span('\\tau'),
    minFactor: part('r', 'What is left of the rate at the end.', 0),
  },
  factor({ step, steps }, { tMax, minFactor }) {
    const tau = spanOf(tMax, steps)
    return halfCosine(Math.min(step - 1, tau) / tau, minFactor)
  },
})
