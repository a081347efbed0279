import { pow } from '../elementary'
import { decay, stepCount } from '../annealing/common-hyperparameters'
import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'step',
  title: 'Step decay',
  description:
    'The learning rate is constant for some steps, then falls at once, and so on: long phases that settle at ever smaller scales.',
  tex: '\\eta_t = \\eta\\,\\gamma^{\\lfloor (t-1)/s \\rfloor}',
  citation:
    'A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet Classification with Deep Convolutional Neural Networks, NeurIPS 2012, section 5; R. Ge, S. M. Kakade, R. Kidambi, P. Netrapalli, The Step Decay Schedule, NeurIPS 2019. Semantics: PyTorch StepLR.',
  robbinsMonro: {
    holds: false,
    why: 'The rates of a phase are a geometric sequence from phase to phase, whose sum is finite: the point may stop before it has arrived. (With gamma = 1 the rate is constant, and the sum of squares infinite.)',
  },
  hyperparameters: {
    stepSize: stepCount('s', 'The number of steps between two falls.', 50),
    gamma: decay('\\gamma', 'What the rate is multiplied by at each fall.', 0.1, [0.01, 1]),
  },
  factor: ({ step }, { stepSize, gamma }) => pow(gamma, Math.floor((step - 1) / stepSize)),
})
