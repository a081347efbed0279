import { inverseRoot, inverseRootOf } from '../linalg/inverse-root'
import { multiply } from '../linalg/matrix'
import type { Rest } from '../pieces'
import { ownScratch } from '../scratch'
import { afterwards } from '../descent/afterwards'
import { each } from '../descent/each'
import { denominatorTerm, learningRate } from '../descent/common-hyperparameters'
import { largestSide, refreshInterval } from '../descent/matrix/hyperparameters'
import type { MatrixBlock } from '../descent/matrix/matrix-blocks'
import { gram, preconditionedBlocks } from '../descent/matrix/preconditioned-blocks'
import type { PreconditionedBlock, Side } from '../descent/matrix/preconditioned-blocks'
import { type BlockWork, takeBlock, treatBlocks } from '../descent/matrix/treat-blocks'
import { defineOptimizer } from '../definitions/optimizer'
import type { OptimizerState, StepReply } from '../definitions/optimizer'

const stages = ['preconditioned gradient']

const squares = ownScratch((size) => ({ outer: new Float64Array(size * size) }))

export default defineOptimizer({
  id: 'shampoo',
  title: 'Shampoo',
  group: 'Matrix',
  description:
    'AdaGrad with memory for how coordinates move together: gradients are collected by the rows and by the columns of each weight matrix and their inverse roots turn and scale the step. On a vector, and on every surface drawn from a formula, it is AdaGrad with a full matrix, which a rotated valley does not slow down.',
  tex: 'L_t = L_{t-1} + G_t G_t^{\\mathsf T}, \\quad R_t = R_{t-1} + G_t^{\\mathsf T} G_t, \\quad L_0 = R_0 = \\varepsilon I, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, L_t^{-1/4} G_t R_t^{-1/4}, \\qquad \\text{vectors: } \\theta_t = \\theta_{t-1} - \\eta\\, R_t^{-1/2} g_t',
  citation:
    'V. Gupta, T. Koren, Y. Singer, Shampoo: Preconditioned Stochastic Tensor Optimization, ICML 2018, arXiv:1802.09568, Algorithm 1; the diagonal of long sides as in its section 5. On vectors: J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods, JMLR 12, 2121–2159, 2011, the full-matrix form. Differs from the source: no momentum; tensors of more than two dimensions are matrices of the first by all others.',
  needs: ['gradient'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: learningRate(0.1, [1e-3, 10]),
    eps: {
      ...denominatorTerm(1e-4),
      exclusiveMin: true,
      description: 'The multiple of the identity that both matrices begin with, so that they have inverse roots.',
      rangeSource: 'Gupta et al., 2018, Algorithm 1: above 0',
    },
    preconditionFrequency: refreshInterval(1, 'the inverse roots are'),
    maxPrecondDim: largestSide(128, 'only the diagonal of its matrix is kept'),
  },
  presets: { lr: 1 },
  init(_dimension, { eps, maxPrecondDim }, layout) {
    const state: OptimizerState = {}
    for (const { sides } of preconditionedBlocks(layout, maxPrecondDim))
      for (const side of sides) {
        state[side.factor] = startOf(side, eps)
        state[side.derived] = new Float64Array((state[side.factor] as Float64Array).length)
      }
    return state
  },
  step(state, hyper, input) {
    const blocks = preconditionedBlocks(input.layout, hyper.maxPrecondDim)
    return treatBlocks(blocks, precondition, state, hyper, input, stages)
  },
})

/** eps I, or its diagonal. */
function startOf({ size, isWhole }: Side, eps: number): Float64Array {
  if (!isWhole) return new Float64Array(size).fill(eps)
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++) factor[i * size + i] = eps
  return factor
}

interface Hyper {
  readonly eps: number
  readonly preconditionFrequency: number
}

type Work = BlockWork<PreconditionedBlock, OptimizerState, Hyper>

function precondition(work: Work): StepReply {
  takeBlock(work.input.gradient, work.block, work.matrix)
  return afterwards(each(work.block.sides, learn, work), scaleColumns, work)
}

/** Adds G G' or G' G to a side's factor. */
function learn(side: Side, work: Work): StepReply {
  const { block, state, input, matrix } = work
  const sums = state[side.factor] as Float64Array
  if (side.isWhole) {
    const { outer } = squares(input.oracle, side.size)
    return afterwards(gram(side, matrix, block, outer), collect, side, outer, sums, work)
  }
  for (let k = 0; k < matrix.length; k++) sums[indexOf(side, k, block)] += matrix[k] * matrix[k]
  return refresh(side, sums, work)
}

function collect(side: Side, outer: Float64Array, sums: Float64Array, work: Work): StepReply {
  for (let k = 0; k < sums.length; k++) sums[k] += outer[k]
  return refresh(side, sums, work)
}

/** Takes the root of a side's factor where that is due. */
function refresh({ isWhole, size, derived }: Side, sums: Float64Array, { block, state, hyper, input }: Work): Rest {
  if ((input.step - 1) % hyper.preconditionFrequency !== 0) return undefined
  const root = state[derived] as Float64Array
  const order = block.isVector ? 2 : 4
  if (isWhole) return inverseRoot(sums, size, order, hyper.eps, root)
  for (let k = 0; k < size; k++) root[k] = inverseRootOf(sums[k], order)
  return undefined
}

function scaleColumns(work: Work): StepReply {
  const { block, matrix, other } = work
  const { sides } = block
  return afterwards(scale(sides[sides.length - 1], matrix, other, work), scaleRows, work)
}

function scaleRows(work: Work): StepReply {
  const { block, matrix, other } = work
  if (block.isVector) return descend(work, other)
  return afterwards(scale(block.sides[0], other, matrix, work), descend, work, matrix)
}

/** out = root X for the side of the rows, X root for that of the columns. */
function scale(side: Side, x: Float64Array, out: Float64Array, { block, state }: Work): Rest {
  const { rows, columns } = block
  const root = state[side.derived] as Float64Array
  if (side.isWhole)
    return side.isRows ? multiply(root, x, rows, rows, columns, out) : multiply(x, root, rows, columns, columns, out)
  for (let k = 0; k < x.length; k++) out[k] = root[indexOf(side, k, block)] * x[k]
  return undefined
}

/** The row or column that entry k of a block is in. */
function indexOf({ isRows }: Side, k: number, { columns }: MatrixBlock): number {
  return isRows ? Math.floor(k / columns) : k % columns
}

function descend({ block, input, watched }: Work, x: Float64Array): void {
  const { update, learningRate } = input
  for (let k = 0; k < x.length; k++) {
    const i = block.offset + k
    update[i] = -learningRate * x[k]
    watched?.put(i, update[i])
  }
}
