import { learningRate, maximize } from '../descent/common-hyperparameters'
import { defineElementwise } from '../descent/elementwise/define-elementwise'

export default defineElementwise({
  id: 'rprop',
  title: 'Rprop',
  group: 'Adaptive',
  description:
    'Looks only at the signs of the gradient: each coordinate has a step that grows while the sign stays and halves when it turns, and a coordinate that has turned waits a step. Quick and indifferent to scale on exact gradients; lost on noisy ones.',
  tex: '\\begin{aligned} s &= \\operatorname{sign}(g_t\\, g_{t-1}), \\qquad \\Delta_t = \\operatorname{clip}\\left(\\Delta_{t-1} \\cdot \\begin{cases} \\eta^+ & s > 0 \\\\ \\eta^- & s < 0 \\\\ 1 & s = 0 \\end{cases},\\ \\Delta_{\\min}, \\Delta_{\\max}\\right) \\\\ g_t &\\leftarrow 0 \\ \\text{ where } s < 0, \\qquad \\theta_t = \\theta_{t-1} - \\Delta_t \\operatorname{sign}(g_t) \\end{aligned}',
  citation:
    'M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, IEEE International Conference on Neural Networks 1993, 586–591. Semantics: PyTorch torch.optim.Rprop (no step is taken back where the sign turns).',
  stages: ['longer step', 'same step'],
  hyperparameters: {
    lr: {
      ...learningRate(1e-2, [1e-5, 1]),
      description: 'The length of the first step in every coordinate; later ones find their own.',
      symbol: '\\Delta_0',
    },
    etas: {
      kind: 'pair',
      description: 'What a step is multiplied by where the gradient’s sign has turned, and where it has stayed.',
      symbol: '\\eta^-, \\eta^+',
      default: [0.5, 1.2],
      min: 0,
      max: 1000,
      exclusiveMin: true,
      around: 1,
      rangeSource: 'PyTorch; Riedmiller and Braun, 1993',
    },
    stepSizes: {
      kind: 'pair',
      description: 'The shortest and the longest step.',
      symbol: '\\Delta_{\\min}, \\Delta_{\\max}',
      default: [1e-6, 50],
      min: 0,
      max: 1e6,
      rangeSource: 'lengths from 0; PyTorch does not check',
    },
    maximize,
  },
  presets: { lr: 0.1 },
  init: (dimension) => ({ previous: new Float64Array(dimension), sizes: new Float64Array(dimension) }),
  /**
   * PyTorch's `_single_tensor_rprop`, bit for bit. The learning rate is asked for once, at the first step: a schedule
   * has no say after it. Which stage holds a coordinate's displacement tells what its step did; the one that turned has
   * none.
   */
  constants: ({ etas: [shorten, lengthen], stepSizes: [shortest, longest] }) => ({
    shorten,
    lengthen,
    shortest,
    longest,
  }),
  rates: ({ step }) => ({ isFirst: step.equals(1) }),
  forms: ({ maximize }) => ({ maximize }),
  coordinate({ gradient, learningRate, previous, sizes, isFirst, ...numbers }, { maximize }) {
    const { shorten, lengthen, shortest, longest } = numbers
    const g = maximize ? gradient.negate() : gradient
    const agreement = g.times(previous)
    const stays = agreement.greater(0)
    const turns = agreement.less(0)
    const factor = stays.choose(lengthen, turns.choose(shorten, 1))
    // The longest wins over the shortest where they have been exchanged.
    const size = longest.min(shortest.max(isFirst.choose(learningRate, sizes).times(factor)))
    const displacement = size.negate().times(g.sign())
    const longer = stays.choose(displacement, 0)
    const same = stays.choose(0, turns.choose(0, displacement))
    return { displacements: [longer, same], previous: turns.choose(0, g), sizes: size }
  },
})
