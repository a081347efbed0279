import { inverseRootInPieces, inverseRootOf } from '../linalg/inverse-root'
import { multiplyInPieces, multiplyTransposedInPieces, transposedMultiplyInPieces } from '../linalg/matrix'
import { clear } from '../linalg/vector'
import type { Rest } from '../pieces'
import { ownScratch } from '../scratch'
import { anatomy } from '../descent/anatomy'
import { denominatorTerm, learningRate } from '../descent/common-hyperparameters'
import { largestSide, refreshInterval } from '../descent/matrix/hyperparameters'
import { entry, preconditionedBlocks, takeBlock } from '../descent/matrix/preconditioned-blocks'
import type { Side } from '../descent/matrix/preconditioned-blocks'
import { defineOptimizer } from '../definitions/optimizer'
import type { OptimizerState } from '../definitions/optimizer'

const stages = ['preconditioned gradient']

const matrices = ownScratch((length) => ({ gradient: new Float64Array(length), scaled: new Float64Array(length) }))
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
    for (const { left, right } of preconditionedBlocks(layout, maxPrecondDim))
      for (const side of left === undefined ? [right] : [left, right]) {
        state[side.factor] = startOf(side, eps)
        state[side.derived] = new Float64Array(entry(state, side.factor).length)
      }
    return state
  },
  *step(state, { eps, preconditionFrequency, maxPrecondDim }, input) {
    const { gradient: flat, update, layout, learningRate, step, oracle } = input
    const isRefreshed = (step - 1) % preconditionFrequency === 0
    clear(update)
    for (const block of preconditionedBlocks(layout, maxPrecondDim)) {
      const { offset, rows, columns, left, right } = block
      const { gradient, scaled } = matrices(oracle, rows * columns)
      const order = left === undefined ? 2 : 4
      let rest: Rest
      takeBlock(flat, block, gradient)
      if (left !== undefined) {
        const { outer } = squares(oracle, left.isWhole ? rows : 0)
        rest = left.isWhole ? multiplyTransposedInPieces(gradient, gradient, rows, columns, rows, outer) : undefined
        if (rest !== undefined) yield* rest
        collectRows(entry(state, left.factor), left, gradient, columns, outer)
      }
      const { outer } = squares(oracle, right.isWhole ? columns : 0)
      rest = right.isWhole ? transposedMultiplyInPieces(gradient, gradient, columns, rows, columns, outer) : undefined
      if (rest !== undefined) yield* rest
      collectColumns(entry(state, right.factor), right, gradient, outer)
      if (isRefreshed) {
        rest = left && refresh(state, left, order, eps)
        if (rest !== undefined) yield* rest
        rest = refresh(state, right, order, eps)
        if (rest !== undefined) yield* rest
      }
      rest = applyRight(state, right, gradient, rows, scaled)
      if (rest !== undefined) yield* rest
      rest = left && applyLeft(state, left, scaled, columns, gradient)
      if (rest !== undefined) yield* rest
      const whole = left === undefined ? scaled : gradient
      for (let k = 0; k < whole.length; k++) update[offset + k] = -learningRate * whole[k]
    }
    const watched = anatomy(input, stages)
    for (let i = 0; i < update.length; i++) watched?.put(i, update[i])
    watched?.show()
  },
})

/** eps I, or its diagonal. */
function startOf({ size, isWhole }: Side, eps: number): Float64Array {
  if (!isWhole) return new Float64Array(size).fill(eps)
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++) factor[i * size + i] = eps
  return factor
}

/** L += G G', which `outer` holds where L is whole. */
function collectRows(
  sums: Float64Array,
  { isWhole }: Side,
  gradient: Float64Array,
  columns: number,
  outer: Float64Array,
): void {
  if (isWhole) for (let k = 0; k < sums.length; k++) sums[k] += outer[k]
  else for (let k = 0; k < gradient.length; k++) sums[Math.floor(k / columns)] += gradient[k] * gradient[k]
}

/** R += G' G, which `outer` holds where R is whole. */
function collectColumns(
  sums: Float64Array,
  { isWhole, size }: Side,
  gradient: Float64Array,
  outer: Float64Array,
): void {
  if (isWhole) for (let k = 0; k < sums.length; k++) sums[k] += outer[k]
  else for (let k = 0; k < gradient.length; k++) sums[k % size] += gradient[k] * gradient[k]
}

function refresh(state: OptimizerState, { size, isWhole, factor, derived }: Side, order: 2 | 4, eps: number): Rest {
  const [sums, root] = [entry(state, factor), entry(state, derived)]
  if (isWhole) return inverseRootInPieces(sums, size, order, eps, root)
  for (let k = 0; k < size; k++) root[k] = inverseRootOf(sums[k], order)
  return undefined
}

/** out = root G. */
function applyLeft(
  state: OptimizerState,
  side: Side,
  gradient: Float64Array,
  columns: number,
  out: Float64Array,
): Rest {
  const root = entry(state, side.derived)
  if (side.isWhole) return multiplyInPieces(root, gradient, side.size, side.size, columns, out)
  for (let k = 0; k < gradient.length; k++) out[k] = root[Math.floor(k / columns)] * gradient[k]
  return undefined
}

/** out = G root. */
function applyRight(state: OptimizerState, side: Side, gradient: Float64Array, rows: number, out: Float64Array): Rest {
  const root = entry(state, side.derived)
  if (side.isWhole) return multiplyInPieces(gradient, root, rows, side.size, side.size, out)
  for (let k = 0; k < gradient.length; k++) out[k] = gradient[k] * root[k % side.size]
  return undefined
}
