import { transpose } from '../linalg/matrix'
import { newtonSchulzInPieces } from '../linalg/newton-schulz'
import { clear } from '../linalg/vector'
import { ownScratch } from '../scratch'
import { anatomy } from '../descent/anatomy'
import { decoupledDecay, denominatorTerm, learningRate, momentumCoefficient } from '../descent/common-hyperparameters'
import { lerp } from '../descent/lerp'
import { matrixBlocks } from '../descent/matrix/matrix-blocks'
import { defineOptimizer } from '../definitions/optimizer'

const stages = ['orthogonalised momentum', 'weight decay']

const buffers = ownScratch((length) => ({ matrix: new Float64Array(length), turned: new Float64Array(length) }))

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
  hyperparameters: {
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
  },
  presets: { lr: 0.05, weightDecay: 0 },
  init: (dimension) => ({ momentumBuffer: new Float64Array(dimension) }),
  *step(state, { weightDecay, momentum, nesterov, nsSteps, eps, adjustLrFn }, input) {
    const { theta, gradient, update, layout, learningRate } = input
    const { momentumBuffer } = state
    const watched = anatomy(input, stages)
    clear(update)
    for (const { offset, rows, columns } of matrixBlocks(layout)) {
      const { matrix, turned } = buffers(input.oracle, rows * columns)
      for (let k = 0; k < matrix.length; k++) {
        const g = gradient[offset + k]
        const average = lerp(momentumBuffer[offset + k], g, 1 - momentum)
        momentumBuffer[offset + k] = average
        matrix[k] = nesterov ? lerp(g, average, momentum) : average
      }
      if (rows > columns) {
        transpose(matrix, rows, columns, turned)
        const rest = newtonSchulzInPieces(turned, columns, rows, nsSteps, eps)
        if (rest !== undefined) yield* rest
        transpose(turned, columns, rows, matrix)
      } else {
        const rest = newtonSchulzInPieces(matrix, rows, columns, nsSteps, eps)
        if (rest !== undefined) yield* rest
      }
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
    watched?.show()
  },
})
