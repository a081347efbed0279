import { transpose } from '../linalg/matrix'
import { newtonSchulz } from '../linalg/newton-schulz'
import { afterwards } from '../descent/afterwards'
import { decoupledDecay, denominatorTerm, learningRate, momentumCoefficient } from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { type MatrixBlock, matrixBlocks } from '../descent/matrix/matrix-blocks'
import { type BlockWork, treatBlocks } from '../descent/matrix/treat-blocks'
import { defineOptimizer, type HyperOf, type Hyperparameters, type StepReply } from '../definitions/optimizer'

const stages = ['orthogonalised momentum', 'weight decay']

const hyperparameters = {
  lr: learningRate(1e-3, [1e-4, 1]),
  weightDecay: decoupledDecay(0.1),
  momentum: momentumCoefficient(0.95),
  nesterov: {
    kind: 'boolean',
    description: 'Mixes the new gradient into the momentum once more before it is orthogonalised.',
    symbol: '\\mathrm{nesterov}',
    default: true,
  },
  nsSteps: {
    kind: 'number',
    description: 'How many Newton–Schulz iterations orthogonalise; with 0 the momentum is only normalised.',
    symbol: 'k',
    default: 5,
    min: 0,
    max: 99,
    integer: true,
    scale: 'linear',
    usual: [1, 10],
    rangeSource: 'PyTorch: below 100',
  },
  eps: { ...denominatorTerm(1e-7), description: 'The momentum’s norm is not divided by less than this.' },
  adjustLrFn: {
    kind: 'choice',
    description:
      'How the rate grows with a matrix’s sides: by sqrt(max(1, rows / columns)), or by 0.2 sqrt(max(rows, columns)), which gives steps the size of AdamW’s.',
    symbol: '\\mathrm{adjust}',
    default: 'original',
    options: ['original', 'match_rms_adamw'],
    rangeSource: 'PyTorch',
  },
} as const satisfies Hyperparameters

export default defineOptimizer({
  id: 'muon',
  title: 'Muon',
  group: 'Matrix',
  description:
    'Momentum whose singular values are all brought near 1, matrix by matrix, so that rare directions of a weight matrix are learned as fast as common ones. A vector has but one singular value: there, and on every surface drawn from a formula, it is momentum of constant length, about 0.7 times the learning rate.',
  tex: '\\begin{aligned} B_t &= \\mu B_{t-1} + (1-\\mu)\\, G_t, \\qquad U = \\begin{cases} (1-\\mu)\\, G_t + \\mu B_t & \\text{Nesterov} \\\\ B_t & \\text{else} \\end{cases} \\\\ \\theta_t &= (1 - \\eta\\lambda)\\,\\theta_{t-1} - \\eta \\sqrt{\\max(1, \\tfrac{\\text{rows}}{\\text{columns}})}\\; \\mathrm{NS}_k\\!\\left(\\frac{U}{\\|U\\|_F}\\right), \\qquad \\mathrm{NS}: s \\mapsto 3.4445\\, s - 4.775\\, s^3 + 2.0315\\, s^5 \\end{aligned}',
  citation:
    'K. Jordan, Y. Jin, V. Boza, J. You, F. Cesista, L. Newhouse, J. Bernstein, Muon: An optimizer for hidden layers in neural networks, 2024; the alternative rate: J. Liu et al., Muon is Scalable for LLM Training, 2025, arXiv:2502.16982. Semantics: PyTorch torch.optim.Muon. Differs from PyTorch: float64 where PyTorch rounds to bfloat16; vectors, which PyTorch refuses, are matrices of one row; tensors of more dimensions are matrices of the first by all others.',
  needs: ['gradient'],
  elementwise: false,
  stages,
  hyperparameters,
  presets: { lr: 0.05, weightDecay: 0 },
  init: (dimension) => ({ momentumBuffer: new Float64Array(dimension) }),
  step(state, hyper, input) {
    return treatBlocks(matrixBlocks(input.layout), orthogonalise, state, hyper, input, stages)
  },
})

type Hyper = HyperOf<typeof hyperparameters>
type Work = BlockWork<MatrixBlock, { momentumBuffer: Float64Array }, Hyper>

function orthogonalise(work: Work): StepReply {
  const { block, state, hyper, input, matrix, other } = work
  const { offset, rows, columns } = block
  const { momentum, nesterov, nsSteps, eps } = hyper
  const { momentumBuffer } = state
  for (let k = 0; k < matrix.length; k++) {
    const g = input.gradient[offset + k]
    const average = lerp(momentumBuffer[offset + k], g, 1 - momentum)
    momentumBuffer[offset + k] = average
    matrix[k] = nesterov ? lerp(g, average, momentum) : average
  }
  if (rows <= columns) return afterwards(newtonSchulz(matrix, rows, columns, nsSteps, eps), descend, work)
  transpose(matrix, rows, columns, other)
  return afterwards(newtonSchulz(other, columns, rows, nsSteps, eps), descend, work)
}

function descend({ block: { offset, rows, columns }, hyper, input, watched, matrix, other }: Work): void {
  const { adjustLrFn, weightDecay } = hyper
  const { theta, update, learningRate } = input
  if (rows > columns) transpose(other, columns, rows, matrix)
  const growth =
    adjustLrFn === 'original' ? Math.sqrt(Math.max(1, rows / columns)) : 0.2 * Math.sqrt(Math.max(rows, columns))
  const rate = -learningRate * growth
  for (let k = 0; k < matrix.length; k++) {
    const i = offset + k
    const descent = rate * matrix[k]
    const shrinkage = -learningRate * weightDecay * theta[i]
    update[i] = descent + shrinkage
    watched?.put(i, descent, shrinkage)
  }
}
