import { decay, part, stepCount } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'reduce-on-plateau',
  title: 'Reduce on plateau',
  description:
    'The learning rate stays while the loss improves and falls once it has not for some steps: the schedule that looks at the race instead of the clock.',
  tex: '\\eta_t = \\eta\\, f_t, \\qquad f_{t+1} = \\begin{cases} \\max(q\\, f_t,\\, r) & \\text{more than } p \\text{ steps without } J < J_{\\mathrm{best}} - \\delta \\\\ f_t & \\text{else} \\end{cases}, \\qquad \\delta = \\theta\\,|J_{\\mathrm{best}}| \\text{ or } \\theta',
  citation:
    'Semantics: PyTorch ReduceLROnPlateau, whose scheduler is told the loss after each step. It measures a relative threshold by the best loss itself, which turns round where that is negative; here it is measured by its size. There is no least change (PyTorch’s eps). In use at least since A. Krizhevsky, I. Sutskever, G. E. Hinton, 2012, section 5, by hand.',
  robbinsMonro: {
    holds: false,
    why: 'It depends on the losses: as long as they improve the rate is constant and the sum of squares infinite; where they stop improving the rates fall geometrically, with a finite sum, or stay at their least.',
  },
  hyperparameters: {
    factor: decay('q', 'What the rate is multiplied by when it falls.', 0.1, [0.1, 0.9]),
    patience: stepCount('p', 'The number of steps without improvement that are put up with.', 10, 0),
    threshold: {
      kind: 'number',
      description: 'How much lower than the best a loss must be to count as better.',
      symbol: '\\theta',
      default: 1e-4,
      min: 0,
      max: 1e6,
      scale: 'log',
      usual: [1e-8, 0.1],
      rangeSource: 'PyTorch',
    },
    thresholdMode: {
      kind: 'choice',
      description: 'Whether the threshold is a part of the best loss or a difference of losses.',
      symbol: '\\delta',
      default: 'rel',
      options: ['rel', 'abs'],
    },
    cooldown: stepCount('c', 'The number of steps after a fall in which nothing is counted.', 0, 0),
    minFactor: part('r', 'What the rate never falls below.', 0),
  },
  factor: (_time, _hyper, state) => state.factor,
  init: () => ({ factor: 1, best: Infinity, bad: 0, cooldown: 0 }),
  observe(state, { factor, patience, threshold, thresholdMode, cooldown, minFactor }, loss) {
    const { best } = state
    // A relative threshold keeps PyTorch's product, so that both call the same losses better.
    const relative = best < 0 ? best * (1 + threshold) : best * (1 - threshold)
    if (best === Infinity || loss < (thresholdMode === 'rel' ? relative : best - threshold)) {
      state.best = loss
      state.bad = 0
    } else state.bad++
    if (state.cooldown > 0) {
      state.cooldown--
      state.bad = 0
    }
    if (state.bad <= patience) return
    state.factor = Math.max(state.factor * factor, minFactor)
    state.cooldown = cooldown
    state.bad = 0
  },
})
