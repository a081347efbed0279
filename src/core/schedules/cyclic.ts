import { pow } from '../elementary'
import { decay, part, stepCount } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'cyclic',
  title: 'Cyclic',
  description:
    'The learning rate climbs and falls in triangles between a lower bound and the whole rate, so that no single good rate need be known: every cycle passes it twice.',
  tex: '\\eta_t = \\eta\\,\\big(b + (1-b)\\, a_t\\, s_c\\big), \\quad a_t = \\begin{cases} k/u & k \\le u \\\\ (u+d-k)/d & k > u \\end{cases}, \\quad k = (t-1) \\bmod (u+d), \\quad s_c \\in \\big\\{1,\\; 2^{-c},\\; \\gamma^{\\,t-1}\\big\\}',
  citation:
    'L. N. Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017, arXiv:1506.01186, section 3.1. Semantics: PyTorch CyclicLR with max_lr the racer’s rate and base_lr this part of it; c is the number of cycles that are over.',
  robbinsMonro: {
    holds: false,
    why: 'Where b > 0 or the height of the triangles stays, so does the mean square of the rates, whose sum is infinite; where b = 0 and the height falls geometrically, the sum of rates is finite.',
  },
  hyperparameters: {
    baseFactor: part('b', 'The lower bound, as a part of the whole rate.', 0.1),
    stepSizeUp: stepCount('u', 'The number of steps from the lower bound to the whole rate.', 25),
    stepSizeDown: stepCount('d', 'The number of steps back to the lower bound; 0 is as many as up.', 0, 0),
    mode: {
      kind: 'choice',
      description:
        'How the height of the triangles changes: not at all, halved by each cycle, or multiplied by gamma at each step.',
      symbol: 's_c',
      default: 'triangular',
      options: ['triangular', 'triangular2', 'exp_range'],
    },
    gamma: decay('\\gamma', 'What the height is multiplied by at each step, in mode exp_range.', 0.99, [0.9, 1]),
  },
  factor({ step }, { baseFactor, stepSizeUp, stepSizeDown, mode, gamma }) {
    const down = stepSizeDown === 0 ? stepSizeUp : stepSizeDown
    const cycle = stepSizeUp + down
    const since = (step - 1) % cycle
    const climbed = since <= stepSizeUp ? since / stepSizeUp : (cycle - since) / down
    const height =
      mode === 'triangular'
        ? 1
        : mode === 'triangular2'
          ? pow(0.5, Math.floor((step - 1) / cycle))
          : pow(gamma, step - 1)
    return baseFactor + (1 - baseFactor) * climbed * height
  },
})
