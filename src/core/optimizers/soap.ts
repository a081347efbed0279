import { clear, copy } from '../linalg/vector'
import { ownScratch } from '../scratch'
import { anatomy } from '../descent/anatomy'
import { averageCoefficients, decoupledDecay, denominatorTerm, learningRate } from '../descent/common-hyperparameters'
import {
  averageOverColumns,
  averageOverRows,
  eigenbasis,
  refreshBasis,
  reorderColumns,
  reorderRows,
  rotate,
  rotateBack,
} from '../descent/matrix/eigenbasis'
import { largestSide, refreshInterval } from '../descent/matrix/hyperparameters'
import { entry, preconditionedBlocks, takeBlock } from '../descent/matrix/preconditioned-blocks'
import type { PreconditionedBlock, Side } from '../descent/matrix/preconditioned-blocks'
import { defineOptimizer } from '../definitions/optimizer'
import type { OptimizerState } from '../definitions/optimizer'
import { quotient } from '../descent/quotient'

const stages = ['Adam in the eigenbasis', 'weight decay']

const matrices = ownScratch((length) => ({ gradient: new Float64Array(length), rotated: new Float64Array(length) }))

export default defineOptimizer({
  id: 'soap',
  title: 'SOAP',
  group: 'Matrix',
  description:
    'Adam run in the eigenvectors of Shampoo’s matrices, where coordinates hardly interact. Its first step only looks and leaves the point at rest. On a vector it is Adam unless precondition1d is on.',
  tex: "\\begin{aligned} L_t &= \\beta_2 L_{t-1} + (1-\\beta_2)\\, G_t G_t^{\\mathsf T}, \\quad R_t = \\beta_2 R_{t-1} + (1-\\beta_2)\\, G_t^{\\mathsf T} G_t, \\qquad G' = Q_L^{\\mathsf T} G_t Q_R \\\\ \\theta_t &= (1 - \\eta\\lambda)\\left(\\theta_{t-1} - \\eta\\, Q_L\\, \\mathrm{Adam}(G')\\, Q_R^{\\mathsf T}\\right), \\qquad Q_L, Q_R: \\text{ eigenvectors of } L, R \\end{aligned}",
  citation:
    'N. Vyas, D. Morwani, R. Zhao, I. Shapira, D. Brandfonbrener, L. Janson, S. Kakade, SOAP: Improving and Stabilizing Shampoo using Adam, 2024, arXiv:2409.11321, Algorithms 3 and 4. Semantics: the authors’ program, a1e5535 (first step skipped; averages rotated with the basis; refreshed by one power iteration and QR; decay after the step). Differs from it: the longest side is smaller; tensors of more than two dimensions are matrices of the first by all others.',
  needs: ['gradient'],
  elementwise: false,
  stages,
  hyperparameters: {
    lr: learningRate(3e-3, [1e-4, 1]),
    betas: averageCoefficients([0.95, 0.95]),
    eps: denominatorTerm(1e-8),
    weightDecay: decoupledDecay(0.01),
    preconditionFrequency: refreshInterval(10, 'the eigenvectors are'),
    maxPrecondDim: largestSide(128, 'nothing is rotated'),
    precondition1d: {
      kind: 'boolean',
      description: 'Rotates vectors too, and so the coordinates of a formula; without it they are left to plain Adam.',
      symbol: '\\mathrm{1d}',
      default: false,
    },
  },
  presets: { lr: 0.05, precondition1d: true },
  init(dimension, { maxPrecondDim, precondition1d }, layout) {
    const state: OptimizerState = {
      average: new Float64Array(dimension),
      squareAverage: new Float64Array(dimension),
      beta1Power: 1,
      beta2Power: 1,
    }
    for (const block of preconditionedBlocks(layout, maxPrecondDim))
      for (const side of [rotatedLeft(block), rotatedRight(block, precondition1d)])
        if (side !== undefined) {
          state[side.factor] = new Float64Array(side.size * side.size)
          state[side.derived] = identity(side.size)
        }
    return state
  },
  *step(state, { betas, eps, weightDecay, preconditionFrequency, maxPrecondDim, precondition1d }, input) {
    const { theta, gradient: flat, update, layout, learningRate, step, oracle } = input
    const average = entry(state, 'average')
    const squareAverage = entry(state, 'squareAverage')
    const watched = anatomy(input, stages)
    const beta1 = betas[0]
    const beta2 = betas[1]
    const isFirst = step === 1
    // Adam's own count begins with the second step.
    const beta1Power = (state.beta1Power as number) * (isFirst ? 1 : beta1)
    const beta2Power = (state.beta2Power as number) * (isFirst ? 1 : beta2)
    state.beta1Power = beta1Power
    state.beta2Power = beta2Power
    const rate = (-learningRate * Math.sqrt(1 - beta2Power)) / (1 - beta1Power)
    const isRefreshed = !isFirst && (step - 1) % preconditionFrequency === 0
    clear(update)
    for (const block of preconditionedBlocks(layout, maxPrecondDim)) {
      const { offset, rows, columns } = block
      const { gradient, rotated } = matrices(oracle, rows * columns)
      const left = rotatedLeft(block)
      const right = rotatedRight(block, precondition1d)
      const leftBasis = left && entry(state, left.derived)
      const rightBasis = right && entry(state, right.derived)
      const isRotated = left !== undefined || right !== undefined
      takeBlock(flat, block, gradient)
      if (!isFirst) {
        copy(gradient, rotated)
        if (isRotated) yield* rotate(oracle, rotated, leftBasis, rightBasis, rows, columns)
        for (let k = 0; k < rotated.length; k++) {
          const i = offset + k
          average[i] = average[i] * beta1 + (1 - beta1) * rotated[k]
          squareAverage[i] = squareAverage[i] * beta2 + (1 - beta2) * rotated[k] * rotated[k]
          rotated[k] = quotient(average[i], Math.sqrt(squareAverage[i]) + eps)
        }
        if (isRotated) yield* rotateBack(oracle, rotated, leftBasis, rightBasis, rows, columns)
        for (let k = 0; k < rotated.length; k++) {
          const i = offset + k
          const descent = rate * rotated[k]
          const shrinkage = -learningRate * weightDecay * (theta[i] + descent)
          update[i] = descent + shrinkage
          watched?.put(i, descent, shrinkage)
        }
      }
      // The basis of a step never knows the step's own gradient.
      if (left !== undefined) yield* averageOverRows(oracle, entry(state, left.factor), gradient, rows, columns, beta2)
      if (right !== undefined)
        yield* averageOverColumns(oracle, entry(state, right.factor), gradient, rows, columns, beta2)
      if (isFirst) {
        if (left !== undefined) yield* eigenbasis(oracle, entry(state, left.factor), rows, leftBasis!)
        if (right !== undefined) yield* eigenbasis(oracle, entry(state, right.factor), columns, rightBasis!)
      } else if (isRefreshed && isRotated) {
        // The average of gradients turns with the basis; that of squares cannot, and only follows the order of its vectors.
        takeBlock(average, block, gradient)
        takeBlock(squareAverage, block, rotated)
        yield* rotateBack(oracle, gradient, leftBasis, rightBasis, rows, columns)
        if (left !== undefined)
          reorderRows(rotated, yield* refreshBasis(oracle, entry(state, left.factor), rows, leftBasis!), columns)
        if (right !== undefined)
          reorderColumns(rotated, yield* refreshBasis(oracle, entry(state, right.factor), columns, rightBasis!), rows)
        yield* rotate(oracle, gradient, leftBasis, rightBasis, rows, columns)
        average.set(gradient, offset)
        squareAverage.set(rotated, offset)
      }
    }
    watched?.show()
  },
})

/** The side of a block's rows where it is rotated. */
function rotatedLeft({ left }: PreconditionedBlock): Side | undefined {
  return left?.isWhole === true ? left : undefined
}

/** The side of a block's columns where it is rotated. */
function rotatedRight({ right, isVector }: PreconditionedBlock, precondition1d: boolean): Side | undefined {
  return right.isWhole && (precondition1d || !isVector) ? right : undefined
}

/** A basis before there are eigenvectors: the axes. */
function identity(size: number): Float64Array {
  const basis = new Float64Array(size * size)
  for (let i = 0; i < size; i++) basis[i * size + i] = 1
  return basis
}
